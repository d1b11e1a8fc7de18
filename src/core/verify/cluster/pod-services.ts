import { items, type Fields } from '../compose-document.ts';
import { limitsOf } from './limits.ts';
import { mountsOf, type ContainerMounts } from './mounts.ts';
import { composeKey, mappings, scalar, whole } from './objects.ts';
import { readinessOf, type Awaited } from './readiness.ts';
import type { Served } from './served-names.ts';
import type { Settings } from './settings.ts';
import type { ClusterBuild } from './source.ts';
import { expanded, variablesOf } from './variables.ts';
import { isOnce, type Workload } from './workloads.ts';

/** The services that the containers of one pod become. */
export interface PodServices {
  readonly services: readonly (readonly [name: string, service: Fields])[];
  readonly awaited: readonly (readonly [name: string, awaited: Awaited])[];
  readonly mounts: readonly ContainerMounts[];
  readonly notes: readonly string[];
}

export interface PodAround {
  readonly settings: Settings;
  readonly served: Served | undefined;
  readonly buildOf: (image: string) => (ClusterBuild & { readonly root: string }) | undefined;
}

interface Part {
  readonly name: string;
  readonly container: Fields;
  readonly role: 'main' | 'beside' | 'first';
}

export function podServices(workload: Workload, around: PodAround): PodServices {
  const parts = partsOf(workload, around.served);
  const firsts = parts.filter(({ role }) => role === 'first').map(({ name }) => name);
  const made = parts.map((part, index) => ({
    part,
    ...serviceOf(part, { ...around, workload, before: firsts.slice(0, part.role === 'first' ? index : firsts.length) }),
  }));
  return {
    services: made.map(({ part, service }) => [part.name, service]),
    awaited: made.flatMap(({ part, readiness }) =>
      readiness.awaited && part.role !== 'first' && !isOnce(workload) ? [[part.name, readiness.awaited] as const] : [],
    ),
    mounts: made.map(({ mounts }) => mounts),
    notes: made.flatMap(({ notes }) => notes),
  };
}

/** What runs first, in its order; then the container that its Service leads to, and those beside it. */
function partsOf({ service, pod }: Workload, served: Served | undefined): readonly Part[] {
  const named = (container: Fields, between: string): string =>
    composeKey(`${service}-${between}${scalar(container['name']) ?? 'container'}`);
  const inits = mappings(pod['initContainers']);
  const containers = mappings(pod['containers']);
  const targets = new Set(served?.ports.map(({ target }) => target));
  const main =
    containers.find(container => mappings(container['ports']).some(port => targets.has(whole(port['containerPort']) ?? 0))) ??
    containers[0]!;
  const beside = [...inits.filter(isBeside), ...containers.filter(container => container !== main)];
  return [
    ...inits
      .filter(container => !isBeside(container))
      .map(container => ({ name: named(container, 'init-'), container, role: 'first' as const })),
    { name: service, container: main, role: 'main' },
    ...beside.map(container => ({ name: named(container, ''), container, role: 'beside' as const })),
  ];
}

/** Init containers that go on are the cluster's way to write containers beside others. */
const isBeside = (container: Fields): boolean => scalar(container['restartPolicy']) === 'Always';

interface Making extends PodAround {
  readonly workload: Workload;
  /** What has to end before this begins. */
  readonly before: readonly string[];
}

function serviceOf({ name, container, role }: Part, making: Making) {
  const { workload, served, buildOf, before } = making;
  const variables = variablesOf(container, making);
  const mounts = mountsOf(container, making);
  const readiness = readinessOf(container);
  const image = scalar(container['image']) ?? '';
  const build = buildOf(image);
  const words = (written: unknown): string[] => items(written).flatMap(word => expanded(scalar(word) ?? '', variables.values));
  const after = Object.fromEntries(before.map(first => [first, { condition: 'service_completed_successfully' }]));
  const service: Fields = {
    ...(image !== '' && { image }),
    ...(build && { build: { context: [build.root, build.context].filter(Boolean).join('/'), dockerfile: build.dockerfile } }),
    ...(items(container['command']).length > 0 && { entrypoint: words(container['command']) }),
    ...(items(container['args']).length > 0 && { command: words(container['args']) }),
    ...(scalar(container['workingDir']) !== undefined && { working_dir: scalar(container['workingDir']) }),
    environment: Object.fromEntries(variables.values),
    ...(role === 'main'
      ? placeOf(workload, served)
      : role === 'beside'
        ? { network_mode: `service:${workload.service}` }
        : { networks: { default: null } }),
    depends_on: role === 'beside' ? { [workload.service]: { condition: 'service_started' } } : after,
    ...(role === 'main' && { expose: ownPorts(workload, served).map(String) }),
    ...(mounts.volumes.length > 0 && { volumes: mounts.volumes }),
    ...(mounts.configs.length > 0 && { configs: mounts.configs }),
    ...(readiness.healthcheck && role !== 'first' && { healthcheck: readiness.healthcheck }),
    ...deployOf(limitsOf(container), role === 'main' ? workload.replicas : 1),
    restart: role === 'first' || isOnce(workload) ? 'on-failure' : 'always',
  };
  return {
    service,
    readiness,
    mounts,
    notes: [...variables.notes, ...mounts.notes, ...(image === '' ? [`No image is known for ${name}.`] : [])],
  };
}

function placeOf({ service, kind, name, pod }: Workload, served: Served | undefined): Fields {
  const aliases = (served?.names ?? []).filter(alias => alias !== service);
  const hosts = mappings(pod['hostAliases']).flatMap(({ ip, hostnames }) =>
    items(hostnames).flatMap(host => (scalar(host) && scalar(ip) ? [`${scalar(host)}=${scalar(ip)}`] : [])),
  );
  const hostname = scalar(pod['hostname']) ?? (kind === 'StatefulSet' ? `${name}-0` : undefined);
  return {
    networks: { default: aliases.length > 0 ? { aliases } : null },
    ...(hosts.length > 0 && { extra_hosts: hosts }),
    ...(hostname !== undefined && { hostname }),
  };
}

const deployOf = (limits: Fields | undefined, replicas: number): Fields =>
  limits || replicas > 1 ? { deploy: { ...(limits && { resources: { limits } }), ...(replicas > 1 && { replicas }) } } : {};

/** Ports of the pod that no Service leads to under another number. */
function ownPorts({ pod }: Workload, served: Served | undefined): readonly number[] {
  const behind = new Set(served?.ports.map(({ target }) => target));
  const written = mappings(pod['containers']).flatMap(container => mappings(container['ports']).map(port => whole(port['containerPort'])));
  return [...new Set(written.filter(port => port !== undefined && !behind.has(port)))] as number[];
}
