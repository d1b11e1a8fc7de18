import type { FilePath } from '../../model/source.ts';
import type { Texts, UseKind, Uses } from '../use.ts';

/** Which exported name, or which member of it, is asked about: `SeatDto.seatClass` of `contracts/flight.ts`. */
export interface SymbolQuestion {
  readonly file: FilePath;
  /** `default` for what a file exports without a name, `export=` for all that it is; `Shapes.Circle` for what a namespace holds. */
  readonly symbol: string;
  /** A property, method or member of an enum; `constructor` for how it is made. */
  readonly member?: string;
  /** Only these kinds of use; all where absent. */
  readonly how?: readonly UseKind[];
}

/** The file of the workspace that an import means; undefined for a package from elsewhere. */
export type ImportResolver = (from: FilePath, specifier: string) => FilePath | undefined;

export interface SymbolUses extends Uses {
  readonly searched: Uses['searched'] & {
    /** Files that may use it and were not looked into, because a question is bounded. */
    readonly leftOut: number;
  };
}

/** Answers questions about one state of the texts. What an answer had to read and parse is kept for the next one. */
export type SymbolReader = (question: SymbolQuestion) => SymbolUses;

/**
 * Who finds every place in other files that uses an exported symbol or exactly its member, by TypeScript's own checker.
 * The texts hold the version in which the member is still there. The compiler is loaded by the first call.
 */
export async function symbolReader(texts: Texts, resolveImport: ImportResolver): Promise<SymbolReader> {
  const { readerOf } = await import('./reader-of.ts');
  return readerOf(texts, resolveImport);
}

/** One question alone. */
export async function symbolUses(question: SymbolQuestion, texts: Texts, resolveImport: ImportResolver): Promise<SymbolUses> {
  return (await symbolReader(texts, resolveImport))(question);
}
