/** Deaths that are longer ago say nothing about the next start. */
const REMEMBERED = 180_000;
const LONGEST = 30_000;

export const recent = (deaths: readonly number[], now: number): readonly number[] => deaths.filter(death => now - death < REMEMBERED);

/** Milliseconds before the next start: almost at once after one accident, twice as long after each further one, and never given up. */
export function restartDelay(deaths: readonly number[], now: number): number {
  return Math.min(LONGEST, 125 * 2 ** recent(deaths, now).length);
}
