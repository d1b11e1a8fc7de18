import type { Snapshot } from '../../index/snapshot.ts';
import type { EdgeResilience, NotedPlace, NotedTime } from '../../model/edge-resilience.ts';
import type { Evidence } from '../../model/finding.ts';
import type { System } from '../system.ts';
import { edgePolicies } from './edge-policies.ts';
import type { EdgePolicy, Time } from './edge-policies.ts';
import { worstCase } from './worst-case.ts';
import type { WorstPath } from './worst-case.ts';

export interface ResilienceDocument extends EdgeResilience {
  /** Its id. */
  readonly edge: string;
}

/** Edges of which something is known. */
export function resilienceDocuments(system: System, { place }: Pick<Snapshot, 'place'>): readonly ResilienceDocument[] {
  const policies = edgePolicies(system);
  const worst = worstByEdge(worstCase(policies.values()));
  const placed = ({ at, note }: Evidence): NotedPlace => ({ ...place(at), note });
  const time = ({ milliseconds, usual, evidence }: Time): NotedTime => ({ ...placed(evidence), milliseconds, ...(usual && { usual }) });
  return [...policies.values()].filter(isKnown).map(({ edge, timeout, total, retries, breaks }) => ({
    edge: edge.id,
    ...(timeout && { timeout: time(timeout) }),
    ...(total && { total: time(total) }),
    retries: retries.map(({ more, evidence }) => ({ ...placed(evidence), more })),
    ...(breaks && { breaks: placed(breaks) }),
    ...(worst.has(edge.id) && { worst: worst.get(edge.id)! }),
  }));
}

const isKnown = ({ timeout, total, retries, breaks }: EdgePolicy): boolean =>
  timeout !== undefined || total !== undefined || retries.length > 0 || breaks !== undefined;

/** One caller that tries again is told by its edge; only what multiplies is worth a sentence of its own. */
function worstByEdge(paths: readonly WorstPath[]): ReadonlyMap<string, NonNullable<ResilienceDocument['worst']>> {
  const found = new Map<string, NonNullable<ResilienceDocument['worst']>>();
  const multiplied = paths.filter(({ edges, calls }) => edges.every(({ tries }) => tries < calls));
  for (const { edges, calls } of multiplied.toSorted((a, b) => a.calls - b.calls))
    for (const { edge } of edges) found.set(edge.id, { node: edges.at(-1)!.edge.to, calls });
  return found;
}
