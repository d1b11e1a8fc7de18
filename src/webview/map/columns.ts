import { doors } from './doors.ts';
import type { Layout, Placed } from './layout.ts';
import type { ZoneLink, Zones } from './neighbourhood.ts';
import { route } from './route.ts';
import type { Route } from './route.ts';
import { spread } from './spread.ts';
import { styleOf } from './words.ts';

interface Sized {
  readonly id: string;
  readonly depth: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 104;
const LEAST_GAP = 52;
const MOST_GAP = 160;
const CARD_GAP = 16;
const MARGIN = 28;
const HEAD = 44;

function byDepth(boxes: readonly Sized[]): ReadonlyMap<number, readonly Sized[]> {
  const columns = new Map<number, Sized[]>();
  for (const box of boxes) columns.set(box.depth, [...(columns.get(box.depth) ?? []), box]);
  return columns;
}

/** The first hop is one stack around the focus; a further hop stands beside what opened it, so that nothing else moves. */
function heights(columns: ReadonlyMap<number, readonly Sized[]>, links: readonly ZoneLink[]): Map<string, number> {
  const y = new Map<string, number>();
  for (const depth of [...columns.keys()].sort((a, b) => Math.abs(a) - Math.abs(b))) {
    const column = columns.get(depth)!;
    const inner = (id: string) =>
      links.flatMap(link => ((depth > 0 ? link.right === id : link.left === id) ? [y.get(depth > 0 ? link.left : link.right) ?? 0] : []));
    const wanted = column.map(box => {
      const ends = inner(box.id);
      return ends.length === 0 ? 0 : ends.reduce((a, b) => a + b, 0) / ends.length;
    });
    const order = column.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
    const gaps = order.slice(1).map((at, i) => (column[at]!.height + column[order[i]!]!.height) / 2 + CARD_GAP);
    spread(
      order.map(i => wanted[i]!),
      gaps,
    ).forEach((value, i) => y.set(column[order[i]!]!.id, value));
  }
  return y;
}

const widest = (boxes: readonly Sized[]): number => Math.max(0, ...boxes.map(box => box.width));

/** As wide as the three zones allow. Further hops do not count: what opens one must not move what stood there before. */
function gapIn(room: number, columns: ReadonlyMap<number, readonly Sized[]>): number {
  if (room === 0) return GAP;
  const zones = [-1, 0, 1].filter(depth => columns.has(depth));
  const free = room - zones.reduce((sum, depth) => sum + widest(columns.get(depth)!), 2 * MARGIN);
  return Math.max(LEAST_GAP, Math.min(MOST_GAP, Math.floor(free / Math.max(1, zones.length - 1))));
}

function placed(boxes: readonly Sized[], links: readonly ZoneLink[], room: number): Placed[] {
  const columns = byDepth(boxes);
  const gap = gapIn(room, columns);
  const y = heights(columns, links);
  const top = Math.min(...boxes.map(box => y.get(box.id)! - box.height / 2));
  let left = MARGIN;
  return [...columns.keys()]
    .sort((a, b) => a - b)
    .flatMap(depth => {
      const column = columns.get(depth)!;
      const width = widest(column);
      const x = left + width / 2;
      left += width + gap;
      return column.map(box => ({ id: box.id, width, height: box.height, x, y: y.get(box.id)! - top + HEAD }));
    });
}

/** Where lines meet the cards at one of their ends. */
function doorsOf(boxes: ReadonlyMap<string, Placed>, links: readonly ZoneLink[], end: 'left' | 'right'): ReadonlyMap<string, number> {
  const far = end === 'left' ? 'right' : 'left';
  return doors(
    links.map(link => ({
      line: link.id,
      card: link[end],
      bundle: link.edge ? styleOf(link.edge.kind) : '',
      towards: boxes.get(link[far])!.y,
    })),
    id => boxes.get(id)!,
  );
}

/** Three zones and their further hops as columns; lines only between neighbouring columns, so never through a card. */
export function columns(zones: Zones, size: (id: string) => { width: number; height: number }, room: number): Layout {
  const boxes = placed(
    zones.boxes.map(({ id, depth }) => ({ id, depth, ...size(id) })),
    zones.links,
    room,
  );
  const at = new Map(boxes.map(box => [box.id, box]));
  const [out, into] = [doorsOf(at, zones.links, 'left'), doorsOf(at, zones.links, 'right')];
  const routes: Route[] = zones.links.map(({ id, left, right }) => {
    const [a, b] = [at.get(left)!, at.get(right)!];
    return route(id, [
      { x: a.x + a.width / 2, y: out.get(id)! },
      { x: b.x - b.width / 2, y: into.get(id)! },
    ]);
  });
  const width = Math.max(...boxes.map(box => box.x + box.width / 2)) + MARGIN;
  const height = Math.max(...boxes.map(box => box.y + box.height / 2)) + MARGIN;
  return { width, height, boxes, routes };
}
