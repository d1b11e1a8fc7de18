import { chained, tiesOf } from './chains.ts';
import type { Chain, Ties, Vertex } from './chains.ts';
import { doors } from './doors.ts';
import { CARD_GAP, heights } from './heights.ts';
import { ordered } from './order.ts';
import { ranked } from './ranks.ts';
import { loop, route } from './route.ts';
import type { Point, Route } from './route.ts';

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

export interface Link {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Lines of one bundle share a door at each card, so that a store which ten services use is met by one head and not by ten. */
  readonly bundle: string;
}

/** x and y are the middle of the card. */
export interface Placed extends Box, Point {}

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  readonly routes: readonly Route[];
}

/** What the page has to offer, in its pixels. A drawing that needs less is given more air, within reason. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

export const NO_ROOM: Room = { width: 0, height: 0 };
const MARGIN = 24;
/** More than this between columns or rows, and what belongs together falls apart. */
const MOST_AIR = 90;
const MOST_STRETCH = 1.6;

interface Column {
  readonly x: number;
  readonly width: number;
}

/** The columns from left to right, and how far they reach. */
function columnsAcross(columns: readonly (readonly number[])[], vertices: readonly Vertex[], after: Ties['after'], room: number) {
  const widths = columns.map(column => Math.max(...column.map(vertex => vertices[vertex]!.box?.width ?? 0)));
  const gaps = columns.map(column => Math.min(100, 52 + column.reduce((sum, vertex) => sum + after[vertex]!.length, 0) * 0.9));
  const natural = [...widths, ...gaps.slice(0, -1)].reduce((a, b) => a + b, 2 * MARGIN);
  const air = columns.length < 2 ? 0 : Math.max(0, Math.min(MOST_AIR, (room - natural) / (columns.length - 1)));
  let left = MARGIN;
  const across = widths.map((width, i): Column => {
    const column = { x: left + width / 2, width };
    left += width + gaps[i]! + air;
    return column;
  });
  const last = across.at(-1);
  return { across, right: last ? last.x + last.width / 2 : 0 };
}

/** All heights, further apart where the page is taller than the drawing. Order and lanes stay, so nothing can come to overlap. */
function stretched(y: readonly number[], vertices: readonly Vertex[], room: number): number[] {
  const bottom = Math.max(0, ...vertices.map((vertex, i) => y[i]! + vertex.height / 2));
  const factor = Math.max(1, Math.min(MOST_STRETCH, (room - 2 * MARGIN) / Math.max(1, bottom)));
  return y.map(value => value * factor + MARGIN);
}

interface Drawing {
  readonly vertices: readonly Vertex[];
  readonly chains: readonly Chain[];
  readonly y: readonly number[];
  readonly across: readonly Column[];
}

/** Where each chain leaves its first card, or enters its last one. */
function doorsOf({ vertices, chains, y }: Drawing, side: 'out' | 'in'): ReadonlyMap<string, number> {
  const [at, next] = side === 'out' ? [0, 1] : [-1, -2];
  return doors(
    chains.map(({ id, bundle, vertices: chain }) => ({ line: id, bundle, card: String(chain.at(at)), towards: y[chain.at(next)!]! })),
    card => ({ y: y[Number(card)]!, height: vertices[Number(card)]!.height }),
  );
}

function routes(drawing: Drawing): Route[] {
  const { vertices, chains, y, across } = drawing;
  const [out, into] = [doorsOf(drawing, 'out'), doorsOf(drawing, 'in')];
  const column = (vertex: number) => across[vertices[vertex]!.rank]!;
  const edge = (vertex: number, side: -1 | 1): number => column(vertex).x + (side * column(vertex).width) / 2;
  return chains.map(({ id, turned, vertices: chain }) => {
    const first = chain[0]!;
    const last = chain.at(-1)!;
    const points: Point[] = [{ x: edge(first, 1), y: out.get(id)! }];
    for (const lane of chain.slice(1, -1)) points.push({ x: edge(lane, -1), y: y[lane]! }, { x: edge(lane, 1), y: y[lane]! });
    points.push({ x: edge(last, -1), y: into.get(id)! });
    // Near its far end a line has left the trunk that it may share.
    return turned ? route(id, points.reverse(), 0) : route(id, points, points.length - 2);
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

function tied(boxes: readonly Box[], links: readonly Link[], room: Room): Layout {
  const index = new Map(boxes.map((box, i) => [box.id, i]));
  const arcs = links.map(link => ({ ...link, from: index.get(link.from)!, to: index.get(link.to)! }));
  const { vertices, chains } = chained(boxes, ranked(boxes.length, arcs));
  const start: number[][] = Array.from({ length: Math.max(-1, ...vertices.map(vertex => vertex.rank)) + 1 }, () => []);
  vertices.forEach((vertex, i) => start[vertex.rank]!.push(i));
  const ties = tiesOf(vertices.length, chains);
  const columns = ordered(start, ties);
  const y = stretched(heights(columns, vertices, ties), vertices, room.height);
  const { across, right } = columnsAcross(columns, vertices, ties.after, room.width);
  // Cards of a column are as wide as its widest: a ragged edge is read as a meaning that it does not have.
  const placed = boxes.map((box, i) => ({ ...box, ...across[vertices[i]!.rank]!, y: y[i]! }));
  const bottom = Math.max(0, ...vertices.map((vertex, i) => y[i]! + vertex.height / 2));
  return { width: right + MARGIN, height: bottom + MARGIN, boxes: placed, routes: routes({ vertices, chains, y, across }) };
}

/** Pure, and blind to the order of its input: the same graph in the same room always gives the same picture. */
export function layout(boxes: readonly Box[], links: readonly Link[], room: Room = NO_ROOM): Layout {
  const sorted = [...boxes].sort((a, b) => (a.id < b.id ? -1 : 1));
  const known = new Set(boxes.map(box => box.id));
  const usable = links.filter(link => known.has(link.from) && known.has(link.to)).sort((a, b) => (a.id < b.id ? -1 : 1));
  const straight = usable.filter(link => link.from !== link.to);
  const ends = new Set(straight.flatMap(link => [link.from, link.to]));
  const alone = sorted.filter(box => !ends.has(box.id));
  const main = tied(
    sorted.filter(box => ends.has(box.id)),
    straight,
    { ...room, height: room.height - shelf(alone, 0, room.width).reduce((low, box) => Math.max(low, box.y + box.height), 0) },
  );
  const width = Math.max(main.width, alone.length ? Math.max(900, room.width) : 0);
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
