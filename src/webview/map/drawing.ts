import { nodeWords } from '../../core/model/node-words.ts';
import type { MapEdge, MapNode } from '../../protocol/panels/map.ts';
import type { MapFindings } from '../../protocol/panels/map-marks.ts';
import { columns } from './columns.ts';
import { layout } from './layout.ts';
import { NO_ROOM } from './layout.ts';
import type { Box, Layout, Placed, Room } from './layout.ts';
import { neighbourhood } from './neighbourhood.ts';
import type { Item, ZoneBox } from './neighbourhood.ts';
import type { Route } from './route.ts';
import { drawn, receiver } from './visible.ts';
import type { Visible } from './visible.ts';
import { edgeSentence, findingsWords, nodeNote, styleOf } from './words.ts';
import type { Style } from './words.ts';

export interface Card extends Placed {
  readonly item: Item;
  readonly title: string;
  readonly note: string;
  readonly spoken: string;
  readonly focused: boolean;
  readonly chevron: 'none' | 'closed' | 'open';
  readonly side: -1 | 0 | 1;
  readonly findings: MapFindings | null;
  /** Calls that leave this node for a place that is not known; shown on the card where they have no cards of their own. */
  readonly unresolved: number;
}

export interface Wire extends Route {
  readonly edge: MapEdge | null;
  readonly ends: readonly [string, string];
  readonly style: Style | 'unresolved';
  readonly arrow: 'start' | 'end' | 'none';
  /** Said beside the line; an edge that is certain needs no words. */
  readonly label: string;
  readonly spoken: string;
}

export interface Drawing {
  /** How much smaller or larger than its units it may be shown. */
  readonly zoom: { readonly least: number; readonly most: number };
  readonly width: number;
  readonly height: number;
  readonly cards: readonly Card[];
  readonly wires: readonly Wire[];
  readonly heads: readonly { readonly x: number; readonly text: string }[];
}

export const CARD_HEIGHT = 36;
/** Room that a badge takes beside the name. */
export const BADGE = 20;
const LETTER = 7.1;
const FURNITURE = 62;

/** There is no text to measure before there is a page; a wide letter keeps us on the safe side. */
export function cardWidth(titles: readonly string[], most = 216): number {
  const longest = Math.max(0, ...titles.map(title => title.length));
  return Math.min(most, Math.max(132, Math.ceil(longest * LETTER + FURNITURE)));
}

const SMALL_LETTER = 5.9;

/** The reason why something is unresolved is worth a wider column where there is room for it; a technology is not. */
function columnWidth(items: readonly Item[], room: Room): number {
  const reasons = items.map(item => (item.kind === 'unresolved' ? item.unresolved.why.length : 0));
  const most = room.width > 0 && room.width < SPACIOUS ? 200 : 270;
  const names = items.map(item => cardWidth([title(item)], Math.min(216, most)) + (findingsOf(item) ? BADGE : 0));
  return Math.max(...names, Math.min(most, Math.max(0, ...reasons) * SMALL_LETTER + 46));
}

/** Three columns of wide cards fit from here. */
const SPACIOUS = 760;

/** Below this scale a name on a card is too small to read; then the drawing is scrolled instead. Of everything one first wants the shape. */
const SMALLEST = { focus: 0.85, whole: 0.7 } as const;

const AS_IS = { least: SMALLEST.focus, most: 1 } as const;

export function fitted(text: string, width: number, letter = LETTER): string {
  const room = Math.floor(width / letter);
  return text.length <= room ? text : `${text.slice(0, Math.max(1, room - 1))}…`;
}

function title(item: Item): string {
  switch (item.kind) {
    case 'node':
      return item.node.name;
    case 'unresolved':
      return item.unresolved.what;
    case 'more':
      return `${item.count} more`;
  }
}

const findingsOf = (item: Item): MapFindings | null => (item.kind === 'node' && item.node.findings) || null;

function note(item: Item): string {
  switch (item.kind) {
    case 'node':
      return nodeNote(item.node);
    case 'unresolved':
      return item.unresolved.why;
    case 'more':
      return 'show them';
  }
}

function spoken(item: Item, unresolved: number): string {
  switch (item.kind) {
    case 'node': {
      const { node } = item;
      const extra = [node.findings ? findingsWords(node.findings) : '', unresolved ? `${unresolved} unresolved` : ''].filter(Boolean);
      return [node.name, nodeWords[node.kind], node.technology, ...extra].filter(Boolean).join(', ');
    }
    case 'unresolved':
      return `unresolved: ${item.unresolved.what}, because ${item.unresolved.why}`;
    case 'more':
      return `show ${item.count} more`;
  }
}

function unresolvedBy(view: Visible): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { node } of view.graph.unresolved) if (node) counts.set(node, (counts.get(node) ?? 0) + 1);
  return counts;
}

