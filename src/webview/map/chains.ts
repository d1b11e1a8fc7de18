import type { Box, Link } from './layout.ts';
import type { Ranked } from './ranks.ts';

/** A card, or a lane that a long line uses to pass a column. */
export interface Vertex {
  readonly rank: number;
  readonly height: number;
  readonly box: Box | null;
}

/** One line: its two cards, and the lanes between them. */
export interface Chain extends Pick<Link, 'id' | 'bundle'> {
  readonly turned: boolean;
  readonly vertices: readonly number[];
}

/** For each vertex, those that it is tied to in the column before and in the column after. */
export interface Ties {
  readonly before: readonly (readonly number[])[];
  readonly after: readonly (readonly number[])[];
}

const LANE = 4;

/**
 * Every long line becomes a chain with one lane in each column on its way. Lines of one bundle that leave a card together
 * share their lanes, as the branches of a tree share its trunk: all of them belong to that card, so nothing is told wrongly.
 */
export function chained(
  boxes: readonly Box[],
  { rank, arcs }: Ranked<Pick<Link, 'bundle'>>,
): { readonly vertices: readonly Vertex[]; readonly chains: readonly Chain[] } {
  const vertices: Vertex[] = boxes.map((box, i) => ({ rank: rank[i]!, height: box.height, box }));
  const known = new Map<string, number>();
  const lane = (trunk: string, at: number): number => {
    const key = `${at} ${trunk}`;
    const found = known.get(key) ?? vertices.push({ rank: at, height: LANE, box: null }) - 1;
    known.set(key, found);
    return found;
  };
  const chains = arcs.map(({ id, from, to, turned, ...arc }) => {
    const bundle = turned ? `${arc.bundle} back` : arc.bundle;
    const between = Array.from({ length: Math.max(0, rank[to]! - rank[from]! - 1) }, (_, i) => rank[from]! + 1 + i);
    return { id, bundle, turned, vertices: [from, ...between.map(at => lane(`${from} ${bundle}`, at)), to] };
  });
  return { vertices, chains };
}

export function tiesOf(size: number, chains: readonly Chain[]): Ties {
  const before: number[][] = Array.from({ length: size }, () => []);
  const after: number[][] = Array.from({ length: size }, () => []);
  for (const { vertices } of chains) {
    for (const [i, vertex] of vertices.slice(1).entries()) {
      const last = vertices[i]!;
      if (after[last]!.includes(vertex)) continue;
      after[last]!.push(vertex);
      before[vertex]!.push(last);
    }
  }
  return { before, after };
}
