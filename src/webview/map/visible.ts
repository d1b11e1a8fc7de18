import type { MapEdge, MapGraph, MapNode, MapState } from '../../protocol/panels/map.ts';
import { groupOf } from './words.ts';

/** The part of the graph that the filters let through, indexed once for every view. */
export interface Visible {
  readonly graph: MapGraph;
  readonly byId: ReadonlyMap<string, MapNode>;
  readonly edges: readonly MapEdge[];
  /** Edges by the node that needs, and by the node that is needed. */
  readonly needs: ReadonlyMap<string, readonly MapEdge[]>;
  readonly neededBy: ReadonlyMap<string, readonly MapEdge[]>;
}

export type Filters = Pick<MapState, 'graph' | 'groups' | 'environment'>;

function holds(environments: readonly string[] | undefined, environment: string | null): boolean {
  return environment === null || !environments?.length || environments.includes(environment);
}

function push(index: Map<string, MapEdge[]>, key: string, edge: MapEdge): void {
  const list = index.get(key);
  if (list) list.push(edge);
  else index.set(key, [edge]);
}

/** A subscriber needs its topic, whichever way round the edge was written. */
export function needer(edge: MapEdge, byId: ReadonlyMap<string, MapNode>): readonly [from: string, to: string] {
  const turned = edge.kind === 'subscribe' && byId.get(edge.from)?.kind === 'topic';
  return turned ? [edge.to, edge.from] : [edge.from, edge.to];
}

export function visible({ graph, groups, environment }: Filters): Visible {
  const shown = graph.nodes.filter(node => holds(node.environments, environment));
  const byId = new Map(shown.map(node => [node.id, node]));
  const needs = new Map<string, MapEdge[]>();
  const neededBy = new Map<string, MapEdge[]>();
  const edges = graph.edges.filter(edge => {
    if (!groups.includes(groupOf(edge.kind)) || !holds(edge.environments, environment)) return false;
    return byId.has(edge.from) && byId.has(edge.to);
  });
  for (const edge of edges) {
    const [from, to] = needer(edge, byId);
    push(needs, from, edge);
    push(neededBy, to, edge);
  }
  return { graph, byId, edges, needs, neededBy };
}

export function other(edge: MapEdge, id: string): string {
  return edge.from === id ? edge.to : edge.from;
}

export function degree(view: Visible, id: string): number {
  return (view.needs.get(id)?.length ?? 0) + (view.neededBy.get(id)?.length ?? 0);
}

/** Everything without an edge is noise in a drawing, except a service: that nothing calls it is news. */
export function drawn(view: Visible): readonly MapNode[] {
  return [...view.byId.values()].filter(node => node.kind === 'service' || degree(view, node.id) > 0);
}

/** The best connected service, first by name among equals, so that the map opens on something worth reading. */
export function defaultFocus(view: Visible): string | null {
  const nodes = [...view.byId.values()].sort((a, b) => a.name.localeCompare(b.name));
  const services = nodes.filter(node => node.kind === 'service');
  let best: MapNode | undefined;
  for (const node of services.length ? services : nodes) {
    if (!best || degree(view, node.id) > degree(view, best.id)) best = node;
  }
  return best?.id ?? null;
}

/** Where a request or a message travels: a topic sends to its subscriber, whoever depends on whom. */
export function receiver(edge: MapEdge, byId: ReadonlyMap<string, MapNode>): string {
  const [from, to] = needer(edge, byId);
  return edge.kind === 'subscribe' ? from : to;
}
