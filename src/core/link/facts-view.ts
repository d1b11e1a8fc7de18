import type { Fact } from '../model/fact.ts';
import type { FilePath, Location } from '../model/source.ts';

export type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

export type Placed<F extends Fact> = F & { readonly file: FilePath };

type Kind = Fact['kind'];
type Of<K extends Kind> = Extract<Fact, { kind: K }>;

/** All facts of a workspace, by file and by kind. Built once a link. */
export class FactsView {
  readonly files: FactsByFile;
  private readonly paths: readonly FilePath[];
  private readonly ofFile = new Map<FilePath, ReadonlyMap<Kind, readonly Fact[]>>();
  private readonly kinds = new Map<Kind, Placed<Fact>[]>();

  constructor(files: FactsByFile) {
    this.files = files;
    this.paths = [...files.keys()].toSorted();
    for (const [file, facts] of files) {
      for (const fact of facts) {
        if (fact.kind === 'imports' || fact.kind === 'binds') continue;
        const list = this.kinds.get(fact.kind);
        const placed = Object.assign(Object.create(null), fact, { file }) as Placed<Fact>;
        if (list) list.push(placed);
        else this.kinds.set(fact.kind, [placed]);
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
    let kinds = this.ofFile.get(file);
    if (!kinds) this.ofFile.set(file, (kinds = Map.groupBy(this.files.get(file) ?? [], fact => fact.kind)));
    return (kinds.get(kind) ?? []) as Of<K>[];
  }
}

export const locationOf = (fact: { readonly file: FilePath; readonly at: Location['span'] }): Location => ({
  file: fact.file,
  span: fact.at,
});
