import type { Severity } from '../../core/model/finding.ts';

/** What machines read of a result: a finding of a check, or a change that breaks somebody. */
export interface Reported {
  /** Stable from one run to the next. */
  readonly id: string;
  /** Id of the rule that it breaks. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** The place where it is put right first, then the other sides of it. */
  readonly places: readonly ReportedPlace[];
}

export interface ReportedPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly note?: string;
}

export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  /** Why it matters, and what to do about it. */
  readonly why: string;
  readonly fix: string;
}
