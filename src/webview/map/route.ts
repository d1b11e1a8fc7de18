export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A drawn line: its path, where to take hold of it, and how to end it. */
export interface Route {
  readonly id: string;
  readonly path: string;
  readonly middle: Point;
  readonly start: Point;
  readonly end: Point;
}

const round = (value: number) => Math.round(value * 10) / 10;
const at = ({ x, y }: Point) => `${round(x)} ${round(y)}`;

/**
 * Points come in pairs: out of one column, into the next. A curve stays in the gap between two columns, a straight line
 * crosses a column in a lane of its own; that is why no line can run through a card. `held` is the pair in whose gap the
 * line is taken hold of.
 */
export function route(id: string, points: readonly Point[], held = 0): Route {
  let path = `M${at(points[0]!)}`;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const half = (a.x + b.x) / 2;
    path += i % 2 === 0 ? `L${at(b)}` : `C${round(half)} ${round(a.y)} ${round(half)} ${round(b.y)} ${at(b)}`;
  }
  const [a, b] = [points[held]!, points[held + 1]!];
  return { id, path, start: points[0]!, end: points.at(-1)!, middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}

export function loop(id: string, from: Point): Route {
  const start = { x: from.x, y: from.y - 7 };
  const end = { x: from.x, y: from.y + 7 };
  const path = `M${at(start)}C${round(from.x + 24)} ${round(from.y - 16)} ${round(from.x + 24)} ${round(from.y + 16)} ${at(end)}`;
  return { id, path, start, end, middle: { x: from.x + 18, y: from.y } };
}
