import type { Placed } from '../../link/facts-view.ts';
import type { ClusterObject } from '../../model/deployment-fact.ts';
import type { ManifestNode } from '../../model/manifest-node.ts';
import { itemsOf, partAt, textAt, textsOf } from '../manifest-parts.ts';
import { partEvidence } from '../places.ts';
import type { System } from '../system.ts';
import type { EdgePolicy } from './edge-policies.ts';

type Side = Pick<EdgePolicy, 'timeout' | 'retries'>;

/** What an Istio VirtualService does for everybody who calls a service, by the id of the service. */
export function meshPolicies(system: System): ReadonlyMap<string, Side> {
  const objects = system.clusters.length > 0 ? system.clusters.flatMap(({ objects }) => objects) : system.all('cluster-object');
  const found = new Map<string, Side>();
  for (const object of objects.filter(
    ({ objectKind, apiVersion }) => objectKind === 'VirtualService' && apiVersion.startsWith('networking.istio.io'),
  ))
    for (const [id, side] of sidesOf(object, system)) if (!found.has(id)) found.set(id, side);
  return found;
}

function sidesOf(object: Placed<ClusterObject>, { services }: System): readonly (readonly [string, Side])[] {
  const spec = partAt(object.written, 'spec');
  const hosts = textsOf(partAt(spec, 'hosts')).map(host => host.split('.')[0]!);
  const named = services.filter(({ deployed }) => deployed.some(({ name }) => hosts.includes(name)));
  const routes = itemsOf(partAt(spec, 'http'));
  if (named.length === 0 || routes.length !== 1) return [];
  const side = sideOf(routes[0]!, object);
  return named.map(({ id }) => [id, side] as const);
}

function sideOf(route: ManifestNode, { file }: Placed<ClusterObject>): Side {
  const attempts = partAt(route, 'retries', 'attempts');
  const more = Number(textAt(route, 'retries', 'attempts'));
  const each =
    textAt(route, 'retries', 'perTryTimeout') === undefined ? partAt(route, 'timeout') : partAt(route, 'retries', 'perTryTimeout');
  const milliseconds = durationIn(textAt(route, 'retries', 'perTryTimeout') ?? textAt(route, 'timeout') ?? '');
  return {
    ...(each && milliseconds !== undefined && { timeout: { milliseconds, evidence: partEvidence(each, file, 'the mesh waits so long') } }),
    retries: attempts && more > 0 ? [{ more, evidence: partEvidence(attempts, file, `the mesh tries ${more + 1} times`) }] : [],
  };
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `2s`, `500ms`. */
function durationIn(text: string): number | undefined {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  return amount === undefined ? undefined : Number(amount) * UNITS[unit!]!;
}
