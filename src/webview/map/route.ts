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
 * crosses a column in a lane of its own; that is why no line can run through a card. `stubs` say where the cards end that
 * are narrower than their column: the line goes straight until it has left the column.
 */
export function route(id: string, points: readonly Point[], stubs: readonly [number, number] = [points[0]!.x, points.at(-1)!.x]): Route {
  const start = { x: stubs[0], y: points[0]!.y };
  const end = { x: stubs[1], y: points.at(-1)!.y };
  let path = `M${at(start)}`;
  if (start.x !== points[0]!.x) path += `L${at(points[0]!)}`;
  for (let i = 1; i < points.length; i++) {
    const a = points[i - 1]!;
    const b = points[i]!;
    const half = (a.x + b.x) / 2;
    path += i % 2 === 0 ? `L${at(b)}` : `C${round(half)} ${round(a.y)} ${round(half)} ${round(b.y)} ${at(b)}`;
  }
  if (end.x !== points.at(-1)!.x) path += `L${at(end)}`;
  const gap = 2 * Math.floor(points.length / 4);
  const [a, b] = [points[gap]!, points[gap + 1]!];
  return { id, path, start, end, middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
}

export function loop(id: string, from: Point): Route {
  const start = { x: from.x, y: from.y - 7 };
  const end = { x: from.x, y: from.y + 7 };
  const path = `M${at(start)}C${round(from.x + 24)} ${round(from.y - 16)} ${round(from.x + 24)} ${round(from.y + 16)} ${at(end)}`;
  return { id, path, start, end, middle: { x: from.x + 18, y: from.y } };
}

const STEP = 6;

/** Lines leave a card side by side, in the order of where they go, so that they do not cross at the door. */
export function ports(count: number, height: number): number[] {
  const step = count > 1 ? Math.min(STEP, (height - 10) / (count - 1)) : 0;
  return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * step);
}
