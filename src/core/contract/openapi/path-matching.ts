import type { PathItem } from './operation.ts';

interface PathMatches {
  readonly both: readonly PathMatch[];
  readonly added: readonly PathItem[];
  readonly removed: readonly PathItem[];
}

export interface PathMatch {
  readonly before: PathItem;
  readonly after: PathItem;
  /** What path parameters are called now, by what they were called; absent where the paths are written alike. */
  readonly renamed?: ReadonlyMap<string, string>;
}

const VARIABLE = /\{([^{}]*)\}/g;

const shape = (path: string): string => path.replaceAll(VARIABLE, (_, name: string) => (name.endsWith('*') ? '{*}' : '{}'));
const variables = (path: string): readonly string[] => [...path.matchAll(VARIABLE)].map(match => match[1] ?? '');

/** A path whose parameters have other names is the same path: nobody sends the names. */
export function matchedPaths(before: readonly PathItem[], after: readonly PathItem[]): PathMatches {
  const [from, to] = [places(before), places(after)];
  const both = before.flatMap(item => {
    const other = to.written.get(item.path) ?? to.shaped.get(shape(item.path));
    return other ? [match(item, other)] : [];
  });
  return {
    both,
    added: after.filter(({ path }) => !from.written.has(path) && !from.shaped.has(shape(path))),
    removed: before.filter(({ path }) => !to.written.has(path) && !to.shaped.has(shape(path))),
  };
}

interface Places {
  readonly written: ReadonlyMap<string, PathItem>;
  readonly shaped: ReadonlyMap<string, PathItem>;
}

const places = (items: readonly PathItem[]): Places => ({
  written: new Map(items.map(item => [item.path, item])),
  shaped: new Map(items.toReversed().map(item => [shape(item.path), item])),
});

function match(before: PathItem, after: PathItem): PathMatch {
  if (before.path === after.path) return { before, after };
  const names = variables(after.path);
  return { before, after, renamed: new Map(variables(before.path).map((name, index) => [name, names[index] ?? name])) };
}
