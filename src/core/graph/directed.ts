import { DirectedGraph } from 'graphology';
import type { EdgeKind, Graph, GraphEdge } from '../model/graph.ts';

/** Edges along which a failure travels from what is needed to who needs it. Start order, builds and contracts are no calls. */
const CARRIES: ReadonlySet<EdgeKind> = new Set([
  'http',
  'grpc',
  'graphql',
  'websocket',
  'tcp',
  'smtp',
  'publish',
  'subscribe',
  'messaging',
  'stores-in',
  'discovery',
  'configuration',
  'hosted-on',
]);

export const carriesFailure = ({ kind }: GraphEdge): boolean => CARRIES.has(kind);

/** Who needs whom, as a graphology graph: one edge a pair, from the one that needs. */
export function needs({ nodes, edges }: Graph, carries: (edge: GraphEdge) => boolean = carriesFailure): DirectedGraph {
  const graph = new DirectedGraph();
  for (const { id } of nodes) graph.mergeNode(id);
  for (const edge of edges)
    if (carries(edge) && graph.hasNode(edge.from) && graph.hasNode(edge.to)) graph.mergeDirectedEdge(edge.from, edge.to);
  return graph;
}
