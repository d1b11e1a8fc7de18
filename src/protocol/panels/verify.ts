import * as z from 'zod/mini';
import type { SideName, Verdict } from '../../core/model/verify.ts';
import type { VerifyPreview } from '../verify-preview.ts';

/** Down: everything that the page shows of one run. */
export interface VerifyPanelState {
  /** `pricing`: what a run would take is looked for; `offered`: it is told, and somebody has to start it. */
  readonly phase: 'none' | 'pricing' | 'offered' | 'running' | 'ended' | 'failed';
  /** The answer, or what is happening now; one sentence. */
  readonly sentence: string;
  readonly verdict: Verdict | null;
  /** Milliseconds since 1970. */
  readonly began: number | null;
  /** Scenarios that have a result, and all of them. */
  readonly done: number;
  readonly rows: readonly VerifyRow[];
  /** Operations tried against their contracts. */
  readonly contracts: readonly VerifyContract[];
  readonly services: readonly VerifyService[];
  readonly mocks: readonly { readonly service: string; readonly contract: string }[];
  readonly notes: readonly string[];
  /** `38 s · tree 9f3c… · everything removed`. */
  readonly footer: string;
  /** The run is kept, so there is a receipt to open. */
  readonly kept: boolean;
  readonly offer: VerifyPreview | null;
  /** What the same would take again, in a few words. */
  readonly again: string | null;
}

export interface VerifyRow {
  readonly name: string;
  readonly fault: string | null;
  /** The run without a fault is no scenario of its own. */
  readonly isControl: boolean;
  readonly now: SideName | null;
  readonly verdict: Verdict | null;
  /** With the change everything is as it should be. */
  readonly holds: boolean;
  readonly why: string | null;
  readonly objectives: readonly VerifyObjective[];
  /** Durations of requests in the order in which they were sent, in milliseconds; negative: it did not pass. */
  readonly requests: Readonly<Record<SideName, readonly number[]>>;
}

export interface VerifyObjective {
  readonly text: string;
  readonly before: VerifyValue | null;
  readonly after: VerifyValue | null;
  /** The end of the scale on which both are drawn; null where nothing is to be drawn. */
  readonly scale: number | null;
}

export interface VerifyValue {
  readonly value: number | null;
  readonly shown: string;
  readonly met: boolean;
}

export interface VerifyContract {
  readonly operation: string;
  readonly service: string;
  readonly isForOldClients: boolean;
  /** A test of the workspace found it, by the name of its tool; null: requests made from the contract. */
  readonly tool: string | null;
  readonly before: string | null;
  readonly after: string;
  readonly verdict: Verdict;
  readonly why: string;
  readonly counterexample: string | null;
}

export interface VerifyService {
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Up. Intents come from a web page, so the host parses them before it believes them. */
export const verifyIntent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('run'), scenario: z.nullable(z.string()) }),
  z.object({ kind: z.literal('start') }),
  z.object({ kind: z.literal('again') }),
  z.object({ kind: z.literal('open-setting') }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('open-receipt') }),
  z.object({ kind: z.literal('open-logs') }),
  z.object({ kind: z.literal('open-scenarios'), scenario: z.nullable(z.string()) }),
]);

export type VerifyIntent = z.infer<typeof verifyIntent>;
