import type { Confidence } from '../../model/graph.ts';
import type { Evidence } from '../../model/finding.ts';
import type { Location } from '../../model/source.ts';

/** Something that the workspace says, and where. */
export interface Known<T> {
  readonly value: T;
  readonly evidence: readonly Evidence[];
}

/** What is never decided here: each proposal that touches one of these says so. */
export type DecisionAbout = 'retries' | 'idempotency' | 'timeout' | 'breaker' | 'API contract';

export interface Decision {
  readonly about: DecisionAbout;
  /** What an engineer knows that the workspace does not say. */
  readonly why: string;
}

/** Why something is proposed. */
export interface Reasons {
  readonly why: string;
  readonly confidence: Confidence;
  readonly evidence: readonly Evidence[];
  readonly decision?: Decision;
}

export interface LinePlace {
  readonly file: string;
  readonly line: number;
}

/** Where a location is, for people. */
export type PlaceOf = (location: Location) => LinePlace;

/** `services/orders/src/payments.ts:14: waits 1000 ms`. What is said twice is said once, and not without end. */
export function evidenceLines(evidence: readonly Evidence[], placeOf: PlaceOf): readonly string[] {
  const lines = new Set(
    evidence.map(({ at, note }) => {
      const { file, line } = placeOf(at);
      return `${file}:${line}: ${note}`;
    }),
  );
  return [...lines].slice(0, MOST_EVIDENCE);
}

const MOST_EVIDENCE = 8;

/** Reasons as they stand in a file that is handed out. */
export function written({ why, confidence, evidence, decision }: Reasons, placeOf: PlaceOf): Record<string, unknown> {
  return {
    why,
    confidence,
    evidence: evidenceLines(evidence, placeOf),
    ...(decision && { engineerDecides: `${decision.about}: ${decision.why}` }),
  };
}

export const milliseconds = (ms: number): string => `${ms} ms`;

/** As Protocol Buffers' JSON and Istio write a duration: `0.25s`. */
export const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))}s`;
