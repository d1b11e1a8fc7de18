import type { ClusterService } from '../../model/cluster-fact.ts';
import type { PortEntry } from '../../model/deployment-parts.ts';
import { literal } from '../../model/value.ts';
import { at, items, type Node } from '../../yaml/tree.ts';
import { target } from './container.ts';
import { certainText, labels, nameSpan, type Reading, text } from './reading.ts';
import { nameOf } from './workload.ts';

export function clusterService(root: Node, reading: Reading): ClusterService {
  const namespace = certainText(at(root, 'metadata', 'namespace'), reading);
  const externalName = text(at(root, 'spec', 'externalName'), reading);
  return {
    kind: 'cluster-service',
    at: nameSpan(root),
    name: nameOf(root, reading),
    ...(namespace && { namespace }),
    selector: labels(at(root, 'spec', 'selector'), reading),
    ports: items(at(root, 'spec', 'ports')).flatMap(node => servicePort(node, reading)),
    ...(externalName && { externalName }),
  };
}

function servicePort(node: Node, reading: Reading): readonly PortEntry[] {
  const port = at(node, 'port');
  if (port?.kind !== 'scalar') return [];
  const published = target(port, reading).target;
  const name = certainText(at(node, 'name'), reading);
  return [{ at: port.at, ...target(at(node, 'targetPort') ?? port, reading), ...(published > 0 && { published }), ...(name && { name }) }];
}

/** A Knative Service is reached under its own name, and is the workload that answers. */
export function knativeService(root: Node, selector: ClusterService['selector'], reading: Reading): ClusterService {
  return { ...clusterService(root, reading), selector, ports: [{ at: nameSpan(root), target: 0, published: 80 }] };
}

/** An Istio ServiceEntry outside the mesh: each host is a name for something external. */
export function serviceEntry(root: Node, reading: Reading): readonly ClusterService[] {
  if (text(at(root, 'spec', 'location'), reading) === 'MESH_INTERNAL') return [];
  const ports = items(at(root, 'spec', 'ports')).flatMap(node => {
    const port = at(node, 'number');
    return port ? [{ at: port.at, ...target(port, reading) }] : [];
  });
  return items(at(root, 'spec', 'hosts')).flatMap((node): ClusterService[] => {
    const host = text(node, reading);
    return host ? [{ kind: 'cluster-service', at: node.at, name: literal(host), selector: {}, ports, externalName: host }] : [];
  });
}
