import { carriesFailure } from '../graph/directed.ts';
import type { EdgeKind, Graph } from '../model/graph.ts';

/** Waiting for an answer: who calls a broken service gets its failure; who publishes to it does not notice. */
const WAITS: ReadonlySet<EdgeKind> = new Set(['http', 'grpc', 'graphql', 'websocket', 'tcp', 'stores-in', 'configuration', 'discovery']);

/** Who reaches one of the given nodes by calls that wait, with the shortest way there: the node itself first, the given one last. */
export function reaching(graph: Graph, hit: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const callers = Map.groupBy(
    graph.edges.filter(edge => WAITS.has(edge.kind) && carriesFailure(edge)),
    ({ to }) => to,
  );
  const ways = new Map<string, readonly string[]>();
  let ring: readonly (readonly string[])[] = [...hit].map(id => [id]);
  while (ring.length > 0)
    ring = ring.flatMap(way =>
      (callers.get(way[0]!) ?? []).flatMap(({ from }) => {
        if (hit.has(from) || ways.has(from)) return [];
        const longer = [from, ...way];
        ways.set(from, longer);
        return [longer];
      }),
    );
  return ways;
}
