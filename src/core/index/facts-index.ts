import { extract, type Extracted } from '../extract/extractors.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath, Problem, Source } from '../model/source.ts';
import { equal } from '../model/equal.ts';
import { fingerprint } from '../model/fingerprint.ts';
import { lineStarts } from '../model/lines.ts';

export type Change = { readonly kind: 'set'; readonly source: Source } | { readonly kind: 'remove'; readonly path: FilePath };

/** What the index keeps of one file: its facts and where its lines begin, never its text. */
export interface IndexedFile {
  readonly fingerprint: string;
  readonly facts: readonly Fact[];
  readonly problems: readonly Problem[];
  /** Offsets at which lines begin; empty for a file without facts and problems. */
  readonly lines: readonly number[];
}

/** Facts by file. Changes go in, and the answer says whether anything that links has changed. */
export class FactsIndex {
  private readonly indexed = new Map<FilePath, IndexedFile>();
  private readonly print: (text: string) => string;

  /** `print` tells texts apart; who has a faster one than the core's own hands it in. */
  constructor(print: (text: string) => string = fingerprint) {
    this.print = print;
  }

  get files(): ReadonlyMap<FilePath, IndexedFile> {
    return this.indexed;
  }

  /** The same text costs a comparison, a text that cannot matter a look, and only the rest is parsed. */
  apply(changes: Iterable<Change>): { readonly changed: boolean } {
    let changed = false;
    for (const change of changes)
      changed = (change.kind === 'remove' ? this.indexed.delete(change.path) : this.set(change.source)) || changed;
    return { changed };
  }

  /** Takes over what an earlier session knew of a file. */
  restore(path: FilePath, file: IndexedFile): void {
    this.indexed.set(path, file);
  }

  facts(): ReadonlyMap<FilePath, readonly Fact[]> {
    return new Map([...this.indexed].map(([path, { facts }]) => [path, facts]));
  }

  private set(source: Source): boolean {
    const print = this.print(source.text);
    const known = this.indexed.get(source.path);
    if (known?.fingerprint === print) return false;
    const extracted = extract(source);
    this.indexed.set(source.path, { fingerprint: print, ...extracted, lines: linesOf(source.text, extracted) });
    return !known || !equal(known.facts, extracted.facts);
  }
}

function linesOf(text: string, { facts, problems }: Extracted): number[] {
  return facts.length === 0 && problems.length === 0 ? [] : lineStarts(text);
}
