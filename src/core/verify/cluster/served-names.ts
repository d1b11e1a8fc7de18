import { fields, text, type Fields } from '../compose-document.ts';
import { kindOf, mappings, nameOf, namespaceOf, scalar, shareNamespace, whole } from './objects.ts';
import { isOnce, type Workload } from './workloads.ts';

/** A port of a Service, and the port of the container behind it. */
export interface Forwarded {
  readonly port: number;
  readonly target: number;
  readonly protocol: 'http' | 'tcp' | 'unknown';
}

/** How others reach a workload. */
export interface Served {
  readonly names: readonly string[];
  readonly ports: readonly Forwarded[];
}

export interface ServedAll {
  readonly of: ReadonlyMap<Workload, Served>;
  readonly notes: readonly string[];
}

/** Which workload answers to which Service's name. */
export function servedNames(objects: readonly Fields[], workloads: readonly Workload[]): ServedAll {
  const of = new Map<Workload, { readonly names: Set<string>; readonly ports: Map<number, Forwarded> }>();
  const notes: string[] = [];
  const taken = new Set<string>();
  for (const service of objects.filter(object => kindOf(object) === 'Service' && text(object['apiVersion']) === 'v1')) {
    const [first, ...others] = workloads.filter(workload => selects(service, workload));
    const name = nameOf(service);
    if (!first) {
      const outside = scalar(fields(service['spec'])['externalName']);
      notes.push(
        outside === undefined
          ? `Nothing here answers to the Service ${name}.`
          : `The Service ${name} stands for ${outside}, which is not reached from here.`,
      );
      continue;
    }
    if (others.length > 0)
      notes.push(
        `The Service ${name} shares its calls among ${[first, ...others].map(each => each.name).join(', ')}; here all of them go to ${first.name}.`,
      );
    const known = of.get(first) ?? { names: new Set<string>(), ports: new Map<number, Forwarded>() };
    of.set(first, known);
    for (const alias of aliases(name, namespaceOf(service) ?? first.namespace, first)) {
      if (!taken.has(alias)) known.names.add(alias);
      taken.add(alias);
    }
    for (const port of portsOf(service, first)) {
      const other = known.ports.get(port.port);
      if (other && other.target !== port.target)
        notes.push(`Port ${port.port} of ${name} leads to ${other.target} here, as it does by another name of ${first.name}.`);
      else known.ports.set(port.port, other?.protocol === 'unknown' || !other ? port : other);
    }
  }
  return {
    of: new Map([...of].map(([workload, { names, ports }]) => [workload, { names: [...names], ports: [...ports.values()] }])),
    notes,
  };
}

function selects(service: Fields, workload: Workload): boolean {
  const selector = Object.entries(fields(fields(service['spec'])['selector']));
  return (
    selector.length > 0 &&
    !isOnce(workload) &&
    shareNamespace(namespaceOf(service), workload.namespace) &&
    selector.every(([key, value]) => scalar(workload.labels[key]) === scalar(value))
  );
}

/** Every name under which a cluster's DNS has it; pods of a StatefulSet are named one by one. */
function aliases(name: string, namespace: string | undefined, { name: own, governedBy }: Workload): readonly string[] {
  const short = governedBy === name ? [name, `${own}-0.${name}`] : [name];
  const suffixes = ['', '.svc', '.svc.cluster.local'].map(suffix => `.${namespace ?? 'default'}${suffix}`);
  return short.flatMap(each => [each, ...suffixes.map(suffix => `${each}${suffix}`)]);
}

function portsOf(service: Fields, { pod }: Workload): readonly Forwarded[] {
  const named = new Map(
    mappings(pod['containers']).flatMap(container =>
      mappings(container['ports']).map(port => [scalar(port['name']), whole(port['containerPort'])] as const),
    ),
  );
  return mappings(fields(service['spec'])['ports']).flatMap(port => {
    const own = whole(port['port']);
    const written = port['targetPort'];
    const target = written === undefined || written === null || whole(written) === 0 ? own : (whole(written) ?? named.get(scalar(written)));
    if (own === undefined || target === undefined || (text(port['protocol']) ?? 'TCP') !== 'TCP') return [];
    return [{ port: own, target, protocol: protocolOf(text(port['appProtocol']) ?? scalar(port['name']) ?? '') }];
  });
}

/** By the convention that meshes read, `http-web` and `grpc`. */
function protocolOf(written: string): Forwarded['protocol'] {
  const [first = ''] = written
    .toLowerCase()
    .replace(/^kubernetes\.io\//, '')
    .split('-');
  if (/^(http|http2|grpc|web|ws|h2c)$/.test(first)) return 'http';
  return /^(tcp|tls|https|redis|mongo|mongodb|mysql|postgres|postgresql|amqp|kafka|nats)$/.test(first) ? 'tcp' : 'unknown';
}
