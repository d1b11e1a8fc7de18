import type { Measured, MeteredCall, Objective, Outcome, UserRequest } from '../model/verify.ts';
import { edgeName } from './edge-name.ts';
import type { ScenarioRun } from './run.ts';

/** One objective against what was seen in a scenario. Pure. */
export function measured(objective: Objective, scenario: ScenarioRun): Measured {
  const found = value(objective, scenario);
  if (typeof found === 'string') return { objective, value: null, met: false, why: found };
  const { atLeast = -Infinity, atMost = Infinity } = objective;
  return { objective, value: found, met: atLeast <= found && found <= atMost };
}

/** A number, or why there is none. */
function value(objective: Objective, scenario: ScenarioRun): number | string {
  const { requests, calls } = during(scenario);
  const { measure } = objective;
  if (measure === 'recovery') return recovery(scenario);
  if (requests.length === 0) return 'No request was sent.';
  switch (measure) {
    case 'success-rate':
      return requests.filter(({ passed }) => passed).length / requests.length;
    case 'p50':
      return percentile(requests, 0.5);
    case 'p95':
      return percentile(requests, 0.95);
    case 'p99':
      return percentile(requests, 0.99);
    case 'calls-per-request':
      return callsAt(objective, calls).length / requests.length;
    case 'failed-calls':
      return callsAt(objective, calls).filter(({ outcome }) => hasFailed(outcome)).length;
    case 'duplicates':
      return duplicates(callsAt(objective, calls));
    case 'retry-after-slack':
      return retryAfterSlack(callsAt(objective, calls));
  }
}

/** What began while the fault was there; afterwards is recovery. */
function during({ requests, calls, healed = Infinity }: ScenarioRun): Pick<ScenarioRun, 'requests' | 'calls'> {
  return { requests: requests.filter(({ began }) => began <= healed), calls: calls.filter(({ began }) => began <= healed) };
}

/** Nearest rank: the smallest duration that so large a share of all does not exceed. */
function percentile(requests: readonly UserRequest[], share: number): number {
  const durations = requests.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  return durations[Math.max(0, Math.ceil(share * durations.length) - 1)]!;
}

function callsAt({ at, operation }: Objective, calls: readonly MeteredCall[]): readonly MeteredCall[] {
  const edge = at === undefined ? undefined : edgeName(at);
  if (!edge) return [];
  return calls.filter(
    call =>
      call.to === edge.to &&
      (edge.from === undefined || call.from === edge.from) &&
      (operation === undefined || call.operation === operation),
  );
}

/** An answer that the caller can only take for a failure of the other side, or of the way there. */
export const hasFailed = (outcome: Outcome): boolean =>
  typeof outcome === 'number' ? outcome >= 500 || outcome === 429 : outcome !== 'OK' && outcome !== 'closed';

function duplicates(calls: readonly MeteredCall[]): number {
  const times = new Map<string, number>();
  for (const { operationId, outcome } of calls)
    if (operationId !== undefined && !hasFailed(outcome)) times.set(operationId, (times.get(operationId) ?? 0) + 1);
  return Math.max(0, ...times.values());
}

/** Timers end a moment early on some machines; that much haste is none. */
const TIMER = 0.025;

/** RFC 9110 §10.2.3: how long to wait before a follow-up request. */
function retryAfterSlack(calls: readonly MeteredCall[]): number | string {
  const slacks = calls.flatMap((call, at) => {
    if (call.retryAfterSeconds === undefined) return [];
    const next = calls.slice(at + 1).find(later => isNextTry(call, later));
    return next ? [(next.began - call.began - call.milliseconds) / 1000 - call.retryAfterSeconds] : [];
  });
  if (slacks.length > 0) return Math.min(...slacks.map(slack => (Math.abs(slack) < TIMER ? 0 : slack)));
  if (!calls.some(({ retryAfterSeconds }) => retryAfterSeconds !== undefined)) return 'No answer carried Retry-After.';
  // Nobody who does not come back is too early.
  return 0;
}

const isNextTry = (call: MeteredCall, later: MeteredCall): boolean =>
  later.from === call.from &&
  later.operation === call.operation &&
  later.operationId === call.operationId &&
  later.began >= call.began + call.milliseconds;

/** Seconds from the end of the fault until the first of requests that pass from then on. */
function recovery({ requests, healed }: ScenarioRun): number | string {
  if (healed === undefined) return 'The fault was never taken away.';
  const later = requests.filter(({ began }) => began > healed);
  const lastFailed = later.findLastIndex(({ passed }) => !passed);
  const first = later[lastFailed + 1];
  return first ? (first.began - healed) / 1000 : 'It did not recover while we watched.';
}
