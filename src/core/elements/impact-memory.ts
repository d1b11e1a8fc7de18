import { dependents, type Reached } from '../graph/reach.ts';
import type { Graph } from '../model/graph.ts';

const known = new WeakMap<Graph, Map<string, readonly Reached[]>>();

/** Who fails with a node; asked again and again of the same graph, which is never changed, only replaced. */
export function knownDependents(graph: Graph, id: string): readonly Reached[] {
  const answers = known.get(graph) ?? new Map<string, readonly Reached[]>();
  known.set(graph, answers);
  const answer = answers.get(id) ?? dependents(graph, id);
  answers.set(id, answer);
  return answer;
}
