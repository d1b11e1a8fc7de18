/** The system as it is in the base, or with the change. */
export type SideName = 'before' | 'after';

/** Calls between two services, by their names in the compose project; without `from` those of every caller. */
export interface EdgeName {
  readonly from?: string;
  readonly to: string;
}

/** How one call or request ended: an HTTP status, the name of a gRPC code, or how the connection failed. */
export type Outcome = number | GrpcCode | 'reset' | 'refused' | 'timeout' | 'unresolved' | 'closed';

/** In the order of their numbers. */
export const GRPC_CODES = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const;

export type GrpcCode = (typeof GRPC_CODES)[number];

/** One call between two services, as the proxy on their edge saw it. Times are milliseconds since the run began. */
export interface MeteredCall {
  readonly from: string;
  readonly to: string;
  readonly protocol: 'http' | 'grpc' | 'tcp';
  /** `POST /charges`, `/shop.v1.Inventory/Reserve`; of plain TCP `connection`. */
  readonly operation: string;
  readonly began: number;
  readonly milliseconds: number;
  readonly outcome: Outcome;
  /** A fault answered it; it never reached the other side. */
  readonly injected?: true;
  /** The other side is a mock. */
  readonly mocked?: true;
  readonly retryAfterSeconds?: number;
  /** The same for every try of one operation: its idempotency key, else a digest of method, path and body of what changes something. */
  readonly operationId?: string;
}

/** One request of a journey, as its user saw it. */
export interface UserRequest {
  readonly journey: string;
  readonly began: number;
  readonly milliseconds: number;
  readonly outcome: Outcome;
  /** Every step answered as the journey expects. */
  readonly passed: boolean;
  /** What was not as expected: one sentence. */
  readonly why?: string;
}

/** What is counted over one scenario on one side. Durations are in milliseconds where the name says nothing else. */
export const MEASURES = [
  /** Share of the user's requests that passed, from 0 to 1. */
  'success-rate',
  /** Duration of the user's requests. */
  'p50',
  'p95',
  'p99',
  /** Calls that arrive at a service (or on an edge) for each request of the user. */
  'calls-per-request',
  /** Calls at a service (or on an edge) that failed, of all. */
  'failed-calls',
  /** Most calls that succeeded for one operation id. */
  'duplicates',
  /** Seconds by which the hastiest new try came after what Retry-After asked for; negative: too early. */
  'retry-after-slack',
  /** Seconds from the end of the fault to the first of requests that all pass. */
  'recovery',
] as const;

export type Measure = (typeof MEASURES)[number];

/** A bound on one measure. */
export interface Objective {
  readonly measure: Measure;
  /** A service, or `from -> to`; what is measured there. */
  readonly at?: string | undefined;
  /** Only calls of this operation. */
  readonly operation?: string | undefined;
  readonly atLeast?: number | undefined;
  readonly atMost?: number | undefined;
  /** Where the bound was taken from: `slo.yaml#availability`. */
  readonly from?: string | undefined;
}

/** Everything that happens in a run, in the order in which it happened; the run is what its events say. */
export type VerifyEvent =
  | RunBegan
  | {
      readonly kind: 'service';
      readonly side: SideName;
      readonly service: string;
      readonly state: 'building' | 'built' | 'starting' | 'healthy' | 'mocked' | 'stopped';
      /** Digest of the image, when it is known. */
      readonly image?: string;
      readonly at: number;
    }
  | {
      readonly kind: 'scenario';
      readonly side: SideName;
      readonly scenario: string;
      readonly state: 'began' | 'ended';
      /** How often it was tried before: one that was too near to a limit is tried again. */
      readonly attempt: number;
      readonly at: number;
    }
  | {
      readonly kind: 'fault';
      readonly side: SideName;
      readonly scenario: string;
      readonly state: 'injected' | 'removed';
      readonly description: string;
      readonly at: number;
    }
  | ({ readonly kind: 'request'; readonly side: SideName; readonly scenario: string } & UserRequest)
  | ({ readonly kind: 'call'; readonly side: SideName; readonly scenario: string } & MeteredCall)
  | ContractChecked
  /** Nothing can be said of the scenario, or without one of the whole run. */
  | { readonly kind: 'void'; readonly side?: SideName; readonly scenario?: string; readonly why: string; readonly at: number }
  /** What somebody should know and that decides nothing. */
  | { readonly kind: 'note'; readonly side?: SideName; readonly message: string; readonly at: number }
  /** Everything was undone; `left` names what could not be. */
  | { readonly kind: 'removed'; readonly left: readonly string[]; readonly at: number }
  | { readonly kind: 'ended'; readonly at: number };

/** Whether the service that runs answers as a contract says, in requests that were made from that contract. */
export interface ContractChecked {
  readonly kind: 'contract';
  readonly side: SideName;
  /**
   * `own`: the contract of this side; `old-client`: that of before, against the change; `new-client`: that of the change, against what was before;
   * `test`: a contract test that the workspace has.
   */
  readonly check: 'own' | 'old-client' | 'new-client' | 'test';
  readonly service: string;
  /** `POST /charges`; of a test of the workspace its name. */
  readonly operation: string;
  /** The test of the workspace, and what ran it. */
  readonly test?: WorkspaceTest;
  readonly result: 'kept' | 'broken' | 'not-tested';
  /** One sentence. */
  readonly why: string;
  /** The smallest request found that is answered against the contract. */
  readonly counterexample?: string;
  readonly requests: number;
  /** Of these, answered with 2xx or OK. */
  readonly taken: number;
  readonly at: number;
}

export interface WorkspaceTest {
  readonly tool: string;
  readonly version: string;
  /** The script, agreement or contract that it was given. */
  readonly file: string;
}

export interface RunBegan {
  readonly kind: 'run';
  readonly id: string;
  /** Milliseconds since 1970; every other time of the run counts from here. */
  readonly startedAt: number;
  /** Hashes of git trees: what really ran. Null where there is no base. */
  readonly tree: { readonly before: string | null; readonly after: string };
  /** Where the compose project lies in the tree: '' is its root. */
  readonly project: string;
  /** sha-256 of the scenarios as they were run. */
  readonly plan: string;
  readonly scenarios: readonly ScenarioPlan[];
  readonly seed: number;
  readonly versions: { readonly faultline: string; readonly docker: string; readonly compose: string };
  readonly services: readonly string[];
  readonly mocks: readonly { readonly service: string; readonly contract: string }[];
}

/** A scenario as far as its verdict is concerned. The control run has no fault. */
export interface ScenarioPlan {
  readonly name: string;
  /** What goes wrong, in words. */
  readonly fault: string | null;
  readonly expect: readonly Objective[];
}

export type Verdict = 'fixed' | 'broken' | 'unchanged' | 'worse' | 'void';

/** One objective on one side; `value` is null where nothing was there to measure, and `why` says so. */
export interface Measured {
  readonly objective: Objective;
  readonly value: number | null;
  readonly met: boolean;
  readonly why?: string;
}
