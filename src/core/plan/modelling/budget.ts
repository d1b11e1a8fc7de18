/** How one layer asks: so many tries, each with its own time, and pauses between them that grow. Times are milliseconds. */
export interface Tries {
  readonly attempts: number;
  readonly perTryMs: number;
  readonly pauses: Pauses;
}

export interface Pauses {
  readonly firstMs: number;
  readonly multiplier: number;
  readonly longestMs: number;
}

export const NO_PAUSES: Pauses = { firstMs: 0, multiplier: 1, longestMs: 0 };

/** Calls that reach the far end at worst when every layer on the way uses all of its tries: three retries in each of two layers are 16. */
export const callsAtWorst = (attemptsByLayer: readonly number[]): number =>
  attemptsByLayer.reduce((calls, attempts) => calls * Math.max(1, attempts), 1);

/** All pauses between so many tries. */
export function pausedMs(attempts: number, { firstMs, multiplier, longestMs }: Pauses): number {
  let sum = 0;
  let next = firstMs;
  for (let pause = 1; pause < attempts; pause++) {
    sum += Math.min(next, longestMs);
    next *= multiplier;
  }
  return sum;
}

/** Until the last try has failed. */
export const worstCaseMs = ({ attempts, perTryMs, pauses }: Tries): number => attempts * perTryMs + pausedMs(attempts, pauses);

/** What each try may take so that all of them and their pauses end within the budget; nothing where the pauses alone are as long. */
export function perTryWithin(budgetMs: number, { attempts, pauses }: Omit<Tries, 'perTryMs'>): number | undefined {
  const perTry = Math.floor((budgetMs - pausedMs(attempts, pauses)) / Math.max(1, attempts));
  return perTry >= 1 ? perTry : undefined;
}

/**
 * The tries that end within a budget: as wanted where they fit, else each try shorter, but no shorter than `leastMs`; before that, fewer tries.
 * Nothing where not even one fits.
 */
export function triesWithin(budgetMs: number, wanted: Tries, leastMs: number): Tries | undefined {
  for (let attempts = Math.max(1, wanted.attempts); attempts >= 1; attempts--) {
    const perTryMs = perTryWithin(budgetMs, { attempts, pauses: wanted.pauses });
    if (perTryMs !== undefined && perTryMs >= Math.min(leastMs, wanted.perTryMs))
      return { attempts, perTryMs: Math.min(perTryMs, wanted.perTryMs), pauses: wanted.pauses };
  }
  return undefined;
}

/** One hop of a path: who is asked, and how. */
export interface Hop {
  readonly name: string;
  readonly tries: Tries;
}

export interface Overrun {
  /** The hop whose caller gives up first. */
  readonly outer: string;
  readonly inner: string;
  readonly byMs: number;
}

/** Along a path from the outermost caller inwards: where a hop may still be trying when the one before it has given up its try. */
export function overruns(path: readonly Hop[]): readonly Overrun[] {
  return path.slice(1).flatMap((inner, at) => {
    const outer = path[at]!;
    const byMs = worstCaseMs(inner.tries) - outer.tries.perTryMs;
    return byMs > 0 ? [{ outer: outer.name, inner: inner.name, byMs }] : [];
  });
}
