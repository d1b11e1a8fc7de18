export interface Segments {
  /** Neighbours of each vertex in the column before and in the column after. */
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

const SWEEPS = 24;

function positions(columns: readonly (readonly number[])[], size: number): Int32Array {
  const position = new Int32Array(size);
  for (const column of columns) column.forEach((vertex, i) => (position[vertex] = i));
  return position;
}

/** Crossings between two columns: pairs that change their order, counted with a binary indexed tree. */
function between(left: readonly number[], after: Segments['after'], position: Int32Array, width: number): number {
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

export function crossings(columns: readonly (readonly number[])[], { after }: Segments): number {
  const position = positions(columns, after.length);
  let total = 0;
  for (let i = 0; i + 1 < columns.length; i++) total += between(columns[i]!, after, position, columns[i + 1]!.length);
  return total;
}

function sorted(column: readonly number[], neighbours: Segments['after'], position: Int32Array): number[] {
  const centre = column.map((vertex, i) => {
    const list = neighbours[vertex]!;
    return list.length === 0 ? i : list.reduce((sum, next) => sum + position[next]!, 0) / list.length;
  });
  const order = column.map((_, i) => i).sort((a, b) => centre[a]! - centre[b]! || a - b);
  return order.map(i => column[i]!);
}

/** Barycentre sweeps from left to right and back; the order with the fewest crossings wins. */
export function ordered(start: readonly (readonly number[])[], segments: Segments): number[][] {
  const columns = start.map(column => [...column]);
  let best = columns.map(column => [...column]);
  let fewest = crossings(columns, segments);
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
    const forward = sweep % 2 === 0;
    for (let step = 1; step < columns.length; step++) {
      const at = forward ? step : columns.length - 1 - step;
      const position = positions(columns, segments.after.length);
      columns[at] = sorted(columns[at]!, forward ? segments.before : segments.after, position);
    }
    const now = crossings(columns, segments);
    if (now >= fewest) continue;
    fewest = now;
    best = columns.map(column => [...column]);
  }
  return best;
}
