import { carriesFailure } from '../graph/directed.ts';
import type { Reached } from '../graph/reach.ts';
import type { Graph, GraphEdge, GraphNode } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import { knownDependents } from './impact-memory.ts';

/** One who is affected: over how many calls, and where those are written that hit it directly. */
export interface Affected {
  readonly node: GraphNode;
  readonly hops: number;
  readonly proofs: readonly Location[];
}

export interface Impact {
  readonly direct: readonly Affected[];
  /** Over others. */
  readonly indirect: readonly Affected[];
  readonly hops: number;
}

const NOBODY: Impact = { direct: [], indirect: [], hops: 0 };

/** Everyone who fails with a node. */
export function impactOf(graph: Graph, id: string): Impact {
  const into = graph.edges.filter(edge => edge.to === id && carriesFailure(edge));
  return impact(graph, knownDependents(graph, id), other => firstProofs(into, other));
}

/** Everyone who is affected over edges of a kind that the caller picks: consumers of a contract, of a package. */
export function impactOver(graph: Graph, into: (edge: GraphEdge) => boolean): Impact {
  const edges = graph.edges.filter(into);
  return impactFrom(graph, new Map(edges.map(({ from }) => [from, firstProofs(edges, from)])));
}

/** Everyone who is affected where these are hit directly, each with the lines that say so. */
export function impactFrom(graph: Graph, direct: ReadonlyMap<string, readonly Location[]>): Impact {
  if (direct.size === 0) return NOBODY;
  const nearest = new Map<string, number>();
  for (const id of direct.keys())
    for (const { id: other, hops } of knownDependents(graph, id))
      if (!direct.has(other)) nearest.set(other, Math.min(hops + 1, nearest.get(other) ?? Infinity));
  const reached: Reached[] = [...[...direct.keys()].map(id => ({ id, hops: 1 })), ...[...nearest].map(([id, hops]) => ({ id, hops }))];
  return impact(graph, reached, id => direct.get(id) ?? []);
}

const firstProofs = (edges: readonly GraphEdge[], id: string): Location[] =>
  edges.flatMap(({ from, evidence }) => (from === id ? evidence.slice(0, 1) : []));

function impact(graph: Graph, reached: readonly Reached[], proofsOf: (id: string) => readonly Location[]): Impact {
  const byId = new Map(graph.nodes.map(node => [node.id, node]));
  const people = reached
    .flatMap(({ id, hops }): Affected[] => {
      const node = byId.get(id);
      return node?.kind === 'service' ? [{ node, hops, proofs: proofsOf(id) }] : [];
    })
    .toSorted((a, b) => a.hops - b.hops || (a.node.id < b.node.id ? -1 : 1));
  return {
    direct: people.filter(({ hops }) => hops === 1),
    indirect: people.filter(({ hops }) => hops > 1),
    hops: Math.max(0, ...people.map(({ hops }) => hops)),
  };
}

/**
 * A request as an edge names it, `POST /orders/{}`, is for a route, `POST /orders/{id}`; one whose method is not known, `/orders/{}`, for all of the path.
 * A gateway may have put something before the path.
 */
export function isFor(operation: string, { method, path }: { readonly method: string; readonly path: string }): boolean {
  const [, verb = '*', asked] = /^(?:([A-Z*]+) |(?=\/))(.*)$/.exec(operation) ?? [];
  if (asked === undefined || (method !== '*' && verb !== '*' && verb !== method)) return false;
  const wanted = segments(path);
  const given = segments(asked);
  if (wanted.length === 0) return given.length === 0;
  if (given.length < wanted.length) return false;
  const tail = given.slice(given.length - wanted.length);
  const fits = wanted.every((part, at) => part === tail[at] || (isOpen(part) && tail[at] !== undefined) || isOpen(tail[at]!));
  // What is not known at the end of a longer path may be anything, and tells nothing.
  const isTold = given.length === wanted.length || wanted.some((part, at) => part === tail[at] && !isOpen(part));
  return fits && isTold && !wanted.every(isOpen);
}

const segments = (path: string): string[] =>
  path
    .replace(/[?#].*$/, '')
    .split('/')
    .filter(part => part !== '');

const isOpen = (part: string): boolean => /^(\{.*\}|:.*|<.*>|\*+|…)$/.test(part);
