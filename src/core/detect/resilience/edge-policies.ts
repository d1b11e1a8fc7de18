import type { Evidence } from '../../model/finding.ts';
import type { GraphEdge } from '../../model/graph.ts';
import type { System } from '../system.ts';
import { callerPolicies } from './caller-policies.ts';
import { meshPolicies } from './mesh-policies.ts';
import { springPolicies } from './spring-policies.ts';
import { triesOf } from './tries.ts';

/** What a caller does on one edge while the other side is slow or fails. */
export interface EdgePolicy {
  readonly edge: Pick<GraphEdge, 'id' | 'from' | 'to'>;
  /** What one try waits; absent where that is not known. */
  readonly timeout?: Time;
  /** What all tries together may take, where something limits them. */
  readonly total?: Time;
  /** One more than its retries; layers of one edge (code, proxy, mesh) multiply. */
  readonly tries: number;
  /** What makes it try again. */
  readonly retries: readonly Again[];
  /** Somebody on the edge stops calling who keeps failing. */
  readonly breaks?: Evidence;
}

export interface Time {
  readonly milliseconds: number;
  readonly evidence: Evidence;
  /** A library's or a proxy's own, which nobody wrote here. */
  readonly usual?: true;
}

export interface Again {
  readonly more: number;
  readonly evidence: Evidence;
  /** A proxy or a mesh does it, for requests that change something too, though these may have arrived. */
  readonly writes?: true;
}

/** What one layer (code, configuration of its clients, a proxy, the mesh) says of an edge. */
export type Side = Partial<Pick<EdgePolicy, 'timeout' | 'total' | 'retries' | 'breaks'>>;

const CALLS = /^(http|grpc|graphql)$/;

const known = new WeakMap<System, ReadonlyMap<string, EdgePolicy>>();

/** The policy of every edge that is a call. Pure; an edge that nothing is known of has one try and no timeout. */
export function edgePolicies(system: System): ReadonlyMap<string, EdgePolicy> {
  const kept = known.get(system);
  if (kept) return kept;
  const layers = [callerPolicies(system), springPolicies(system), meshPolicies(system)];
  const calls = system.graph.edges.filter(({ kind, confidence }) => CALLS.test(kind) && confidence !== 'possible');
  const found = new Map(
    calls.map(edge => [
      edge.id,
      policyOf(
        edge,
        layers.map(layer => layer(edge)),
      ),
    ]),
  );
  known.set(system, found);
  return found;
}

function policyOf({ id, from, to }: GraphEdge, sides: readonly Side[]): EdgePolicy {
  // What is written wins over what a library does by itself, and of what is written the shortest ends the wait.
  const timeout = shortest(sides.flatMap(side => side.timeout ?? []));
  const total = shortest(sides.flatMap(side => side.total ?? []));
  const breaks = sides.find(side => side.breaks)?.breaks;
  const retries = sides.flatMap(side => side.retries ?? []);
  return {
    edge: { id, from, to },
    ...(timeout && { timeout }),
    ...(total && { total }),
    ...(breaks && { breaks }),
    tries: triesOf(retries),
    retries,
  };
}

const shortest = (times: readonly Time[]): Time | undefined =>
  times.toSorted((a, b) => Number(a.usual ?? false) - Number(b.usual ?? false) || a.milliseconds - b.milliseconds)[0];

/** The longest that a caller may be at it: all of its tries, unless something ends them together. */
export function longest({ timeout, total, tries }: EdgePolicy): number | undefined {
  const inTurn = timeout && timeout.milliseconds * tries;
  return inTurn === undefined || total === undefined ? (total?.milliseconds ?? inTurn) : Math.min(inTurn, total.milliseconds);
}
