import type { EdgePolicy } from '../detect/resilience/edge-policies.ts';
import { worstCase, type WorstPath } from '../detect/resilience/worst-case.ts';

/** The retries of one side, and how nodes are called. */
export interface StaticSide {
  readonly policies: Iterable<EdgePolicy>;
  readonly nameOf: (id: string) => string;
}

/** What the retries in the code multiply to on both sides, a sentence for each service that is called more than once for one request. Pure. */
export function retryArithmetic(before: StaticSide | undefined, after: StaticSide): readonly string[] {
  const now = byEnd(after);
  const then = before ? byEnd(before) : new Map<string, WorstPath>();
  const ends = [...new Set([...now.keys(), ...then.keys()])];
  return ends.map(end => {
    const name = after.nameOf(end);
    const path = now.get(end) ?? then.get(end)!;
    const way = [path.edges[0]!.edge.from, ...path.edges.map(({ edge }) => edge.to)].map(id => after.nameOf(id)).join(' → ');
    const was = before === undefined ? '' : `, ${times(then.get(end))} before the change`;
    return `${name} can be called ${times(now.get(end))} for one request (${way})${was}.`;
  });
}

const byEnd = ({ policies }: StaticSide): Map<string, WorstPath> =>
  new Map(worstCase(policies).map(path => [path.edges.at(-1)!.edge.to, path]));

const times = (path: WorstPath | undefined): string => (path ? `up to ${path.calls} times` : 'once');
