import * as z from 'zod/mini';

/** What `faultline impact --format json` prints; views draw this and nothing else. */
export interface ImpactReport {
  /** One sentence. */
  readonly summary: string;
  /** Something breaks that nobody has waived. */
  readonly breaking: boolean;
  readonly waived: readonly { readonly service: string; readonly element: string; readonly reason: string; readonly expires: string }[];
  readonly changes: readonly ReportedChange[];
  /** Every service, the worst first. */
  readonly services: readonly ReportedService[];
  readonly tests: readonly ReportedTest[];
  readonly gaps: readonly string[];
  readonly contractTests: readonly ReportedContractTest[];
  readonly rollout: readonly {
    readonly phase: 'expand' | 'migrate' | 'contract' | 'deploy';
    readonly what: string;
    readonly services: readonly string[];
  }[];
  readonly versions: readonly {
    readonly artefact: string;
    readonly file: string;
    readonly bump: 'major' | 'minor';
    readonly from?: string;
    readonly to?: string;
  }[];
  readonly problems: readonly { readonly message: string; readonly file?: string; readonly line?: number }[];
}

export interface ReportedPlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The line is in the version before. */
  readonly side?: 'before';
}

export interface ReportedChange extends ReportedPlace {
  readonly element: string;
  readonly kind: string;
  readonly rule?: string;
  readonly level: 'wire' | 'source' | 'behaviour' | 'safe';
  readonly breaking: boolean;
  readonly message: string;
}

export type ReportedEffect = 'broken' | 'at-risk' | 'rebuilt' | 'untouched';

export interface ReportedService {
  readonly name: string;
  readonly path?: string;
  readonly effect: ReportedEffect;
  readonly confidence: 'certain' | 'likely' | 'possible';
  readonly why: string;
  readonly evidence: readonly ReportedPlace[];
  readonly changes: readonly string[];
  readonly through?: readonly string[];
  readonly owners: readonly string[];
}

export interface ReportedTest {
  readonly service?: string;
  readonly command?: string;
  /** Of a command: where it is run; '' is the root. */
  readonly folder?: string;
  readonly element?: string;
  readonly file: string;
  readonly line: number;
}

export interface ReportedContractTest {
  readonly tool: string;
  readonly command?: string;
  readonly folder: string;
  readonly consumer?: string;
  readonly provider?: string;
  readonly operations: readonly string[];
  readonly file: string;
  readonly line: number;
}

/** Where a change is to be seen in the text of now; all from 0. */
export interface ReportedPlaceNow {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Which change is asked about. `changes` is everything since HEAD, typed or saved; `remove` and `symbol` ask what if it were gone. */
export const impactScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('changes') }),
  z.object({ kind: z.literal('staged') }),
  z.object({ kind: z.literal('branch'), base: z.optional(z.string()) }),
  z.object({ kind: z.literal('remove'), element: z.string() }),
  z.object({
    kind: z.literal('symbol'),
    at: z.object({ uri: z.string(), position: z.object({ line: z.int(), character: z.int() }) }),
  }),
]);

export type AskedScope = z.infer<typeof impactScope>;

export type ImpactReply =
  | {
      readonly kind: 'impact';
      /** Folder of the files, as a URI. */
      readonly root: string;
      readonly report: ImpactReport;
      /** What it was compared with, as people know it; of a what-if, what was taken away. */
      readonly against: string;
      /** Of the report's changes, in their order; null where the file is gone. */
      readonly places: readonly (ReportedPlaceNow | null)[];
    }
  /** `why` is one sentence. */
  | {
      readonly kind: 'none';
      readonly root: string;
      readonly reason: 'no-version' | 'no-element' | 'withdrawn' | 'failed';
      readonly why: string;
    };
