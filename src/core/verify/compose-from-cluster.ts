import { servedNames, type Forwarded } from './cluster/served-names.ts';
import { settingsOf } from './cluster/settings.ts';
import { kindOf, mappings } from './cluster/objects.ts';
import { podServices } from './cluster/pod-services.ts';
import type { Awaited } from './cluster/readiness.ts';
import type { ClusterSource } from './cluster/source.ts';
import { workloadsOf, type Workload } from './cluster/workloads.ts';
import { fields, type ComposeDocument, type Fields } from './compose-document.ts';
import type { ServicePorts } from './ports.ts';

/** A compose project that stands for what a cluster would run. */
export interface ClusterProject {
  readonly document: ComposeDocument;
  /** By service: ports of its Services. Nobody listens on them; they lead to ports of its container. */
  readonly forwarded: ReadonlyMap<string, readonly Forwarded[]>;
  /** What has to answer before a service counts as ready. */
  readonly awaited: ReadonlyMap<string, Awaited>;
  /** What could not be carried over, in sentences. */
  readonly notes: readonly string[];
}

/**
 * A compose project from rendered manifests: a service for each workload's main container and each other container of its pods. `root` is where
 * the workspace lies. Pure and total.
 */
export function composeFromCluster(source: ClusterSource, root: string): ClusterProject {
  const { workloads, notes } = workloadsOf(source);
  const served = servedNames(source.objects, workloads);
  const settings = settingsOf(source.objects);
  const buildOf = (image: string) => {
    const build = source.builds.get(image);
    return build && { ...build, root };
  };
  const pods = workloads.map(workload => ({ workload, ...podServices(workload, { settings, served: served.of.get(workload), buildOf }) }));
  const mounts = pods.flatMap(pod => pod.mounts);
  const files = new Map(mounts.flatMap(({ madeFiles }) => [...madeFiles]));
  const document = {
    services: Object.fromEntries(pods.flatMap(pod => pod.services)),
    networks: { default: {} },
    volumes: Object.fromEntries(mounts.flatMap(({ madeVolumes }) => madeVolumes.map(name => [name, {}] as const))),
    configs: Object.fromEntries([...files].map(([name, content]) => [name, { content }])),
    secrets: {},
  };
  return {
    document: escaped(document) as ComposeDocument,
    forwarded: new Map(
      pods.flatMap(({ workload }) => (served.of.has(workload) ? [[workload.service, served.of.get(workload)!.ports] as const] : [])),
    ),
    awaited: new Map(pods.flatMap(pod => pod.awaited)),
    notes: [
      ...new Set([
        ...notes,
        ...served.notes,
        ...settings.notes,
        ...pods.flatMap(pod => pod.notes),
        ...policyNotes(source),
        ...commonNotes(workloads),
      ]),
    ],
  };
}

function policyNotes({ objects }: ClusterSource): readonly string[] {
  const policies = objects.filter(object => /^(NetworkPolicy|CiliumNetworkPolicy|AuthorizationPolicy)$/.test(kindOf(object)));
  return policies.length === 0 ? [] : ['Network policies are not carried over: every service reaches every other.'];
}

/** What many workloads ask for, and compose has another way for. */
function commonNotes(workloads: readonly Workload[]): readonly string[] {
  const asking = (asks: (part: Fields) => boolean): string =>
    workloads
      .filter(({ pod }) => [pod, ...mappings(pod['containers']), ...mappings(pod['initContainers'])].some(asks))
      .map(({ service }) => service)
      .join(', ');
  const users = asking(part => fields(part['securityContext'])['runAsUser'] !== undefined);
  const hosts = asking(part => part['hostNetwork'] === true);
  return [
    ...(users === '' ? [] : [`Containers run as the user of their image, not as runAsUser says: ${users}.`]),
    ...(hosts === '' ? [] : [`The network of the machine (hostNetwork) is not given to ${hosts}.`]),
  ];
}

/** As compose prints a project: with its dollar signs doubled. */
function escaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('$', '$$$$');
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, escaped(each)]));
}

/** Ports of Services take the place of the ports that they lead to: in a cluster nobody calls those by a Service's name. */
export function withForwarded(all: readonly ServicePorts[], forwarded: ClusterProject['forwarded']): ServicePorts[] {
  return all.map(service => {
    const own = forwarded.get(service.service) ?? [];
    const hidden = new Set(own.map(({ target }) => target));
    const known = (wanted: number): ServicePorts['ports'][number]['protocol'] =>
      service.ports.find(({ port }) => port === wanted)?.protocol ?? 'unknown';
    const ports = own.map(({ port, target, protocol }): ServicePorts['ports'][number] => {
      const seen = [known(port), known(target)].find(each => each !== 'unknown') ?? 'unknown';
      return { port, protocol: seen === 'tcp' || protocol === 'unknown' ? seen : protocol, ...(target !== port && { target }) };
    });
    const rest = service.ports.filter(({ port }) => !hidden.has(port) && !own.some(each => each.port === port));
    return { ...service, ports: [...ports, ...rest] };
  });
}
