import type { EdgePolicy } from './edge-policies.ts';

/** One way that a request goes through the system, when everybody on it tries as often as they are told to. */
export interface WorstPath {
  /** Edges in the order of the request. */
  readonly edges: readonly EdgePolicy[];
  /** How often the last node is called for one request that enters at the first: the product of the tries of its edges. */
  readonly calls: number;
}

/** Longer chains of calls are told up to here. */
const MOST_EDGES = 12;
/** Paths are many in a dense graph; the search ends with these. */
const MOST_STEPS = 20_000;

/**
 * For every node that is called, the path that multiplies most: Π(1 + retries). Sorted by calls, most first; a node that nobody multiplies is left out.
 * Pure, and bounded in time. A path visits a node once.
 */
export function worstCase(policies: Iterable<EdgePolicy>): readonly WorstPath[] {
  const edges = [...policies];
  const from = Map.groupBy(edges, ({ edge }) => edge.from);
  const worst = new Map<string, WorstPath>();
  let steps = 0;
  const walk = (path: readonly EdgePolicy[], visited: ReadonlySet<string>, calls: number): void => {
    if (++steps > MOST_STEPS || path.length > MOST_EDGES) return;
    const end = path.at(-1)!.edge.to;
    const told = worst.get(end);
    if (calls > 1 && (!told || told.calls < calls || (told.calls === calls && told.edges.length > path.length)))
      worst.set(end, { edges: path, calls });
    for (const next of from.get(end) ?? [])
      if (!visited.has(next.edge.to)) walk([...path, next], new Set([...visited, next.edge.to]), calls * next.tries);
  };
  // Only edges that are tried again can begin what multiplies.
  for (const first of edges.filter(({ tries }) => tries > 1)) walk([first], new Set([first.edge.from, first.edge.to]), first.tries);
  return [...worst.values()].toSorted((a, b) => b.calls - a.calls || a.edges.length - b.edges.length);
}
