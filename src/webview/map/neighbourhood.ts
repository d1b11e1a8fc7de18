import type { MapEdge, MapNode, MapUnresolved } from '../../protocol/panels/map.ts';
import { needer, other, receiver } from './visible.ts';
import type { Visible } from './visible.ts';
import { groupOf } from './words.ts';
import { mapGroupOrder } from './group-order.ts';

export type Item =
  | { readonly kind: 'node'; readonly node: MapNode }
  | { readonly kind: 'unresolved'; readonly index: number; readonly unresolved: MapUnresolved }
  | { readonly kind: 'more'; readonly count: number };

/** One card. Depth below zero: who breaks; zero: in focus; above zero: what it needs. */
export interface ZoneBox {
  readonly id: string;
  readonly depth: number;
  readonly item: Item;
  readonly chevron: 'none' | 'closed' | 'open';
}

/** From the left card to the right one, whichever way the request travels. */
export interface ZoneLink {
  readonly id: string;
  readonly left: string;
  readonly right: string;
  readonly edge: MapEdge | null;
  readonly arrow: 'left' | 'right' | 'none';
}

export interface Zones {
  readonly boxes: readonly ZoneBox[];
  readonly links: readonly ZoneLink[];
}

/** More cards than this in one hop are a wall, not a picture; the rest wait behind one card. */
const MOST = 12;

export function boxId(depth: number, node: string): string {
  return `${depth}/${node}`;
}

/** What stands one hop further out. A topic passes on to the other party: who publishes, or who listens. */
function nextHop(view: Visible, box: ZoneBox, reached: readonly MapEdge[]): readonly MapEdge[] {
  if (box.item.kind !== 'node') return [];
  const { node } = box.item;
  const straight = (box.depth < 0 ? view.neededBy : view.needs).get(node.id) ?? [];
  if (box.depth <= 0 || node.kind !== 'topic') return straight;
  const came = new Set(reached.map(edge => edge.kind));
  const parties = (view.neededBy.get(node.id) ?? []).filter(edge => !came.has(edge.kind) && groupOf(edge.kind) === 'events');
  return [...straight, ...parties];
}

interface Growth {
  readonly boxes: Map<string, ZoneBox>;
  readonly links: ZoneLink[];
}

function link(view: Visible, edge: MapEdge, inner: ZoneBox, outer: string): ZoneLink {
  const [left, right] = inner.depth < 0 || outer.startsWith('-') ? [outer, inner.id] : [inner.id, outer];
  const rightNode = right.slice(right.indexOf('/') + 1);
  return { id: `${left} ${edge.id}`, left, right, edge, arrow: receiver(edge, view.byId) === rightNode ? 'right' : 'left' };
}

function groupPlace(edge: MapEdge): number {
  return mapGroupOrder.indexOf(groupOf(edge.kind));
}

function rankedEdges(view: Visible, edges: readonly MapEdge[], from: string): MapEdge[] {
  const name = (edge: MapEdge) => view.byId.get(other(edge, from))?.name ?? '';
  return [...edges].sort((a, b) => groupPlace(a) - groupPlace(b) || name(a).localeCompare(name(b)) || (a.id < b.id ? -1 : 1));
}

function grow(view: Visible, growth: Growth, box: ZoneBox, side: -1 | 1, expanded: readonly string[]): ZoneBox[] {
  if (box.item.kind !== 'node') return [];
  const from = box.item.node.id;
  const depth = box.depth + side;
  const reached = growth.links.flatMap(link => (link.edge && (link.left === box.id || link.right === box.id) ? [link.edge] : []));
  const edges = box.depth === 0 ? ((side < 0 ? view.neededBy : view.needs).get(from) ?? []) : nextHop(view, box, reached);
  const nodes = [...new Set(rankedEdges(view, edges, from).map(edge => other(edge, from)))].filter(id => id !== from);
  const more = `${depth}/more ${box.id}`;
  const shown = nodes.length > MOST + 1 && !expanded.includes(more) ? nodes.slice(0, MOST) : nodes;
  const fresh: ZoneBox[] = [];
  for (const id of shown) {
    const found = growth.boxes.get(boxId(depth, id));
    const node = view.byId.get(id);
    if (found || !node) continue;
    fresh.push({ id: boxId(depth, id), depth, item: { kind: 'node', node }, chevron: 'none' });
  }
  if (shown.length < nodes.length)
    fresh.push({ id: more, depth, item: { kind: 'more', count: nodes.length - shown.length }, chevron: 'none' });
  for (const next of fresh) growth.boxes.set(next.id, next);
  const allowed = new Set(shown);
  for (const edge of edges) if (allowed.has(other(edge, from))) growth.links.push(link(view, edge, box, boxId(depth, other(edge, from))));
  return fresh;
}

function chevron(view: Visible, growth: Growth, box: ZoneBox, expanded: readonly string[]): ZoneBox {
  if (box.depth === 0 || box.item.kind !== 'node') return box;
  const reached = growth.links.flatMap(link => (link.edge && (box.depth < 0 ? link.left : link.right) === box.id ? [link.edge] : []));
  if (nextHop(view, box, reached).length === 0) return box;
  return { ...box, chevron: expanded.includes(box.id) ? 'open' : 'closed' };
}

function addUnresolved(view: Visible, growth: Growth, focus: ZoneBox, node: string): void {
  view.graph.unresolved.forEach((unresolved, index) => {
    if (unresolved.node !== node) return;
    const id = `1/unresolved ${index}`;
    growth.boxes.set(id, { id, depth: 1, item: { kind: 'unresolved', index, unresolved }, chevron: 'none' });
    growth.links.push({ id, left: focus.id, right: id, edge: null, arrow: 'none' });
  });
}

/** Who breaks if the focus fails, what it needs, and further hops where a chevron was opened. */
export function neighbourhood(view: Visible, focusId: string, expanded: readonly string[]): Zones {
  const node = view.byId.get(focusId);
  if (!node) return { boxes: [], links: [] };
  const focus: ZoneBox = { id: boxId(0, focusId), depth: 0, item: { kind: 'node', node }, chevron: 'none' };
  const growth: Growth = { boxes: new Map([[focus.id, focus]]), links: [] };
  for (const side of [-1, 1] as const) {
    let ring = grow(view, growth, focus, side, expanded);
    while (ring.length > 0) {
      const open = ring.filter(box => expanded.includes(box.id));
      ring = open.flatMap(box => grow(view, growth, box, side, expanded));
    }
  }
  addUnresolved(view, growth, focus, focusId);
  return { boxes: [...growth.boxes.values()].map(box => chevron(view, growth, box, expanded)), links: growth.links };
}

/** Edges of the focus that stand on this side, for the sentence and the rows. */
export function side(view: Visible, node: string, which: 'breaks' | 'needs'): readonly MapEdge[] {
  return rankedEdges(view, (which === 'breaks' ? view.neededBy : view.needs).get(node) ?? [], node);
}

export function hiddenEdges(view: Visible, node: string): number {
  const touching = view.graph.edges.filter(edge => needer(edge, view.byId).includes(node)).length;
  return touching - (view.needs.get(node)?.length ?? 0) - (view.neededBy.get(node)?.length ?? 0);
}
