import { equal } from '../model/equal.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';

export type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

export type Placed<F extends Fact> = F & { readonly file: FilePath };

export type Kind = Fact['kind'];
export type Of<K extends Kind> = Extract<Fact, { kind: K }>;

/** What may hold an address. */
export type AddressFact = Of<'uses-address' | 'reads-env' | 'mentions-address'>;

/** What can be asked of facts: those of a kind, which files have any of a kind, which files there are, and everything. */
export type Question = Kind | `has ${Kind}` | 'paths' | 'files';

/** The facts of one file, sorted out; all but imports and bindings know their file. */
interface SortedFacts {
  readonly kinds: ReadonlyMap<Kind, readonly Fact[]>;
  readonly addresses: readonly AddressFact[];
}

/** All facts of a workspace, by file and by kind. */
export interface FactsTable {
  readonly files: FactsByFile;
  /** In order. */
  readonly paths: readonly FilePath[];
  readonly sorted: ReadonlyMap<FilePath, SortedFacts>;
  /** In the order of files. Imports and bindings are only asked for by file. */
  readonly kinds: ReadonlyMap<Kind, readonly Placed<Fact>[]>;
  /** Tables with the same stamp for a question answer it alike. */
  readonly stamps: ReadonlyMap<Question, object>;
}

const NO_FACTS: SortedFacts = { kinds: new Map(), addresses: [] };
const NOTHING: FactsTable = { files: new Map(), paths: [], sorted: new Map(), kinds: new Map(), stamps: new Map() };

/** Sorts facts out. Where a table of earlier facts is given, only files with other facts are looked at, and what they still say keeps its stamps. */
export function factsTable(given: FactsByFile, before: FactsTable = NOTHING): FactsTable {
  const files = inOrder(given);
  const paths = samePaths(before.files, files) ? before.paths : [...files.keys()];
  const sorted = new Map(before.sorted);
  const stamps = new Map<Question, object>([...before.stamps, ['paths', paths], ['files', files]]);
  for (const path of changedPaths(before.files, files)) {
    const was = before.sorted.get(path) ?? NO_FACTS;
    const now = sortedFacts(path, files.get(path) ?? [], was);
    sorted.set(path, now);
    for (const question of differing(was, now)) stamps.set(question, {});
  }
  return { files, paths, sorted, stamps, kinds: kindsOf(paths, sorted, { before, stamps }) };
}

/** By path, so that the order in which files came cannot show; an index that was filled from a listing is so already. */
function inOrder(files: FactsByFile): FactsByFile {
  let last = '';
  for (const path of files.keys()) {
    if (path < last) return new Map([...files].toSorted(([a], [b]) => (a < b ? -1 : 1)));
    last = path;
  }
  return files;
}

function samePaths(before: FactsByFile, files: FactsByFile): boolean {
  if (before.size !== files.size) return false;
  for (const path of files.keys()) if (!before.has(path)) return false;
  return true;
}

/** Facts of a file are never changed, only replaced. */
function* changedPaths(before: FactsByFile, files: FactsByFile): Iterable<FilePath> {
  for (const [path, facts] of files) if (before.get(path) !== facts) yield path;
  for (const path of before.keys()) if (!files.has(path)) yield path;
}

const isAskedByFile = ({ kind }: Fact): boolean => kind === 'imports' || kind === 'binds';

const holdsAddress = (fact: Fact): fact is AddressFact =>
  fact.kind === 'uses-address' || fact.kind === 'reads-env' || fact.kind === 'mentions-address';

/** What a file says as before is kept as it was. */
function sortedFacts(file: FilePath, facts: readonly Fact[], was: SortedFacts): SortedFacts {
  if (facts.length === 0) return NO_FACTS;
  const placed = facts.map(fact => (isAskedByFile(fact) ? fact : ({ ...fact, file } as Placed<Fact>)));
  const kinds = new Map<Kind, readonly Fact[]>(Map.groupBy(placed, ({ kind }) => kind));
  for (const [kind, own] of was.kinds) if (equal(own, kinds.get(kind))) kinds.set(kind, own);
  const addresses = placed.filter(holdsAddress);
  return { kinds, addresses: equal(was.addresses, addresses) ? was.addresses : addresses };
}

function* differing(was: SortedFacts, now: SortedFacts): Iterable<Question> {
  for (const kind of new Set([...was.kinds.keys(), ...now.kinds.keys()])) {
    if (was.kinds.get(kind) !== now.kinds.get(kind)) yield kind;
    if (was.kinds.has(kind) !== now.kinds.has(kind)) yield `has ${kind}`;
  }
}

function kindsOf(
  paths: readonly FilePath[],
  sorted: FactsTable['sorted'],
  { before, stamps }: { before: FactsTable; stamps: FactsTable['stamps'] },
): FactsTable['kinds'] {
  const kinds = new Map<Kind, readonly Placed<Fact>[]>();
  for (const [kind, all] of before.kinds) if (before.stamps.get(kind) === stamps.get(kind)) kinds.set(kind, all);
  const gathered = new Map<Kind, Placed<Fact>[]>();
  for (const path of paths) {
    for (const [kind, own] of sorted.get(path)?.kinds ?? []) {
      if (kind === 'imports' || kind === 'binds' || kinds.has(kind)) continue;
      const list = gathered.get(kind);
      if (list) list.push(...(own as Placed<Fact>[]));
      else gathered.set(kind, [...(own as Placed<Fact>[])]);
    }
  }
  return new Map([...kinds, ...gathered]);
}
