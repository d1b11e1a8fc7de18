import type { Point } from './route.ts';

export interface Spot extends Point {
  readonly id: string;
}

const DIRECTION: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** What an arrow key reaches: the nearest thing in that direction, where straying sideways costs more than going far. */
export function nextSpot(spots: readonly Spot[], from: string, key: string): string | null {
  const here = spots.find(spot => spot.id === from);
  const direction = DIRECTION[key];
  if (!here || !direction) return null;
  const [dx, dy] = direction;
  let best: string | null = null;
  let least = Infinity;
  for (const spot of spots) {
    const ahead = (spot.x - here.x) * dx + (spot.y - here.y) * dy;
    const aside = Math.abs((spot.x - here.x) * dy) + Math.abs((spot.y - here.y) * dx);
    if (ahead <= 1 || aside > ahead * 6) continue;
    const cost = ahead + aside * 2.5;
    if (cost >= least) continue;
    least = cost;
    best = spot.id;
  }
  return best;
}
