import { within } from '../../../../src/core/model/paths.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { symbolUses, type SymbolQuestion, type SymbolUses } from '../../../../src/core/readers/typescript/symbol-uses.ts';

export type Workspace = Readonly<Record<string, string>>;

/** `lib/user.ts#User.name`, `shop.ts#Shop/Order.id` of a namespace → `a.ts reads log(user.«name»)`, with a question mark after what is only possible. */
export async function usesOf(asked: string, files: Workspace, how?: SymbolQuestion['how']): Promise<string[]> {
  const { uses } = await answer(asked, files, how);
  return uses.map(({ at, how: kind, confidence }) => {
    const text = files[at.file]!;
    const [start, end] = at.span;
    const line = `${text.slice(text.lastIndexOf('\n', start - 1) + 1, start)}«${text.slice(start, end)}»${text.slice(end).split('\n')[0]}`;
    return `${at.file} ${kind}${confidence === 'certain' ? '' : '?'} ${line.trim()}`;
  });
}

export function answer(asked: string, files: Workspace, how?: SymbolQuestion['how']): Promise<SymbolUses> {
  const [file, name] = asked.split('#') as [FilePath, string];
  const [symbol, member] = name.split('.') as [string, string?];
  const paths = Object.keys(files) as FilePath[];
  const question = { file, symbol: symbol.replace('/', '.'), ...(member !== undefined && { member }), ...(how && { how }) };
  return symbolUses(question, { paths, read: path => files[path] }, (from, specifier) => resolved(from, specifier, files));
}

/** Relative imports, and `@shop/x` for what lies in `libs/x`. */
function resolved(from: FilePath, specifier: string, files: Workspace): FilePath | undefined {
  const path = specifier.startsWith('@shop/')
    ? specifier.replace('@shop/', 'libs/')
    : specifier.startsWith('.')
      ? within(from.slice(0, Math.max(0, from.lastIndexOf('/'))), specifier)
      : undefined;
  const endings = ['', '.ts', '.tsx', '.js', '.vue', '/index.ts', '/src/index.ts'];
  return path === undefined ? undefined : endings.map(ending => `${path}${ending}` as FilePath).find(candidate => candidate in files);
}
