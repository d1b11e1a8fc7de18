import { setTimeout as sleep } from 'node:timers/promises';
import type { UserRequest } from '../../core/model/verify.ts';
import type { Journey } from '../../core/verify/journey.ts';
import { journeySender, type SendJourney, type Target } from './send-journey.ts';

export interface Load extends Target {
  readonly requests: number;
  /** How many are under way at once. */
  readonly concurrency: number;
  /** The sequence of the first; 0. */
  readonly first?: number;
  /** They begin so often however long each takes, as users do who do not know of each other; else the next begins when one has ended. */
  readonly perSecond?: number;
  readonly onRequest?: (request: UserRequest) => void;
  /** Of an earlier load on the same target, to read its files once only. */
  readonly send?: SendJourney;
}

/** Sends a journey so often. In the order of their sequence; what the signal cut off is not among them. */
export async function load(
  journey: Journey,
  { requests, concurrency, first = 0, perSecond, onRequest, send, ...target }: Load,
): Promise<readonly UserRequest[]> {
  const { now, signal } = target;
  const sending = send ?? journeySender(target);
  const ended = new Map<number, UserRequest>();
  const start = now();
  let next = 0;
  const user = async (): Promise<void> => {
    while (next < requests && !signal.aborted) {
      const at = next++;
      const due = perSecond === undefined ? 0 : start + (at * 1000) / perSecond - now();
      if (due > 0) await sleep(due, undefined, { signal });
      const request = await sending(journey, first + at);
      ended.set(at, request);
      onRequest?.(request);
    }
  };
  const users = await Promise.allSettled(Array.from({ length: Math.max(1, Math.min(concurrency, requests)) }, user));
  const broken = users.find(user => user.status === 'rejected');
  if (broken && !signal.aborted) throw broken.reason;
  return [...ended].toSorted(([a], [b]) => a - b).map(([, request]) => request);
}
