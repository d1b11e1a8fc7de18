import { impactOver, isFor, type Impact } from '../../core/elements/consumers.ts';
import type { Graph, GraphEdge, GraphNode } from '../../core/model/graph.ts';

/** Edges over which a request for an operation comes in. */
export function requestsFor(
  operation: { readonly method: string; readonly path: string },
  owner: GraphNode | undefined,
): (edge: GraphEdge) => boolean {
  return ({ to, kind, operations }) =>
    owner !== undefined && to === owner.id && kind !== 'depends-on' && operations.some(request => isFor(request, operation));
}

export const simple = (service: string): string => service.slice(service.lastIndexOf('.') + 1);

/** Who speaks a gRPC service: over the contract's edges, or over calls that name it. */
export function speakersOf(graph: Graph, service: string, kind: 'implements' | 'consumes'): GraphEdge[] {
  return graph.edges.filter(edge => edge.kind === kind && edge.operations.some(operation => simple(operation) === service));
}

export const impactOfRpc = (graph: Graph, service: string): Impact => {
  const consumers = new Set(speakersOf(graph, service, 'consumes').map(({ id }) => id));
  return impactOver(graph, ({ id }) => consumers.has(id));
};
