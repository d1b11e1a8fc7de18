import type { Evidence, Fix, Severity, Stage } from '../model/finding.ts';
import type { System } from './system.ts';

/** One class of failure. Its texts are also its page in docs/checks. */
export interface Check {
  /** `env.name-mismatch`: the stage's short name and the class. */
  readonly id: string;
  readonly stage: Stage;
  /** Of its findings, unless a finding says otherwise. */
  readonly severity: Severity;
  /** What is wrong, in a few words. */
  readonly title: string;
  /** One sentence: how it fails in production. */
  readonly why: string;
  /** What to do about it, in general. */
  readonly fix: string;
  /** What it leaves alone, and why. */
  readonly guard: string;
  /** Where people were hit by it. */
  readonly sources: readonly string[];
  /** Reads the system and nothing else. Pure. */
  readonly run: (system: System) => Iterable<Found>;
}

/** A finding as its check gives it. */
export interface Found {
  /** What it is about, stable under edits elsewhere: `orders DB_PASS`. */
  readonly subject: string;
  /** One sentence: what disagrees with what, by their names. */
  readonly message: string;
  /** Never empty; the place where it is put right comes first. */
  readonly evidence: readonly [Evidence, ...Evidence[]];
  /** Ids of the services that it concerns. */
  readonly about: readonly string[];
  readonly severity?: Severity;
  readonly fix?: Fix;
  /** Findings of one group are one finding, once there are more than a few of them. */
  readonly group?: Group;
}

export interface Group {
  readonly subject: string;
  /** One sentence for all of them: `orders reads 12 variables that nobody sets: A, B, C …`. */
  readonly message: (subjects: readonly string[]) => string;
}
