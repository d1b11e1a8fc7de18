import type { ClusterObject, ClusterService, ConfigMap, NetworkPolicy, Route, Workload } from '../../model/cluster-fact.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { clusterService, knativeService, serviceEntry } from './cluster-service.ts';
import { clusterObject } from './cluster-object.ts';
import { configMap } from './config-map.ts';
import { networkPolicy } from './network-policy.ts';
import { operated } from './operator.ts';
import { type Reading, text } from './reading.ts';
import { ROUTES } from './route.ts';
import { workload } from './workload.ts';

type ObjectFact = ClusterObject | Workload | ClusterService | ConfigMap | Route | NetworkPolicy;

/** Facts of one object, or of the objects of a List. */
export function objectFacts(root: Node, reading: Reading): readonly ObjectFact[] {
  const kind = text(at(root, 'kind'), reading);
  const version = text(at(root, 'apiVersion'), reading) ?? '';
  if (kind === undefined) return [];
  const listed = at(root, 'items') ?? at(root, 'objects');
  if (/(?:^|[a-z])List$|^Template$/.test(kind) && listed?.kind === 'sequence')
    return items(listed)
      .filter(item => item.kind === 'mapping' && text(at(item, 'kind'), reading) !== kind)
      .flatMap(item => objectFacts(item, reading));
  return [...meaning(root, { kind, version }, reading), ...clusterObject(root, { kind, version }, reading)];
}

/** What the link takes from it. */
function meaning(
  root: Node,
  { kind, version }: { readonly kind: string; readonly version: string },
  reading: Reading,
): readonly ObjectFact[] {
  switch (kind) {
    case 'Service':
      return version.startsWith('serving.knative.dev') ? knative(root, reading) : version === 'v1' ? [clusterService(root, reading)] : [];
    case 'ConfigMap':
    case 'Secret':
      return [configMap(root, kind === 'Secret', reading)];
    case 'ServiceEntry':
      return serviceEntry(root, reading);
    case 'NetworkPolicy':
    case 'CiliumNetworkPolicy':
    case 'AuthorizationPolicy':
      return networkPolicy(root, kind, reading);
  }
  if (Object.hasOwn(ROUTES, kind)) return ROUTES[kind]!(root, reading);
  const found = workload(root, kind, reading);
  return found ? [found] : operated(root, { kind, version }, reading);
}

const KNATIVE = 'serving.knative.dev/service';

function knative(root: Node, reading: Reading): readonly ObjectFact[] {
  const found = workload(root, 'Service', reading);
  const name = text(at(root, 'metadata', 'name'), reading) ?? '';
  if (!found) return [];
  return [
    { ...found, workloadKind: 'Knative Service', labels: { ...found.labels, [KNATIVE]: name } },
    knativeService(root, { [KNATIVE]: name }, reading),
  ];
}
