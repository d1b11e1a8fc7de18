import { setTimeout as sleep } from 'node:timers/promises';
import type { MeteredCall, Objective, SideName, UserRequest, VerifyEvent } from '../core/model/verify.ts';
import { measured } from '../core/verify/measured.ts';
import { ATTEMPTS, isNear } from '../core/verify/nearness.ts';
import type { ScenarioRun } from '../core/verify/run.ts';
import type { Sandbox, Undo } from './sandbox.ts';

/** A scenario that is ready to be played. */
export interface Playable {
  readonly name: string;
  readonly expect: readonly Objective[];
  /** Absent: nothing goes wrong. */
  readonly fault?: { readonly description: string; readonly inject: (sandbox: Sandbox) => Promise<Undo> };
  /** Sends the journey so often; tells each request when it has ended. */
  readonly send: (times: number, onRequest: (request: UserRequest) => void) => Promise<void>;
  readonly requests: number;
}

/** Where a scenario is played, and who is told. */
export interface Stage {
  readonly side: SideName;
  readonly sandbox: Sandbox;
  readonly emit: (event: VerifyEvent) => void;
  /** Milliseconds since the run began. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Plays a scenario, again where it comes too near to one of its limits. What happened is told as events. */
export async function play(scenario: Playable, stage: Stage): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const seen = await playOnce(scenario, attempt, stage);
    if (seen.isVoid || !scenario.expect.some(objective => isNear(measured(objective, seen)))) return;
  }
}

async function playOnce(scenario: Playable, attempt: number, stage: Stage): Promise<ScenarioRun & { readonly isVoid: boolean }> {
  const { side, sandbox, emit, now, signal } = stage;
  const at = { side, scenario: scenario.name };
  const seen = { attempt, began: now(), requests: [] as UserRequest[], calls: [] as MeteredCall[], voids: [] as string[] };
  const tell = (request: UserRequest): void => {
    seen.requests.push(request);
    emit({ kind: 'request', ...at, ...request });
  };
  emit({ kind: 'scenario', ...at, state: 'began', attempt, at: seen.began });
  const stopListening = sandbox.edges.onCall(call => {
    seen.calls.push(call);
    emit({ kind: 'call', ...at, ...call });
  });
  let healed: number | undefined;
  let isVoid = false;
  try {
    const undo = await scenario.fault?.inject(sandbox);
    try {
      if (scenario.fault) emit({ kind: 'fault', ...at, state: 'injected', description: scenario.fault.description, at: now() });
      await scenario.send(scenario.requests, tell);
      await quiet(seen.calls, stage);
    } finally {
      await undo?.();
    }
    healed = now();
    if (scenario.fault) emit({ kind: 'fault', ...at, state: 'removed', description: scenario.fault.description, at: healed });
    if (scenario.expect.some(({ measure }) => measure === 'recovery')) await untilRecovered(scenario, healed, { ...stage, tell });
  } catch (error) {
    signal.throwIfAborted();
    isVoid = true;
    emit({ kind: 'void', ...at, why: `${(error as Error).message}`, at: now() });
  } finally {
    await stopListening();
  }
  emit({ kind: 'scenario', ...at, state: 'ended', attempt, at: now() });
  return { ...seen, ...(healed !== undefined && { healed }), isVoid };
}

/** Retries go on after the user has given up; they count, so they are waited for. */
const QUIET = 300;
const PATIENCE = 10_000;

async function quiet(calls: readonly MeteredCall[], { now, signal }: Stage): Promise<void> {
  const end = now() + PATIENCE;
  for (let known = -1; known !== calls.length && now() < end;) {
    known = calls.length;
    await sleep(QUIET, undefined, { signal });
  }
}

/** So many requests that pass, one after the other, are a system that has come back. */
const RECOVERED = 5;
const LONGEST_RECOVERY = 60_000;
const PAUSE = 200;

async function untilRecovered(
  { send }: Playable,
  healed: number,
  { now, signal, tell }: Stage & { readonly tell: (request: UserRequest) => void },
): Promise<void> {
  const latest: boolean[] = [];
  while (!latest.slice(-RECOVERED).every(Boolean) || latest.length < RECOVERED) {
    if (now() - healed > LONGEST_RECOVERY) return;
    await send(1, request => {
      latest.push(request.passed);
      tell(request);
    });
    if (latest.at(-1) !== true) await sleep(PAUSE, undefined, { signal });
  }
}

/** After a fault the system has to be as it was, else what comes next is about two faults. */
export async function settled({ send }: Playable, { now, signal }: Stage): Promise<boolean> {
  const end = now() + LONGEST_RECOVERY;
  for (let passed = 0; now() < end;) {
    await send(1, request => void (passed = request.passed ? passed + 1 : 0));
    if (passed >= 2) return true;
    if (passed === 0) await sleep(PAUSE, undefined, { signal });
  }
  return false;
}
