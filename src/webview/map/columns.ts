import type { Layout, Placed } from './layout.ts';
import type { ZoneLink, Zones } from './neighbourhood.ts';
import { ports, route } from './route.ts';
import type { Route } from './route.ts';
import { spread } from './spread.ts';

interface Sized {
  readonly id: string;
  readonly depth: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 104;
const CARD_GAP = 14;
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

function placed(boxes: readonly Sized[], links: readonly ZoneLink[]): Placed[] {
  const columns = byDepth(boxes);
  const y = heights(columns, links);
  const top = Math.min(...boxes.map(box => y.get(box.id)! - box.height / 2));
  let left = MARGIN;
  return [...columns.keys()]
    .sort((a, b) => a - b)
    .flatMap(depth => {
      const column = columns.get(depth)!;
      const width = Math.max(...column.map(box => box.width));
      const x = left + width / 2;
      left += width + GAP;
      return column.map(box => ({ id: box.id, width, height: box.height, x, y: y.get(box.id)! - top + HEAD }));
    });
}

function doors(boxes: ReadonlyMap<string, Placed>, links: readonly ZoneLink[]): ReadonlyMap<string, number> {
  const door = new Map<string, number>();
  for (const end of ['left', 'right'] as const) {
    const far = end === 'left' ? 'right' : 'left';
    for (const card of new Set(links.map(link => link[end]))) {
      const list = links.filter(link => link[end] === card).sort((a, b) => boxes.get(a[far])!.y - boxes.get(b[far])!.y);
      const offsets = ports(list.length, boxes.get(card)!.height);
      list.forEach((link, i) => door.set(`${end} ${link.id}`, boxes.get(card)!.y + offsets[i]!));
    }
  }
  return door;
}

/** Three zones and their further hops as columns; lines only between neighbouring columns, so never through a card. */
export function columns(zones: Zones, size: (id: string) => { width: number; height: number }): Layout {
  const boxes = placed(
    zones.boxes.map(({ id, depth }) => ({ id, depth, ...size(id) })),
    zones.links,
  );
  const at = new Map(boxes.map(box => [box.id, box]));
  const door = doors(at, zones.links);
  const routes: Route[] = zones.links.map(({ id, left, right }) => {
    const [a, b] = [at.get(left)!, at.get(right)!];
    return route(id, [
      { x: a.x + a.width / 2, y: door.get(`left ${id}`)! },
      { x: b.x - b.width / 2, y: door.get(`right ${id}`)! },
    ]);
  });
  const width = Math.max(...boxes.map(box => box.x + box.width / 2)) + MARGIN;
  const height = Math.max(...boxes.map(box => box.y + box.height / 2)) + MARGIN;
  return { width, height, boxes, routes };
}
