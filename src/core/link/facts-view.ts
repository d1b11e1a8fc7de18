import type { FilePath, Location } from '../model/source.ts';
import type { AddressFact, FactsByFile, FactsTable, Kind, Of, Placed, Question } from './facts-table.ts';

export type { AddressFact, FactsByFile, Placed } from './facts-table.ts';

/** What may be asked of facts of some kinds. */
export interface FactsOf<K extends Kind> {
  /** Facts of one kind with their files, in file order. Imports and bindings are asked for by file. */
  all<A extends Exclude<K, 'imports' | 'binds'>>(kind: A): readonly Placed<Of<A>>[];
  of<A extends K>(file: FilePath, kind: A): readonly Of<A>[];
}

/** Where questions are noted. */
interface Asked {
  add(question: Question): this;
}

/** All facts of a workspace, to be asked. What has been asked is noted for who wants to know what an answer depends on. */
export class FactsView implements FactsOf<Kind> {
  private readonly table: FactsTable;
  private readonly asked: Asked | undefined;

  constructor(table: FactsTable, asked?: Asked) {
    this.table = table;
    this.asked = asked;
  }

  get files(): FactsByFile {
    this.asked?.add('files');
    return this.table.files;
  }

  all<K extends Exclude<Kind, 'imports' | 'binds'>>(kind: K): readonly Placed<Of<K>>[] {
    this.asked?.add(kind);
    return (this.table.kinds.get(kind) ?? []) as unknown as Placed<Of<K>>[];
  }

  of<K extends Kind>(file: FilePath, kind: K): readonly Of<K>[] {
    this.asked?.add(kind);
    return (this.table.sorted.get(file)?.kinds.get(kind) ?? []) as Of<K>[];
  }

  /** The file has facts of any of these kinds. */
  holds(file: FilePath, kinds: Iterable<Kind>): boolean {
    for (const kind of kinds) {
      this.asked?.add(`has ${kind}`);
      if (this.table.sorted.get(file)?.kinds.has(kind)) return true;
    }
    return false;
  }

  /** What a file says of addresses, in its order. */
  addressesIn(file: FilePath): readonly AddressFact[] {
    this.asked?.add('uses-address').add('reads-env').add('mentions-address');
    return this.table.sorted.get(file)?.addresses ?? [];
  }

  has(path: string): boolean {
    this.asked?.add('paths');
    return this.table.files.has(path as FilePath);
  }

  /** Files below a folder, in order. */
  under(folder: string): readonly FilePath[] {
    this.asked?.add('paths');
    if (folder === '') return this.table.paths;
    // '0' is the character after '/'.
    return this.table.paths.slice(this.firstAtOrAfter(`${folder}/`), this.firstAtOrAfter(`${folder}0`));
  }

  /** The file at a path, or the files below it. */
  at(path: string): readonly FilePath[] {
    return this.has(path) ? [path as FilePath] : this.under(path);
  }

  private firstAtOrAfter(wanted: string): number {
    const { paths } = this.table;
    let low = 0;
    let high = paths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (paths[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export const locationOf = (fact: { readonly file: FilePath; readonly at: Location['span'] }): Location => ({
  file: fact.file,
  span: fact.at,
});
