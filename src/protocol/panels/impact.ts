import * as z from 'zod/mini';
import { impactScope, type AskedScope, type ImpactReply } from '../impact.ts';

/** What the impact panel shows; it is a function of this. */
export interface ImpactPanelState {
  readonly scope: AskedScope;
  /** The folder, where the window has several. */
  readonly folder: string | null;
  readonly phase: ImpactPhase;
  /** Steps of the rollout that somebody has ticked off, by their place. */
  readonly ticked: readonly number[];
  /** Tests are run only where the workspace is trusted. */
  readonly trusted: boolean;
  /** The last thing done, said once. */
  readonly notice: string | null;
}

export type ImpactPhase =
  /** The step is what is done now; an earlier answer stays readable meanwhile. */
  | { readonly kind: 'asking'; readonly step: string | null; readonly earlier: ImpactAnswered | null }
  | { readonly kind: 'shown'; readonly answer: ImpactAnswered }
  | { readonly kind: 'none'; readonly reason: Extract<ImpactReply, { kind: 'none' }>['reason']; readonly why: string };

export type ImpactAnswered = Extract<ImpactReply, { kind: 'impact' }>;

/** Intents come from a web page, so the host parses them before it believes them. */
export const impactIntent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('opened') }),
  z.object({ kind: z.literal('open-source'), file: z.string(), line: z.int() }),
  z.object({ kind: z.literal('open-rule'), rule: z.string() }),
  z.object({ kind: z.literal('reveal'), service: z.string() }),
  z.object({ kind: z.literal('tick'), step: z.int() }),
  z.object({ kind: z.literal('run-tests') }),
  z.object({ kind: z.literal('verify') }),
  /** A place in one of the report's two lists of tests. */
  z.object({ kind: z.literal('run-test'), list: z.enum(['tests', 'contractTests']), test: z.int() }),
  z.object({ kind: z.literal('cancel') }),
  z.object({ kind: z.literal('again') }),
  z.object({ kind: z.literal('analyze-change') }),
  z.object({ kind: z.literal('analyze-branch') }),
  z.object({ kind: z.literal('analyze-element') }),
  z.object({ kind: z.literal('show-log') }),
]);

export type ImpactIntent = z.infer<typeof impactIntent>;

/** What a page keeps for the time after a reload. It comes back from outside, so it is parsed. */
export const keptImpact = z.object({ root: z.string(), scope: impactScope });

export type KeptImpact = z.infer<typeof keptImpact>;

/** Down: the whole state at every change. */
export interface ImpactMessage {
  readonly kind: 'state';
  readonly root: string;
  readonly state: ImpactPanelState;
}
