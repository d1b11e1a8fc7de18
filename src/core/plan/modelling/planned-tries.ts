import { NO_PAUSES, overruns, pausedMs, triesWithin, worstCaseMs, type Pauses, type Tries } from './budget.ts';
import type { Calling } from './caller-advice.ts';

/** What the caller does today. */
export interface Today {
  /** Tries in all, of the layer that tries most. */
  readonly now: number;
  /** The longest that it waits for a try, where that is known. */
  readonly perTryMs: number | undefined;
}

export interface Planned {
  readonly tries?: Tries;
  readonly says: readonly string[];
  readonly notKnown: readonly string[];
}

/** Pauses that gRFC A6 and most libraries begin with; not measured. */
const PAUSES: Pauses = { firstMs: 100, multiplier: 2, longestMs: 1000 };
/** A try that is cut shorter than this fails more often than it helps. */
const LEAST_MS = 50;

/** Tries that end within the budget: as many as today, and one more only where that fits and nobody else on the way tries again. */
export function planned(calling: Calling, today: Today): Planned {
  const { caller, callee, budget, mayRepeat } = calling;
  const now = mayRepeat.some ? today.now : 1;
  if (!budget) {
    if (today.perTryMs === undefined)
      return {
        says: [],
        notKnown: [
          `No numbers are proposed for ${caller.name} → ${callee.name}: neither what it waits nor what its own callers wait is known.`,
        ],
      };
    const tries = triesOf(now, today.perTryMs);
    return { tries, says: [`${added(tries)} at worst.`, ...refused(calling, today)], notKnown: [] };
  }
  return withinBudget(calling, today, budget.value);
}

const pausesFor = (attempts: number): Pauses => (attempts > 1 ? PAUSES : NO_PAUSES);

const triesOf = (attempts: number, perTryMs: number): Tries => ({ attempts, perTryMs, pauses: pausesFor(attempts) });

/** `2 × 1000 ms and 100 ms of pauses make 2100 ms`. */
function added(tries: Tries): string {
  const paused = pausedMs(tries.attempts, tries.pauses);
  return tries.attempts === 1
    ? `One try takes ${tries.perTryMs} ms`
    : `${tries.attempts} × ${tries.perTryMs} ms and ${paused} ms of pauses make ${worstCaseMs(tries)} ms`;
}

const refused = ({ mayRepeat, callee }: Calling, { now }: Today): readonly string[] =>
  now > 1 && !mayRepeat.some
    ? [`It tries ${now} times, and nothing that it asks of ${callee.name} is known to be repeatable: see whether that may happen twice.`]
    : [];

function withinBudget(calling: Calling, today: Today, budgetMs: number): Planned {
  const { caller, callee, othersMs, mayRepeat, above, below } = calling;
  const left = budgetMs - othersMs;
  const shared = othersMs > 0 ? `, of which ${othersMs} ms may go to what it asks besides` : '';
  const waits = `Callers of ${caller.name} wait ${budgetMs} ms${shared}.`;
  const isFree = mayRepeat.some && today.now === 1 && above.length === 0 && !below;
  const wanted = mayRepeat.some ? today.now + (isFree ? 1 : 0) : 1;
  const fitting = left > 0 ? tried(left, wanted, today.perTryMs) : undefined;
  if (!fitting)
    return {
      says: [
        `${waits} Nothing is left for ${callee.name}: either they wait longer, or ${caller.name} asks less.`,
        ...refused(calling, today),
      ],
      notKnown: [],
    };
  const atMost = today.perTryMs === undefined ? ' at most' : '';
  return {
    tries: fitting,
    says: [
      ...tooLong(calling, today, left),
      `${waits} ${added(fitting)}${atMost}, within ${left} ms.`,
      ...(fitting.attempts < today.now ? [`${today.now} tries do not fit.`] : []),
      ...refused(calling, today),
    ],
    notKnown: [],
  };
}

/** One more try is proposed only where the time for a try stays what it is; what is tried today is kept if shorter tries make it fit. */
function tried(left: number, wanted: number, perTryMs: number | undefined): Tries | undefined {
  for (let attempts = wanted; attempts >= 1; attempts--) {
    const pauses = pausesFor(attempts);
    const fitting = triesWithin(
      left,
      { attempts, perTryMs: perTryMs ?? left, pauses },
      attempts === 1 ? 1 : Math.max(LEAST_MS, perTryMs === undefined ? 0 : perTryMs / 2),
    );
    if (fitting?.attempts === attempts) return fitting;
  }
  return undefined;
}

/** As it is now, whoever asks the caller may have given up before the caller does. */
function tooLong({ caller, callee }: Calling, { now, perTryMs }: Today, left: number): readonly string[] {
  if (perTryMs === undefined) return [];
  const outer = { name: 'its callers', tries: triesOf(1, left) };
  const [overrun] = overruns([outer, { name: callee.name, tries: triesOf(now, perTryMs) }]);
  return overrun
    ? [`As it is, ${caller.name} may still be asking ${callee.name} ${overrun.byMs} ms after its own callers have given up.`]
    : [];
}
