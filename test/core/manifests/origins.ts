import type { Location } from '../../../src/core/model/source.ts';
import { plainOf, treeAt, type Tree } from '../../../src/core/manifests/tree.ts';

/** A workspace as a test writes it. */
export type Texts = Readonly<Record<string, string>>;

/** What a resolver makes of a workspace; undefined where it refuses it. */
export type Resolving = (texts: Texts) => Tree | undefined;

interface Value {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
  readonly origins: readonly Location[];
}

/** Every scalar of a tree. */
export function valuesOf(tree: Tree, path: readonly (string | number)[] = []): readonly Value[] {
  if (tree.kind === 'scalar') return [{ path, value: tree.value, origins: tree.origins }];
  if (tree.kind === 'sequence') return tree.items.flatMap((item, index) => valuesOf(item, [...path, index]));
  return [...tree.entries].flatMap(([key, { value }]) => valuesOf(value, [...path, key]));
}

/** Origins as a test expects them: `file: text`. */
export const shownOrigins = (texts: Texts, origins: readonly Location[]): readonly string[] =>
  origins.map(({ file, span }) => `${file}: ${texts[file]?.slice(...span)}`);

/** Origins that can be edited without their value changing: there should be none. A place outside of its file counts too. */
export function idleOrigins(texts: Texts, resolve: Resolving): readonly string[] {
  const tree = resolve(texts);
  if (!tree) return ['nothing was resolved'];
  return valuesOf(tree).flatMap(value =>
    value.origins
      .filter(origin => !edits(texts, origin).some(edited => changes(resolve(edited), value)))
      .map(origin => `${value.path.join('.')} = ${String(value.value)} does not follow ${shownOrigins(texts, [origin])[0]}`),
  );
}

function changes(tree: Tree | undefined, { path, value }: Value): boolean {
  const found = treeAt(tree, ...path);
  return !found || plainOf(found) !== value;
}

/** The workspace with other text in one place. A number stays a number, so that what checks kinds still takes it. */
function edits(texts: Texts, { file, span: [start, end] }: Location): readonly Texts[] {
  const text = texts[file];
  if (text === undefined || end > text.length || start >= end) return [];
  const written = text.slice(start, end);
  const replacements = [written.replace(/\d(?=\D*$)/, digit => String((Number(digit) + 1) % 10)), `${written}x`, 'changed', ''];
  return replacements
    .filter(replacement => replacement !== written)
    .map(replacement => ({ ...texts, [file]: text.slice(0, start) + replacement + text.slice(end) }));
}
