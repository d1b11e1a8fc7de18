import type { Span } from './source.ts';

/** Somebody says that findings of a check are no mistake here, and why: a comment, or an entry of `.faultline/config.yaml`. */
export interface Ignores {
  readonly kind: 'ignores';
  readonly at: Span;
  /** `env.name-mismatch`, or `env.*` for all of a stage. */
  readonly check: string;
  readonly reason: string;
  /** A comment counts for its own line and the next. */
  readonly scope: 'line' | 'workspace';
  /** Of the workspace only findings in this file or folder. */
  readonly path?: string;
  /** Of the workspace only findings about this. */
  readonly subject?: string;
}
