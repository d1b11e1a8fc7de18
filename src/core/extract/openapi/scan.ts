import type { Span } from '../../model/source.ts';
import type { MappingEntry, Node } from '../../yaml/tree.ts';

/** Keys below which nothing of interest stands; they are not made into nodes. */
const TOP = /^(openapi|swagger|info|servers|host|basePath|schemes|paths)$/;
const MEMBER = /^(get|put|post|delete|options|head|patch|trace|query|operationId|title|version|url)$/;
const LINE = /^([ ]*)(- )?(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#"'&*!|>%@`{}[\],-][^:#]*?|[^\s:]+))[^\S\n]*:(?:[^\S\n]+(.*))?$/;

interface Open {
  readonly indent: number;
  readonly entries: MappingEntry[];
}

/**
 * The parts of a large specification in block style that tell its operations and servers, by indentation alone: paths, methods, operation ids.
 * Linear in the text, and no node for anything else.
 */
export function scanned(text: string): Node {
  const root: Open = { indent: -1, entries: [] };
  let open: Open[] = [root];
  let wanted = false;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const indent = indentation(text, start);
    const first = text[start + indent];
    if (first === undefined || first === '\n' || first === '\r' || first === '#') continue;
    if (indent === 0 && first !== '-')
      wanted = TOP.test(
        text
          .slice(start, Math.min(end, start + 20))
          .replace(/["']/g, '')
          .split(':')[0] ?? '',
      );
    if (!wanted || indent > DEEPEST) continue;
    const found = LINE.exec(text.slice(start, Math.min(end, start + LONGEST)).trimEnd());
    if (!found) continue;
    const column = indent + (found[2]?.length ?? 0);
    const key = found[3] ?? found[4] ?? found[5]!;
    const depth = open.findLastIndex(({ indent }) => indent < column);
    open = open.slice(0, depth + 1);
    if (open.length > 2 && !MEMBER.test(key)) continue;
    // Lists matter at the root only: `servers`.
    if (open.length > 4 || (found[2] !== undefined && open.length > 2)) continue;
    open = added(open, {
      key,
      text: found[6] ?? '',
      keyAt: [start + column, start + column + key.length + (found[5] === undefined ? 2 : 0)],
      listed: found[2] !== undefined,
      column,
    });
  }
  return finished({ kind: 'mapping', at: [0, text.length], entries: root.entries });
}

/** What was opened as a mapping and got items is a list. */
function finished(node: Node): Node {
  if (node.kind !== 'mapping') return node;
  const list = node.entries[0]?.key === '' ? node.entries[0].value : undefined;
  return list ?? { ...node, entries: node.entries.map(entry => ({ ...entry, value: finished(entry.value) })) };
}

/** Operations stand at the third level; nobody indents those so far. */
const DEEPEST = 24;
const LONGEST = 2_000;

function indentation(text: string, start: number): number {
  let at = start;
  while (text[at] === ' ') at++;
  return at - start;
}

interface Found {
  readonly key: string;
  readonly text: string;
  readonly keyAt: Span;
  /** It begins an item of a list. */
  readonly listed: boolean;
  readonly column: number;
}

function added(open: readonly Open[], { key, text, keyAt, listed, column }: Found): Open[] {
  const parent = open.at(-1)!;
  const plain = text.replace(/\s+#.*$/, '').replace(/^(["'])(.*)\1$/, '$2');
  const at: Span = [keyAt[0], keyAt[1] + text.length];
  if (plain !== '' && !listed) {
    parent.entries.push({ key, keyAt, value: { kind: 'scalar', at, text: plain, quoted: false } });
    return [...open];
  }
  const inner: MappingEntry[] = [];
  const value: Node = { kind: 'mapping', at, entries: inner };
  if (listed) {
    inner.push({ key, keyAt, value: { kind: 'scalar', at, text: plain, quoted: false } });
    listOf(parent, keyAt).push(value);
    return [...open];
  }
  parent.entries.push({ key, keyAt, value });
  return [...open, { indent: column, entries: inner }];
}

/** `servers:` was opened as a mapping; its first item makes it a list. */
function listOf(parent: Open, keyAt: Span): Node[] {
  const known = parent.entries[0]?.value;
  if (parent.entries[0]?.key === '' && known?.kind === 'sequence') return known.items as Node[];
  const items: Node[] = [];
  parent.entries.unshift({ key: '', keyAt, value: { kind: 'sequence', at: keyAt, items } });
  return items;
}
