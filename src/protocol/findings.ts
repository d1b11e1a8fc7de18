import * as z from 'zod/mini';
import type { Severity, Stage } from '../core/model/finding.ts';

export const stages = ['env', 'dependency', 'wiring', 'contract', 'version', 'resilience', 'code'] as const satisfies readonly Stage[];
export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const satisfies readonly Severity[];

/** A false assumption as editors show it. Lines and columns are from 1. */
export interface ReportedFinding {
  /** The same after edits elsewhere. */
  readonly id: string;
  /** `env.name-mismatch`; its page is docs/checks/env.name-mismatch.md. */
  readonly check: string;
  /** What the check is about, in a few words. */
  readonly title: string;
  readonly subject: string;
  readonly stage: Stage;
  readonly severity: Severity;
  readonly message: string;
  /** Never empty; the place where it is put right comes first. */
  readonly evidence: readonly (ReportedRange & { readonly note: string })[];
  /** Names of the services that it concerns. */
  readonly services: readonly string[];
  readonly fix?: { readonly title: string; readonly edits: readonly (ReportedRange & { readonly text: string })[] };
}

export interface ReportedRange {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** In the order of triage. */
export interface RootFindings {
  readonly uri: string;
  readonly name: string;
  /** False: the checks have not come to their end here yet. */
  readonly checked: boolean;
  readonly findings: readonly ReportedFinding[];
}

export interface FindingsAnswer {
  readonly roots: readonly RootFindings[];
}

/** What somebody wants to hear no more of, and where they were when they said so. The line is from 1. */
export const ignoredFinding = z.object({ root: z.string(), check: z.string(), subject: z.string(), file: z.string(), line: z.int() });

export type IgnoredFinding = z.infer<typeof ignoredFinding>;

export type VariableState = 'set' | 'image' | 'file' | 'outside' | 'default' | 'missing' | 'absent';
export const verdicts = ['missing', 'unused', 'different'] as const;
export type VariableVerdict = (typeof verdicts)[number];

export interface VariablePlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** What one service reads, and what each of its environments sets. */
export interface ServiceEnvironment {
  readonly service: string;
  readonly id: string;
  readonly environments: readonly string[];
  readonly variables: readonly {
    readonly name: string;
    readonly reads: readonly VariablePlace[];
    readonly fallback?: string;
    readonly secret: boolean;
    /** One for each environment, in their order. */
    readonly cells: readonly {
      readonly environment: string;
      readonly state: VariableState;
      /** Hidden where it is a secret. */
      readonly text?: string;
      readonly places: readonly VariablePlace[];
    }[];
    readonly verdicts: readonly VariableVerdict[];
  }[];
}

export interface EnvironmentAnswer {
  readonly roots: readonly { readonly uri: string; readonly name: string; readonly services: readonly ServiceEnvironment[] }[];
}
