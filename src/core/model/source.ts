/** A path relative to the workspace root, with forward slashes and no leading slash. */
export type FilePath = string & { readonly __brand: 'FilePath' };

/** Character offsets [start, end) into the text of one file (UTF-16 code units, as JavaScript counts them). */
export type Span = readonly [start: number, end: number];

export interface Source {
  readonly path: FilePath;
  readonly text: string;
}

/** Where something is written. The index turns a span into a line when somebody asks. */
export interface Location {
  readonly file: FilePath;
  readonly span: Span;
}

/** Something wrong with the workspace, in one sentence for its owner. It never stops the rest from being read. */
export interface Problem {
  readonly at: Span;
  readonly message: string;
}

/** A part of a fact that was made of several lines, of several files: it names them all, the most telling first. */
export interface Traceable {
  readonly at: Span;
  /** Absent where `at`, in the fact's own file, is all. */
  readonly origins?: readonly Location[];
}

export const placesOf = ({ at, origins }: Traceable, file: FilePath): readonly Location[] => origins ?? [{ file, span: at }];
