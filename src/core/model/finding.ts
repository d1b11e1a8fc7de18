import type { FilePath, Location, Span } from './source.ts';

/** Where in the chain of assumptions it lies; also the order of triage. */
export type Stage = 'env' | 'dependency' | 'wiring' | 'contract' | 'version' | 'resilience' | 'code';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** One false assumption, with every side of the disagreement. */
export interface Finding {
  /** The check that found it: `env.name-mismatch`. */
  readonly check: string;
  /** What it is about, stable under edits elsewhere: `orders DB_PASS`. With the check it makes the finding's identity. */
  readonly subject: string;
  readonly stage: Stage;
  readonly severity: Severity;
  /** One sentence: what disagrees with what, by their names. */
  readonly message: string;
  /** Never empty; the place where it is put right comes first. `note` says which side it is. */
  readonly evidence: readonly Evidence[];
  /** Ids of the nodes that it concerns. */
  readonly about: readonly string[];
  readonly fix?: Fix;
}

export interface Evidence {
  readonly at: Location;
  readonly note: string;
}

/** What puts it right for certain. Edits of one file do not overlap. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Edit {
  readonly file: FilePath;
  readonly span: Span;
  readonly text: string;
}
