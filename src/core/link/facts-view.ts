import type { Fact } from '../model/fact.ts';
import type { FilePath, Location } from '../model/source.ts';

export type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

export type Placed<F extends Fact> = F & { readonly file: FilePath };

type Kind = Fact['kind'];
type Of<K extends Kind> = Extract<Fact, { kind: K }>;

/** The facts of one file, sorted out. */
interface Sorted {
  readonly file: FilePath;
  readonly kinds: ReadonlyMap<Kind, readonly Fact[]>;
  /** All but imports and bindings, with their file. */
  readonly placed: readonly Placed<Fact>[];
  readonly addresses: readonly AddressFact[];
}

/** What may hold an address. */
export type AddressFact = Of<'uses-address' | 'reads-env' | 'mentions-address'>;

const holdsAddress = (fact: Fact): fact is AddressFact =>
  fact.kind === 'uses-address' || fact.kind === 'reads-env' || fact.kind === 'mentions-address';

/** A file's facts are never changed, only replaced: what was sorted for an earlier link holds for as long as the list lives. */
const sorted = new WeakMap<readonly Fact[], Sorted>();

function sortedFacts(file: FilePath, facts: readonly Fact[]): Sorted {
  const known = sorted.get(facts);
  if (known?.file === file) return known;
  const placed = facts.filter(({ kind }) => kind !== 'imports' && kind !== 'binds').map(fact => ({ ...fact, file }) as Placed<Fact>);
  const made = { file, kinds: Map.groupBy(facts, ({ kind }) => kind), placed, addresses: facts.filter(holdsAddress) };
  sorted.set(facts, made);
  return made;
}

/** All facts of a workspace, by file and by kind. Built once a link. */
export class FactsView {
  readonly files: FactsByFile;
  private readonly paths: readonly FilePath[];
  private readonly ofFile = new Map<FilePath, Sorted>();
  private readonly kinds = new Map<Kind, Placed<Fact>[]>();

  constructor(files: FactsByFile) {
    this.files = files;
    this.paths = [...files.keys()].toSorted();
    for (const [file, facts] of files) {
      if (facts.length === 0) continue;
      const own = sortedFacts(file, facts);
      this.ofFile.set(file, own);
      for (const fact of own.placed) {
        const list = this.kinds.get(fact.kind);
        if (list) list.push(fact);
        else this.kinds.set(fact.kind, [fact]);
      }
    }
  }

  /** Facts of one kind with their files, in file order. Imports and bindings are asked for by file. */
  all<K extends Exclude<Kind, 'imports' | 'binds'>>(kind: K): readonly Placed<Of<K>>[] {
    return (this.kinds.get(kind) ?? []) as unknown as Placed<Of<K>>[];
  }

  /** Files below a folder, in order. */
  under(folder: string): readonly FilePath[] {
    if (folder === '') return this.paths;
    // '0' is the character after '/'.
    return this.paths.slice(this.firstAtOrAfter(`${folder}/`), this.firstAtOrAfter(`${folder}0`));
  }

  /** The file at a path, or the files below it. */
  at(path: string): readonly FilePath[] {
    return this.files.has(path as FilePath) ? [path as FilePath] : this.under(path);
  }

  private firstAtOrAfter(wanted: string): number {
    let low = 0;
    let high = this.paths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.paths[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  of<K extends Kind>(file: FilePath, kind: K): readonly Of<K>[] {
    return (this.ofFile.get(file)?.kinds.get(kind) ?? []) as Of<K>[];
  }

  /** What a file says of addresses, in its order. */
  addressesIn(file: FilePath): readonly AddressFact[] {
    return this.ofFile.get(file)?.addresses ?? [];
  }
}

export const locationOf = (fact: { readonly file: FilePath; readonly at: Location['span'] }): Location => ({
  file: fact.file,
  span: fact.at,
});
