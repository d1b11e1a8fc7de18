import type { Measure, Measured } from '../model/verify.ts';

/** Durations vary from run to run on any machine; counts do not. */
const DURATIONS: ReadonlySet<Measure> = new Set(['p50', 'p95', 'p99', 'recovery']);

export const isDuration = (measure: Measure): boolean => DURATIONS.has(measure);

/** How near to a bound a duration says nothing: a share of the bound. */
const MARGIN = 0.15;

/** The value lies so near to its bound that the next run may well find it on the other side. */
export function isNear({ objective, value }: Measured): boolean {
  if (value === null || !isDuration(objective.measure)) return false;
  return [objective.atLeast, objective.atMost].some(bound => bound !== undefined && Math.abs(value - bound) <= MARGIN * bound);
}

/** A scenario that comes so near is tried again this often, and is void when it comes near each time. */
export const ATTEMPTS = 3;
