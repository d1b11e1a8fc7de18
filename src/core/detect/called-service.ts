import type { ClusterObject } from '../model/cluster-fact.ts';
import type { Placed } from '../link/facts-view.ts';
import { isPlain, ofKind } from './cluster-parts.ts';
import type { Reference } from './references.ts';
import { remembered } from '../model/remembered.ts';
import type { Cluster, System } from './system.ts';

/** A Service that an address names in a cluster's DNS. */
export interface Called {
  readonly cluster: Cluster;
  readonly name: string;
  /** The namespace that is looked in: the one that the address names, else that of the caller; absent where none is written. */
  readonly namespace?: string;
  /** Every Service of that name, whatever its namespace. */
  readonly services: readonly Placed<ClusterObject>[];
}

/** Undefined: the caller runs in no cluster, or the address names something else than a Service of the workspace. */
export function calledService({ address, deployed, at }: Reference, system: System): Called | undefined {
  const own = deployed.objects[0];
  if (!own || /\.(?:sh|bash)$/.test(at.file) || (deployed.platform !== 'kubernetes' && deployed.platform !== 'helm')) return undefined;
  const cluster = clustersOf(system).get(`${own.file} ${own.at[0]}`);
  const [, name, written] = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(?:\.svc(?:\.cluster\.local)?)?)?\.?$/.exec(address.host) ?? [];
  if (!cluster || name === undefined) return undefined;
  const services = servicesIn(cluster).get(name) ?? [];
  const namespace = written ?? own.namespace;
  return services.length === 0 || (namespace !== undefined && !isPlain(namespace))
    ? undefined
    : { cluster, name, services, ...(namespace !== undefined && { namespace }) };
}

/** The cluster of each object, by where the object stands. */
const clustersOf = remembered(
  (system: System): ReadonlyMap<string, Cluster> =>
    new Map(system.clusters.toReversed().flatMap(cluster => cluster.objects.map(({ file, at }) => [`${file} ${at[0]}`, cluster] as const))),
);

const servicesIn = remembered((cluster: Cluster): ReadonlyMap<string, readonly Placed<ClusterObject>[]> =>
  Map.groupBy(
    ofKind(cluster, 'Service').filter(({ apiVersion }) => apiVersion === 'v1'),
    ({ name }) => name,
  ),
);
