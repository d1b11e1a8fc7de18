import { ordered } from './order.ts';
import { ranked } from './ranks.ts';
import type { Ranked } from './ranks.ts';
import { loop, ports, route } from './route.ts';
import type { Point, Route } from './route.ts';
import { spread } from './spread.ts';

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/** x and y are the middle of the card. */
export interface Placed extends Box, Point {}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
}

/** A card, or a lane that a long line uses to pass a column. */
interface Vertex {
  readonly rank: number;
  readonly height: number;
  readonly box: Box | null;
}

interface Chain {
  readonly id: string;
  readonly turned: boolean;
  readonly vertices: readonly number[];
}

const MARGIN = 24;
const LANE = 4;
const CARD_GAP = 16;
const LANE_GAP = 7;

/** Every long line becomes a chain with one lane in each column on its way. */
function chained(boxes: readonly Box[], { rank, arcs }: Ranked): { vertices: Vertex[]; chains: Chain[] } {
  const vertices: Vertex[] = boxes.map((box, i) => ({ rank: rank[i]!, height: box.height, box }));
  const chains = arcs.map(({ id, from, to, turned }) => {
    const lanes: number[] = [];
    for (let at = rank[from]! + 1; at < rank[to]!; at++) lanes.push(vertices.push({ rank: at, height: LANE, box: null }) - 1);
    return { id, turned, vertices: [from, ...lanes, to] };
  });
  return { vertices, chains };
}

