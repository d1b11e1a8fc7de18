import { stronglyConnectedComponents } from 'graphology-components';
import { bidirectional } from 'graphology-shortest-path/unweighted.js';
import type { EdgeKind, Graph } from '../model/graph.ts';
import { needs } from './directed.ts';

/** Calls that wait for an answer: only these can hold each other up in a circle. Events in a circle are a design, not a fault. */
const WAITS: ReadonlySet<EdgeKind> = new Set(['http', 'grpc', 'graphql', 'websocket', 'tcp']);

/** Groups of nodes that call each other in a circle, each in a stable order. */
export function cycles(graph: Graph): string[][] {
  const calls = needs(graph, ({ kind, confidence }) => WAITS.has(kind) && confidence !== 'possible');
  return stronglyConnectedComponents(calls)
    .filter(component => component.length > 1)
    .map(component => component.toSorted())
    .toSorted((a, b) => (a[0]! < b[0]! ? -1 : 1));
}

/** The shortest way on which one node needs another, both ends included; undefined where there is none. */
export function path(graph: Graph, from: string, to: string): string[] | undefined {
  const directed = needs(graph);
  if (!directed.hasNode(from) || !directed.hasNode(to)) return undefined;
  return bidirectional(directed, from, to) ?? undefined;
}
