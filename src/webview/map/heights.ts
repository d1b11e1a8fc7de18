import type { Ties, Vertex } from './chains.ts';
import { spread } from './spread.ts';

export const CARD_GAP = 16;
const LANE_GAP = 7;

function gaps(column: readonly number[], vertices: readonly Vertex[]): number[] {
  return column.slice(1).map((vertex, i) => {
    const [a, b] = [vertices[column[i]!]!, vertices[vertex]!];
    return (a.height + b.height) / 2 + (a.box && b.box ? CARD_GAP : LANE_GAP + (a.box || b.box ? 4 : 0));
  });
}

/** Each column in turn moves towards what it is tied to; lanes pull hardest, so that long lines run straight. From 0 downwards. */
export function heights(columns: readonly (readonly number[])[], vertices: readonly Vertex[], ties: Ties): number[] {
  const y = vertices.map(() => 0);
  const place = (column: readonly number[], wanted: readonly number[], weights?: readonly number[]) =>
    spread(wanted, gaps(column, vertices), weights).forEach((value, i) => (y[column[i]!] = value));
  for (const column of columns)
    place(
      column,
      column.map(() => 0),
    );
  for (let pass = 0; pass < 12; pass++) {
    const forward = pass % 2 === 0;
    for (let step = 0; step < columns.length; step++) {
      const column = columns[forward ? step : columns.length - 1 - step]!;
      const tied = column.map(vertex => {
        if (pass > 7) return [...ties.before[vertex]!, ...ties.after[vertex]!];
        return (forward ? ties.before : ties.after)[vertex]!;
      });
      const wanted = tied.map((list, i) => (list.length ? list.reduce((sum, next) => sum + y[next]!, 0) / list.length : y[column[i]!]!));
      place(
        column,
        wanted,
        column.map((vertex, i) => (vertices[vertex]!.box ? 1 + tied[i]!.length : 4)),
      );
    }
  }
  const top = Math.min(...vertices.map((vertex, i) => y[i]! - vertex.height / 2));
  return y.map(value => value - top);
}
