import type { Placed } from '../../link/facts-view.ts';
import type { ClusterObject } from '../../model/cluster-fact.ts';
import type { GraphEdge } from '../../model/graph.ts';
import { partAt, textAt } from '../manifest-parts.ts';
import { partEvidence } from '../places.ts';
import type { System } from '../system.ts';
import type { Side } from './edge-policies.ts';
import { triesOf } from './tries.ts';
import { routeSide, routesOf, type Route } from './mesh-routes.ts';

interface Applied {
  readonly to: string;
  readonly object: Placed<ClusterObject>;
  readonly route: Route;
}

/** What routes of Istio, the Gateway API and ingress-nginx, and Istio's rules for destinations, do for whoever calls a service. */
export function meshPolicies(system: System): (edge: GraphEdge) => Side {
  const objects = system.clusters.length > 0 ? system.clusters.flatMap(({ objects }) => objects) : system.all('cluster-object');
  const applied = Map.groupBy(
    objects.flatMap(object => appliedBy(object, system)),
    ({ to }) => to,
  );
  const breaking = breakers(objects, system);
  return edge => {
    const own = (applied.get(edge.to) ?? []).filter(one => isOn(one, edge));
    const sides = own.map(({ route, object }) => routeSide(route, object));
    const breaks = breaking.get(edge.to);
    return { ...worst(sides), ...(breaks && edge.from !== edge.to && { breaks }) };
  };
}

/** A route of the mesh is on the way of every call, one of a gateway only on the gateway's own. */
const isOn = ({ route, object }: Applied, edge: GraphEdge): boolean =>
  route.inMesh || edge.evidence.some(({ file }) => file === object.file);

/** Several routes to a service differ by path: the one that tries most decides. */
const worst = (sides: readonly Side[]): Side => sides.toSorted((a, b) => triesOf(b.retries) - triesOf(a.retries))[0] ?? {};

function appliedBy(object: Placed<ClusterObject>, system: System): readonly Applied[] {
  return routesOf(object).flatMap(route => route.hosts.flatMap(host => named(host, system).map(to => ({ to, object, route }))));
}

/** The services that run under a name: `stock`, `stock.shop.svc.cluster.local`. */
function named(host: string, { services }: System): readonly string[] {
  const name = host.split('.')[0]!;
  return services.filter(({ deployed, kind }) => kind === 'service' && deployed.some(one => one.name === name)).map(({ id }) => id);
}

function breakers(objects: readonly Placed<ClusterObject>[], system: System): ReadonlyMap<string, NonNullable<Side['breaks']>> {
  const found = new Map<string, NonNullable<Side['breaks']>>();
  for (const object of objects) {
    if (object.objectKind !== 'DestinationRule' || !object.apiVersion.startsWith('networking.istio.io')) continue;
    const ejects = partAt(object.written, 'spec', 'trafficPolicy', 'outlierDetection');
    const host = textAt(object.written, 'spec', 'host');
    if (ejects && host !== undefined)
      for (const id of named(host, system)) found.set(id, partEvidence(ejects, object.file, 'the mesh stops calling who keeps failing'));
  }
  return found;
}