function neighbours(size: number, chains: readonly Chain[]): { before: number[][]; after: number[][] } {
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

function gaps(column: readonly number[], vertices: readonly Vertex[]): number[] {
  return column.slice(1).map((vertex, i) => {
    const [a, b] = [vertices[column[i]!]!, vertices[vertex]!];
    return (a.height + b.height) / 2 + (a.box && b.box ? CARD_GAP : LANE_GAP + (a.box || b.box ? 4 : 0));
  });
}

/** Each column in turn moves towards what it is tied to; lanes pull hardest, so that long lines run straight. */
function heights(columns: readonly (readonly number[])[], vertices: readonly Vertex[], ties: ReturnType<typeof neighbours>): number[] {
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
  return y.map(value => value - top + MARGIN);
}

interface Column extends Point {
  readonly width: number;
}

function columnsAcross(
  columns: readonly (readonly number[])[],
  vertices: readonly Vertex[],
  after: readonly (readonly number[])[],
): Column[] {
  let left = MARGIN;
  return columns.map(column => {
    const width = Math.max(...column.map(vertex => vertices[vertex]!.box?.width ?? 0));
    const lines = column.reduce((sum, vertex) => sum + after[vertex]!.length, 0);
    const placed = { x: left + width / 2, y: 0, width };
    left += width + Math.min(100, 52 + lines * 0.9);
    return placed;
  });
}

interface Drawing {
  readonly vertices: readonly Vertex[];
  readonly chains: readonly Chain[];
  readonly y: readonly number[];
  readonly across: readonly Column[];
}

/** Where each chain leaves its first card and enters its last one. */
function doors({ vertices, chains, y }: Drawing): ReadonlyMap<string, number> {
  const door = new Map<string, number>();
  for (const side of ['out', 'in'] as const) {
    const groups = new Map<number, { key: string; to: number }[]>();
    chains.forEach(({ id, vertices: chain }) => {
      const card = side === 'out' ? chain[0]! : chain.at(-1)!;
      const next = side === 'out' ? chain[1]! : chain.at(-2)!;
      groups.set(card, [...(groups.get(card) ?? []), { key: `${side} ${id}`, to: y[next]! }]);
    });
    for (const [card, list] of groups) {
      const offsets = ports(list.length, vertices[card]!.height);
      list.sort((a, b) => a.to - b.to).forEach(({ key }, i) => door.set(key, y[card]! + offsets[i]!));
    }
  }
  return door;
}

function routes(drawing: Drawing): Route[] {
  const { vertices, chains, y, across } = drawing;
  const door = doors(drawing);
  const column = (vertex: number) => across[vertices[vertex]!.rank]!;
  const edge = (vertex: number, side: -1 | 1): number => column(vertex).x + (side * column(vertex).width) / 2;
  const stub = (vertex: number, side: -1 | 1): number => column(vertex).x + (side * vertices[vertex]!.box!.width) / 2;
  return chains.map(({ id, turned, vertices: chain }) => {
    const first = chain[0]!;
    const last = chain.at(-1)!;
    const points: Point[] = [{ x: edge(first, 1), y: door.get(`out ${id}`)! }];
    for (const lane of chain.slice(1, -1)) points.push({ x: edge(lane, -1), y: y[lane]! }, { x: edge(lane, 1), y: y[lane]! });
    points.push({ x: edge(last, -1), y: door.get(`in ${id}`)! });
    const stubs = [stub(first, 1), stub(last, -1)] as const;
    return turned ? route(id, points.reverse(), [stubs[1], stubs[0]]) : route(id, points, stubs);
  });
}

/** What nothing is tied to stands below, in rows: it has no place between left and right. */
function shelf(boxes: readonly Box[], top: number, width: number): Placed[] {
  const cell = Math.max(0, ...boxes.map(box => box.width)) + CARD_GAP;
  const each = Math.max(1, Math.floor((width - 2 * MARGIN + CARD_GAP) / cell));
  return boxes.map((box, i) => ({
    ...box,
    x: MARGIN + (i % each) * cell + box.width / 2,
    y: top + Math.floor(i / each) * (box.height + CARD_GAP) + box.height / 2,
  }));
}

function tied(boxes: readonly Box[], links: readonly Link[]): Layout {
  const index = new Map(boxes.map((box, i) => [box.id, i]));
  const arcs = links.map(({ id, from, to }) => ({ id, from: index.get(from)!, to: index.get(to)! }));
  const { vertices, chains } = chained(boxes, ranked(boxes.length, arcs));
  const start: number[][] = Array.from({ length: Math.max(-1, ...vertices.map(vertex => vertex.rank)) + 1 }, () => []);
  vertices.forEach((vertex, i) => start[vertex.rank]!.push(i));
  const ties = neighbours(vertices.length, chains);
  const columns = ordered(start, ties);
  const y = heights(columns, vertices, ties);
  const across = columnsAcross(columns, vertices, ties.after);
  const placed = boxes.map((box, i) => ({ ...box, x: across[vertices[i]!.rank]!.x, y: y[i]! }));
  const right = Math.max(0, ...across.map(column => column.x + column.width / 2));
  const bottom = Math.max(0, ...vertices.map((vertex, i) => y[i]! + vertex.height / 2));
  return { width: right + MARGIN, height: bottom + MARGIN, boxes: placed, routes: routes({ vertices, chains, y, across }) };
}

/** Pure, and blind to the order of its input: the same graph always gives the same picture. */
export function layout(boxes: readonly Box[], links: readonly Link[], minWidth = 900): Layout {
  const sorted = [...boxes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const known = new Set(boxes.map(box => box.id));
  const usable = links.filter(link => known.has(link.from) && known.has(link.to)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const straight = usable.filter(link => link.from !== link.to);
  const ends = new Set(straight.flatMap(link => [link.from, link.to]));
  const main = tied(
    sorted.filter(box => ends.has(box.id)),
    straight,
  );
  const alone = sorted.filter(box => !ends.has(box.id));
  const width = Math.max(main.width, alone.length ? minWidth : 0);
  const below = shelf(alone, main.boxes.length ? main.height : MARGIN, width);
  const placed = [...main.boxes, ...below];
  const at = new Map(placed.map(box => [box.id, box]));
  const loops = usable
    .filter(link => link.from === link.to)
    .map(({ id, from }) => {
      const box = at.get(from)!;
      return loop(id, { x: box.x + box.width / 2, y: box.y });
    });
  const height = Math.max(main.height, ...below.map(box => box.y + box.height / 2 + MARGIN));
  return { width, height, boxes: placed, routes: [...main.routes, ...loops] };
}
