import type { MapEdge } from '../../protocol/panels/map.ts';
import { CARD_HEIGHT, columnWidth } from './card-size.ts';
import { card } from './cards.ts';
import type { Card } from './cards.ts';
import { columns } from './columns.ts';
import type { Drawing, Wire } from './drawing.ts';
import { NO_ROOM } from './layout.ts';
import type { Room } from './layout.ts';
import { neighbourhood } from './neighbourhood.ts';
import type { ZoneBox, ZoneLink } from './neighbourhood.ts';
import type { Route } from './route.ts';
import type { Visible } from './visible.ts';
import { edgeSentence, styleOf } from './words.ts';

/** Below this scale a name on a card is too small to read; then the drawing is scrolled instead. */
const ZOOM = { least: 0.85, most: 1 } as const;

/** Who breaks with a node on its left, what it needs on its right, and what was opened beyond. */
export function focusDrawing(view: Visible, focus: string, expanded: readonly string[], room: Room = NO_ROOM): Drawing {
  const zones = neighbourhood(view, focus, expanded);
  if (zones.boxes.length === 0) return { zoom: ZOOM, width: 0, height: 0, cards: [], wires: [], heads: [] };
  const byId = new Map(zones.boxes.map(box => [box.id, box]));
  const widths = columnWidths(zones.boxes, room);
  const { width, height, boxes, routes } = columns(
    zones,
    id => ({ width: widths.get(byId.get(id)!.depth)!, height: CARD_HEIGHT }),
    room.width,
  );
  const cards = boxes.map(box => ({ ...card(box, byId.get(box.id)!, 0), focused: byId.get(box.id)!.depth === 0 }));
  const name = (id: string) => view.byId.get(id)?.name ?? id;
  const wires = routes.map((route, i) => wire(route, zones.links[i]!, name));
  return { zoom: ZOOM, width, height, cards, wires, heads: heads(cards, width) };
}

/** By depth. */
function columnWidths(boxes: readonly ZoneBox[], room: Room): ReadonlyMap<number, number> {
  const columns = Map.groupBy(boxes, ({ depth }) => depth);
  return new Map(
    [...columns].map(([depth, column]) => [
      depth,
      columnWidth(
        column.map(({ item }) => item),
        room,
      ),
    ]),
  );
}

function wire(route: Route, { left, right, arrow, edge }: ZoneLink, name: (id: string) => string): Wire {
  return {
    ...route,
    edge,
    ends: [left, right],
    style: edge ? styleOf(edge.kind) : 'unresolved',
    arrow: arrow === 'none' ? 'none' : arrow === 'right' ? 'end' : 'start',
    label: edge ? label(edge) : '',
    spoken: edge ? edgeSentence(edge, name) : 'unresolved',
  };
}

function label(edge: MapEdge): string {
  return edge.confidence === 'certain' ? '' : edge.confidence;
}

function heads(cards: readonly Card[], width: number): Drawing['heads'] {
  const focus = cards.find(card => card.focused);
  const first = (side: -1 | 1) => {
    const xs = cards.filter(card => card.side === side).map(card => card.x);
    return xs.length === 0 ? [] : [side < 0 ? Math.max(...xs) : Math.min(...xs)];
  };
  return [
    ...first(-1).map(x => ({ x, text: 'who breaks' })),
    { x: focus?.x ?? width / 2, text: 'in focus' },
    ...first(1).map(x => ({ x, text: 'what it needs' })),
  ];
}
