import type { Span } from '../model/source.ts';
import { wordAt } from './element-at.ts';
import { partsOf, plain, type Part } from './parts.ts';
import type { Cursor } from './system.ts';

type Operation = Extract<Part, { kind: 'operation' }>;

/** Operations that a document describes under the path or the id at the cursor. */
export function describedAt({ facts, text, offset }: Cursor): { readonly at: Span; readonly operations: readonly Operation[] } | undefined {
  const described = partsOf(facts).filter((part): part is Operation => part.kind === 'operation' && part.contract !== undefined);
  if (described.length === 0) return undefined;
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const end = text.indexOf('\n', offset);
  const line = text.slice(start, end < 0 ? undefined : end);
  const { text: word, span } = wordAt(text, offset);
  if (/^\s*["']?operationId["']?\s*:/.test(line)) {
    const named = described.filter(({ id }) => id !== undefined && id === word);
    return named.length > 0 ? { at: span, operations: named.slice(0, 1) } : undefined;
  }
  const [, before, path] = /^(\s*["']?)(\/[^\s"']*)["']?\s*:/.exec(line) ?? [];
  const under = path === undefined ? [] : described.filter(operation => plain(operation.path) === path);
  const at = [start + (before?.length ?? 0), start + (before?.length ?? 0) + (path?.length ?? 0)] as const;
  return under.length > 0 && offset <= at[1] + 1 ? { at, operations: under } : undefined;
}
