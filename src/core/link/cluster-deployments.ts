import type { ClusterService, Container, Workload } from '../model/cluster-fact.ts';
import type { EnvEntry } from '../model/deployment-parts.ts';
import type { Environment } from '../model/environment.ts';
import type { FilePath } from '../model/source.ts';
import { clusters, type Cluster } from './clusters.ts';
import { dockerfileCommand, dockerfileVariables } from './compose-projects.ts';
import type { Deployment, SetVariable, Variables } from './deployment.ts';
import { merged, runsClient, standing, variablesOf } from './deployment.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { buildOfImage } from './image-builds.ts';
import { GENERIC, textOf, workloadGroups, type WorkloadGroup } from './workload-groups.ts';

/** Workloads of plain manifests, of Helm charts (one environment a values file) and of kustomize overlays. */
export function clusterDeployments(view: FactsView, environments: readonly Environment[]): Deployment[] {
  return clusters(view, environments).flatMap(cluster => workloadGroups(cluster).map(group => deploymentOf(group, cluster, view)));
}

function deploymentOf(group: WorkloadGroup, cluster: Cluster, view: FactsView): Deployment {
  const first = group.workloads[0]!;
  const containers = group.workloads.flatMap(workload =>
    workload.containers.filter(container => !container.init && !SIDECAR.test(container.name)).map(container => ({ container, workload })),
  );
  const image = imageOf(containers[0]?.container, cluster.interpolation);
  const build = image ? buildOfImage(image, view) : undefined;
  const docker = build?.dockerfile ? dockerfileVariables(build.dockerfile, view) : new Map<string, readonly SetVariable[]>();
  const names = [
    group.name,
    ...group.workloads.map(({ name }) => textOf(name, cluster.interpolation)),
    ...group.services.map(({ name }) => textOf(name, cluster.interpolation)),
  ].filter(name => name !== undefined);
  const namespace = first.namespace;
  return {
    environment: cluster.environment,
    platform: cluster.platform,
    name: group.name,
    hosts: [...new Set(names.map(name => name.toLowerCase()))].flatMap(name =>
      namespace && GENERIC.test(name) ? [`${name}.${namespace}`] : namespace ? [name, `${name}.${namespace}`] : [name],
    ),
    ...(group.services.length > 0 && { published: group.services.flatMap(service => publishedAs(service, cluster.interpolation)) }),
    ...(namespace && { namespace }),
    ...(cluster.chart !== undefined && { chart: cluster.chart }),
    ...(image && { image }),
    ...build,
    variables: merged(docker, ...containers.map(({ container, workload }) => containerVariables(container, workload, cluster))),
    ports: [...containers.flatMap(({ container }) => container.ports), ...group.services.flatMap(({ ports }) => ports)],
    command: [
      ...(build?.dockerfile ? dockerfileCommand(build.dockerfile, view) : []),
      ...containers.flatMap(({ container, workload }) =>
        container.command.map(word => ({ value: word.value, ...standing(word, workload.file) })),
      ),
    ],
    probes: containers.flatMap(({ container, workload }) =>
      container.probes.map(probe => ({
        kind: probe.kind,
        asks: [probe.path, probe.port && `:${probe.port}`].filter(part => part).join(' '),
        ...standing(probe, workload.file),
      })),
    ),
    resources: merged(...containers.map(({ container, workload }) => variablesOf(container.resources ?? [], workload.file))),
    clientOnly:
      group.workloads.every(({ workloadKind }) => /^(Cron)?Job$/.test(workloadKind)) ||
      runsClient(
        containers.flatMap(({ container, workload }) =>
          container.command.map(word => ({ value: word.value, ...standing(word, workload.file) })),
        ),
      ),
    dependsOn: [],
    mounts: configFiles(
      containers.flatMap(({ container }) => container.mounts),
      cluster,
    ),
    configMaps: containers.flatMap(({ container }) => container.mounts),
    appIds: group.workloads
      .flatMap(({ annotations }) =>
        annotations.filter(({ name }) => name === 'dapr.io/app-id').map(({ value }) => textOf(value, cluster.interpolation)),
      )
      .filter(id => id !== undefined),
    interpolation: cluster.interpolation,
    at: locationOf(first),
    evidence: [...group.workloads.map(locationOf), ...group.services.map(locationOf)],
  };
}

function publishedAs({ name, ports }: ClusterService, interpolation: Variables): NonNullable<Deployment['published']> {
  const known = textOf(name, interpolation);
  return known === undefined ? [] : [{ name: known.toLowerCase(), ports: ports.map(({ published, target }) => published ?? target) }];
}

const SIDECAR =
  /^(istio-proxy|envoy|cloud-?sql-proxy|linkerd-proxy|vault-agent|daprd|fluent-?bit|filebeat|jaeger-agent|nginx-exporter|.*-exporter|metrics)$/i;

const imageOf = (container: Container | undefined, interpolation: Variables): string | undefined => textOf(container?.image, interpolation);

function containerVariables(container: Container, workload: Placed<Workload>, cluster: Cluster): Variables {
  const whole = container.envFrom.flatMap(({ name }) => {
    const wanted = textOf(name, cluster.interpolation);
    return cluster.configMaps
      .filter(
        map =>
          wanted !== undefined &&
          textOf(map.name, cluster.interpolation) === wanted &&
          (map.namespace ?? '') === (workload.namespace ?? ''),
      )
      .map(map => variablesOf(map.entries, map.file));
  });
  return merged(...whole, referenced(container.environment, workload, cluster));
}

/** `valueFrom.configMapKeyRef` takes the entry's value, and both lines are its origin. */
function referenced(entries: readonly EnvEntry[], workload: Placed<Workload>, cluster: Cluster): Variables {
  const variables = variablesOf(entries, workload.file);
  for (const entry of entries) {
    if (!entry.from || entry.value) continue;
    const map = cluster.configMaps.find(
      candidate => textOf(candidate.name, cluster.interpolation) === textOf(entry.from!.name, cluster.interpolation),
    );
    const found = map?.entries.find(({ name }) => name === entry.from!.key);
    if (map && found?.value) variables.set(entry.name, [{ value: found.value, ...standing(found, map.file) }]);
  }
  return variables;
}

const configFiles = (names: readonly string[], cluster: Cluster): FilePath[] =>
  cluster.configMaps.filter(map => names.includes(textOf(map.name, cluster.interpolation) ?? '')).map(map => map.file);
