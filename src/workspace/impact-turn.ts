import { setImmediate } from 'node:timers/promises';

/** How far an answer is, and whether anybody still wants it. */
export interface Turn {
  readonly step: (what: string) => void;
  readonly isWithdrawn: () => boolean;
  /** Resolves when nothing that is edited waits to be linked and checked. */
  readonly others: () => Promise<void>;
}

/** Nobody wants the answer any more. */
export class Withdrawn extends Error {}

/** The next step of an answer. */
export async function begin(turn: Turn, step: string): Promise<void> {
  await rest(turn);
  turn.step(step);
}

/** Whoever types shares the thread, and waits for no more than one piece of an answer: then all that they wait for comes first. */
export async function rest(turn: Turn): Promise<void> {
  await setImmediate();
  await turn.others();
  if (turn.isWithdrawn()) throw new Withdrawn();
}
