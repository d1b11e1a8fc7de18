import type { FileFacts } from '../model/fact.ts';
import type { Source } from '../model/source.ts';

/**
 * Reads one kind of file. Pure and total: the same text gives the same facts, and no text throws.
 * What is broken becomes a problem, and the rest of the file still counts.
 */
export interface Extractor {
  readonly name: string;
  /** Globs on the path relative to the workspace root. */
  readonly include: readonly string[];
  /** Words of which one must begin a line, as a key does: they are looked for once for all extractors, before `mayMatch` is asked. */
  readonly keys?: readonly string[];
  /** A cheap look at the text: false means that the file cannot hold a fact of this kind, and is not parsed. */
  readonly mayMatch?: (text: string) => boolean;
  /** The product whose configuration this is; connections in it are made by whoever runs the product. */
  readonly program?: string;
  readonly extract: (source: Source) => FileFacts;
}