function card(box: Placed, zone: Pick<ZoneBox, 'item' | 'chevron' | 'depth'>, unresolved: number): Card {
  return {
    ...box,
    item: zone.item,
    chevron: zone.chevron,
    title: title(zone.item),
    note: note(zone.item),
    spoken: spoken(zone.item, unresolved),
    focused: false,
    side: zone.depth < 0 ? -1 : zone.depth > 0 ? 1 : 0,
    findings: findingsOf(zone.item),
    unresolved,
  };
}

function label(edge: MapEdge): string {
  return edge.confidence === 'certain' ? '' : edge.confidence;
}

export function focusDrawing(view: Visible, focus: string, expanded: readonly string[], room: Room = NO_ROOM): Drawing {
  const zones = neighbourhood(view, focus, expanded);
  if (zones.boxes.length === 0) return { zoom: AS_IS, width: 0, height: 0, cards: [], wires: [], heads: [] };
  const byId = new Map(zones.boxes.map(box => [box.id, box]));
  const widths = new Map<number, number>();
  for (const { depth } of zones.boxes)
    widths.set(
      depth,
      columnWidth(
        zones.boxes.flatMap(box => (box.depth === depth ? [box.item] : [])),
        room,
      ),
    );
  const result = columns(zones, id => ({ width: widths.get(byId.get(id)!.depth)!, height: CARD_HEIGHT }), room.width);
  const name = (id: string) => view.byId.get(id)?.name ?? id;
  const cards = result.boxes.map(box => ({ ...card(box, byId.get(box.id)!, 0), focused: byId.get(box.id)!.depth === 0 }));
  const wires = result.routes.map((route, i): Wire => {
    const link = zones.links[i]!;
    const arrow = link.arrow === 'none' ? 'none' : link.arrow === 'right' ? 'end' : 'start';
    const words = link.edge ? edgeSentence(link.edge, name) : 'unresolved';
    return {
      ...route,
      edge: link.edge,
      ends: [link.left, link.right],
      style: link.edge ? styleOf(link.edge.kind) : 'unresolved',
      arrow,
      label: link.edge ? label(link.edge) : '',
      spoken: words,
    };
  });
  return { zoom: AS_IS, width: result.width, height: result.height, cards, wires, heads: heads(cards, result.width) };
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

function wholeLayout(view: Visible, boxes: readonly Box[], room: Room): Layout {
  const links = view.edges.map(edge => {
    const to = receiver(edge, view.byId);
    return { id: edge.id, from: edge.from === to ? edge.to : edge.from, to, bundle: styleOf(edge.kind) };
  });
  return layout(boxes, links, room);
}

const MOST_ZOOM = 1.15;

/** A small system is shown a little larger, and what room is left then becomes air between its cards. */
function filling(room: Room, laid: (room: Room) => Layout): { readonly zoom: number; readonly result: Layout } {
  const least = laid(NO_ROOM);
  const zoom = Math.max(1, Math.min(MOST_ZOOM, room.width / least.width, room.height / least.height));
  return { zoom, result: room === NO_ROOM ? least : laid({ width: room.width / zoom, height: room.height / zoom }) };
}

/** Everything at once, in the direction in which requests and messages travel. */
export function wholeDrawing(view: Visible, focus: string | null, room: Room = NO_ROOM): Drawing {
  const nodes = drawn(view);
  const byId = new Map(nodes.map(node => [node.id, node]));
  const edges = new Map(view.edges.map(edge => [edge.id, edge]));
  const unresolved = unresolvedBy(view);
  const name = (id: string) => view.byId.get(id)?.name ?? id;
  const badges = (node: MapNode) => Number(unresolved.has(node.id)) + Number(node.findings !== undefined);
  const boxes = nodes.map(node => ({ id: node.id, width: cardWidth([node.name], 216) + badges(node) * BADGE, height: CARD_HEIGHT }));
  const { zoom: most, result } = filling(room, air => wholeLayout(view, boxes, air));
  const cards = result.boxes.map(box => {
    const zone = { item: { kind: 'node', node: byId.get(box.id)! }, chevron: 'none', depth: 0 } as const;
    return { ...card(box, zone, unresolved.get(box.id) ?? 0), focused: box.id === focus };
  });
  const wires = result.routes.map((route): Wire => {
    const edge = edges.get(route.id)!;
    return {
      ...route,
      edge,
      ends: [edge.from, edge.to],
      style: styleOf(edge.kind),
      arrow: 'end',
      label: '',
      spoken: edgeSentence(edge, name),
    };
  });
  return { zoom: { least: SMALLEST.whole, most }, width: result.width, height: result.height, cards, wires, heads: [] };
}

/** Above this a drawing of everything is a knot, whoever lays it out. */
export const WHOLE_MOST = 80;

export function tooLarge(view: Visible): boolean {
  return drawn(view).length > WHOLE_MOST;
}
