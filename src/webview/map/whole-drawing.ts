import type { MapEdge, MapNode } from '../../protocol/panels/map.ts';
import { BADGE, CARD_HEIGHT, cardWidth } from './card-size.ts';
import { card } from './cards.ts';
import type { Drawing, Wire } from './drawing.ts';
import { layout, NO_ROOM } from './layout.ts';
import type { Box, Layout, Room } from './layout.ts';
import type { Route } from './route.ts';
import { drawn, receiver } from './visible.ts';
import type { Visible } from './visible.ts';
import { edgeSentence, styleOf } from './words.ts';

/** Everything at once, in the direction in which requests and messages travel. */
export function wholeDrawing(view: Visible, focus: string | null, room: Room = NO_ROOM): Drawing {
  const nodes = new Map(drawn(view).map(node => [node.id, node]));
  const edges = new Map(view.edges.map(edge => [edge.id, edge]));
  const unresolved = unresolvedBy(view);
  const boxes = [...nodes.values()].map(node => box(node, unresolved.has(node.id)));
  const { zoom: most, result } = filling(room, air => wholeLayout(view, boxes, air));
  const cards = result.boxes.map(placed => {
    const zone = { item: { kind: 'node', node: nodes.get(placed.id)! }, chevron: 'none', depth: 0 } as const;
    return { ...card(placed, zone, unresolved.get(placed.id) ?? 0), focused: placed.id === focus };
  });
  const name = (id: string) => view.byId.get(id)?.name ?? id;
  const wires = result.routes.map(route => wire(route, edges.get(route.id)!, name));
  return { zoom: { least: LEAST_ZOOM, most }, width: result.width, height: result.height, cards, wires, heads: [] };
}

function box({ id, name, findings }: MapNode, isLost: boolean): Box {
  const badges = Number(isLost) + Number(findings !== undefined);
  return { id, width: cardWidth(name) + badges * BADGE, height: CARD_HEIGHT };
}

const wire = (route: Route, edge: MapEdge, name: (id: string) => string): Wire => ({
  ...route,
  edge,
  ends: [edge.from, edge.to],
  style: styleOf(edge.kind),
  arrow: 'end',
  label: '',
  spoken: edgeSentence(edge, name),
});

function unresolvedBy(view: Visible): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { node } of view.graph.unresolved) if (node) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

function wholeLayout(view: Visible, boxes: readonly Box[], room: Room): Layout {
  const links = view.edges.map(edge => {
    const to = receiver(edge, view.byId);
    return { id: edge.id, from: edge.from === to ? edge.to : edge.from, to, bundle: styleOf(edge.kind) };
  });
  return layout(boxes, links, room);
}

/** Of everything one first wants the shape. */
const LEAST_ZOOM = 0.7;
const MOST_ZOOM = 1.15;

/** A small system is shown a little larger, and what room is left then becomes air between its cards. */
function filling(room: Room, laid: (room: Room) => Layout): { readonly zoom: number; readonly result: Layout } {
  const least = laid(NO_ROOM);
  const zoom = Math.max(1, Math.min(MOST_ZOOM, room.width / least.width, room.height / least.height));
  return { zoom, result: room === NO_ROOM ? least : laid({ width: room.width / zoom, height: room.height / zoom }) };
}

/** Above this a drawing of everything is a knot, whoever lays it out. */
export const WHOLE_MOST = 80;

export function tooLarge(view: Visible): boolean {
  return drawn(view).length > WHOLE_MOST;
}
