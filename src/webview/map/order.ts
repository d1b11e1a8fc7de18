import type { Ties } from './chains.ts';

const SWEEPS = 24;
/** Exchanges end by themselves, since each takes a crossing away; this bounds them where there are thousands. */
const ROUNDS = 8;

function positions(columns: readonly (readonly number[])[], size: number): Int32Array {
  const position = new Int32Array(size);
  for (const column of columns) column.forEach((vertex, i) => (position[vertex] = i));
  return position;
}

/** Crossings between two columns: pairs that change their order, counted with a binary indexed tree. */
function between(left: readonly number[], after: Ties['after'], position: Int32Array, width: number): number {
  const tree = new Int32Array(width + 1);
  let seen = 0;
  let crossings = 0;
  for (const vertex of left) {
    const ends = after[vertex]!.map(next => position[next]!).sort((a, b) => a - b);
    for (const end of ends) {
      let notBelow = 0;
      for (let i = end + 1; i > 0; i -= i & -i) notBelow += tree[i]!;
      crossings += seen - notBelow;
    }
    for (const end of ends) for (let i = end + 1; i <= width; i += i & -i) tree[i]!++;
    seen += ends.length;
  }
  return crossings;
}

export function crossings(columns: readonly (readonly number[])[], { after }: Ties): number {
  const position = positions(columns, after.length);
  let total = 0;
  for (let i = 0; i + 1 < columns.length; i++) total += between(columns[i]!, after, position, columns[i + 1]!.length);
  return total;
}

function sorted(column: readonly number[], neighbours: Ties['after'], position: Int32Array): number[] {
  const centre = column.map((vertex, i) => {
    const list = neighbours[vertex]!;
    return list.length === 0 ? i : list.reduce((sum, next) => sum + position[next]!, 0) / list.length;
  });
  const order = column.map((_, i) => i).sort((a, b) => centre[a]! - centre[b]! || a - b);
  return order.map(i => column[i]!);
}

/** Crossings among the lines of two neighbours in a column, `a` above `b`. */
function crossed(a: readonly number[], b: readonly number[], position: Int32Array): number {
  let count = 0;
  for (const above of a) for (const below of b) if (position[above]! > position[below]!) count++;
  return count;
}

/** Neighbours in a column change places as long as that takes a crossing away: what a mean cannot tell. */
function exchanged(columns: readonly (readonly number[])[], { before, after }: Ties): number[][] {
  const result = columns.map(column => [...column]);
  const position = positions(result, after.length);
  const gain = (a: number, b: number) =>
    [before, after].reduce((sum, ties) => sum + crossed(ties[a]!, ties[b]!, position) - crossed(ties[b]!, ties[a]!, position), 0);
  for (let round = 0, better = true; better && round < ROUNDS; round++) {
    better = false;
    for (const column of result) {
      for (let i = 0; i + 1 < column.length; i++) {
        const [a, b] = [column[i]!, column[i + 1]!];
        if (gain(a, b) <= 0) continue;
        [column[i], column[i + 1]] = [b, a];
        [position[a], position[b]] = [i + 1, i];
        better = true;
      }
    }
  }
  return result;
}

/** Barycentre sweeps from left to right and back, and exchanges after each; the order with the fewest crossings wins (Gansner et al. 1993, section 3). */
export function ordered(start: readonly (readonly number[])[], ties: Ties): number[][] {
  const columns = start.map(column => [...column]);
  let best = columns.map(column => [...column]);
  let fewest = crossings(columns, ties);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    for (let step = 1; step < columns.length; step++) {
      const at = forward ? step : columns.length - 1 - step;
      const position = positions(columns, ties.after.length);
      columns[at] = sorted(columns[at]!, forward ? ties.before : ties.after, position);
    }
    const next = exchanged(columns, ties);
    const now = crossings(next, ties);
    if (now >= fewest) continue;
    fewest = now;
    best = next;
  }
  return best;
}
