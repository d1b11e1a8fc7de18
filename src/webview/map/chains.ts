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

/** Every long line becomes a chain with one lane in each column on its way. */
export function chained(
  boxes: readonly Box[],
  { rank, arcs }: Ranked<Pick<Link, 'bundle'>>,
): { readonly vertices: readonly Vertex[]; readonly chains: readonly Chain[] } {
  const vertices: Vertex[] = boxes.map((box, i) => ({ rank: rank[i]!, height: box.height, box }));
  const chains = arcs.map(({ id, bundle, from, to, turned }) => {
    const lanes: number[] = [];
    for (let at = rank[from]! + 1; at < rank[to]!; at++) lanes.push(vertices.push({ rank: at, height: LANE, box: null }) - 1);
    return { id, bundle, turned, vertices: [from, ...lanes, to] };
  });
  return { vertices, chains };
}

export function tiesOf(size: number, chains: readonly Chain[]): Ties {
  const before: number[][] = Array.from({ length: size }, () => []);
  const after: number[][] = Array.from({ length: size }, () => []);
  for (const { vertices } of chains) {
    for (let i = 1; i < vertices.length; i++) {
      after[vertices[i - 1]!]!.push(vertices[i]!);
      before[vertices[i]!]!.push(vertices[i - 1]!);
    }
  }
  return { before, after };
}
