import type { Location } from '../model/source.ts';

/**
 * A document that was made of several files: what compose, Helm and kustomize resolve to.
 * Every node knows the places that it came from: a value made of three lines has three origins.
 */
export type Tree = TreeMapping | TreeSequence | TreeScalar;

export interface TreeMapping {
  readonly kind: 'mapping';
  readonly entries: ReadonlyMap<string, TreeEntry>;
  readonly origins: Origins;
}

export interface TreeEntry {
  /** Where the key is written. */
  readonly keyOrigins: Origins;
  readonly value: Tree;
}

export interface TreeSequence {
  readonly kind: 'sequence';
  readonly items: readonly Tree[];
  readonly origins: Origins;
}

export interface TreeScalar {
  readonly kind: 'scalar';
  readonly value: Plain;
  readonly origins: Origins;
  /** Why the value is not known before the system runs; `value` is then only a stand-in. */
  readonly unknown?: string;
}

export type Plain = string | number | boolean | null;

/**
 * Where a thing is written, most telling place first: the text itself, then what was put into it (`${TAG}` before the line of `.env` that sets it).
 * Changing any of these lines changes the value; a line that does not is no origin.
 */
export type Origins = readonly Location[];

/** The value at a path of keys and indexes. */
export function treeAt(tree: Tree | undefined, ...path: readonly (string | number)[]): Tree | undefined {
  let here = tree;
  for (const step of path) {
    if (here?.kind === 'mapping') here = here.entries.get(String(step))?.value;
    else if (here?.kind === 'sequence' && typeof step === 'number') here = here.items[step];
    else return undefined;
  }
  return here;
}

/** As `JSON.stringify` and a comparison want it; origins are left out. */
export function plainOf(tree: Tree): unknown {
  switch (tree.kind) {
    case 'scalar':
      return tree.value;
    case 'sequence':
      return tree.items.map(plainOf);
    case 'mapping':
      return Object.fromEntries([...tree.entries].map(([key, { value }]) => [key, plainOf(value)]));
  }
}

/** Both lists, each place once, in order. */
export function originsOf(...lists: readonly Origins[]): Origins {
  const found: Location[] = [];
  for (const place of lists.flat())
    if (!found.some(({ file, span }) => file === place.file && span[0] === place.span[0] && span[1] === place.span[1])) found.push(place);
  return found;
}
