import type { ClusterService, ConfigMap, Container, EnvEntry, Workload } from '../model/deployment-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { dockerfileCommand, dockerfileVariables, interpolated } from './compose-projects.ts';
import { manifestSets } from './cluster-environments.ts';
import type { Deployment, Platform, SetVariable, Variables } from './deployment.ts';
import { located, merged, variablesOf } from './deployment.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { equal } from '../model/equal.ts';
import { baseName, folderOf, isTest, isUnder, within } from './paths.ts';

/** Objects that are applied together, and where `.Values` of their templates come from. */
interface Cluster {
  readonly environment: string;
  readonly platform: Platform;
  readonly workloads: readonly Placed<Workload>[];
  readonly services: readonly Placed<ClusterService>[];
  readonly configMaps: readonly Placed<ConfigMap>[];
  readonly interpolation: Variables;
  /** The chart that the objects are templates of. */
  readonly chart?: string;
}

/** Workloads of plain manifests, of Helm charts (one environment a values file) and of kustomize overlays. */
export function clusterDeployments(view: FactsView): Deployment[] {
  return clusters(view).flatMap(cluster => groups(cluster).map(group => deploymentOf(group, cluster, view)));
}

function clusters(view: FactsView): Cluster[] {
  const charts = view.all('helm-chart').filter(chart => !isTest(chart.file));
  const chartFolders = charts.map(chart => folderOf(chart.file));
  const chartOf = (file: FilePath): string | undefined =>
    chartFolders.filter(folder => isUnder(file, `${folder}/templates`.replace(/^\//, ''))).toSorted((a, b) => b.length - a.length)[0];
  const objects = { workloads: view.all('workload'), services: view.all('cluster-service'), configMaps: view.all('config-map') };
  const select = (mine: (file: FilePath) => boolean): Pick<Cluster, 'workloads' | 'services' | 'configMaps'> => ({
    workloads: objects.workloads.filter(({ file }) => mine(file)),
    services: objects.services.filter(({ file }) => mine(file)),
    configMaps: objects.configMaps.filter(({ file }) => mine(file)),
  });
  const plain = manifestSets(view, file => chartOf(file) !== undefined).map(({ environment, files }): Cluster => {
    const order = new Map(files.map((file, at) => [file, at]));
    const sorted = <T extends { readonly file: FilePath }>(all: readonly T[]): T[] =>
      all.toSorted((a, b) => order.get(a.file)! - order.get(b.file)!);
    const { workloads, services, configMaps } = select(file => order.has(file));
    return {
      environment,
      platform: 'kubernetes',
      interpolation: new Map(),
      workloads: sorted(workloads),
      services: sorted(services),
      configMaps: sorted(configMaps),
    };
  });
  const single = charts.length === 1;
  return [
    ...plain,
    ...charts.flatMap(chart =>
      chartClusters(chart.name, folderOf(chart.file), { view, single, objects: select(file => chartOf(file) === folderOf(chart.file)) }),
    ),
  ];
}

interface ChartContext {
  readonly view: FactsView;
  readonly single: boolean;
  readonly objects: Pick<Cluster, 'workloads' | 'services' | 'configMaps'>;
}

/** A chart is one environment with its own values and one more for each further values file. */
function chartClusters(chart: string, folder: string, { view, single, objects }: ChartContext): Cluster[] {
  const values = view
    .all('helm-values')
    .filter(({ file }) => isUnder(file, folder) && folderOf(file).split('/').length <= folder.split('/').length + 1);
  const base = values.filter(({ file }) => /^values\.ya?ml$/.test(baseName(file)) && folderOf(file) === folder);
  const overlays = values.filter(value => !base.includes(value));
  const variables = (files: typeof values): Variables =>
    merged(
      ...files.map(file =>
        variablesOf(
          file.entries.map(({ path, text, at }) => ({ name: `.Values.${path}`, value: { kind: 'literal', text }, at })),
          file.file,
        ),
      ),
    );
  const named = single ? 'helm' : `helm:${chart}`;
  const environments =
    overlays.length === 0
      ? [{ environment: named, interpolation: variables(base) }]
      : overlays.map(overlay => ({ environment: `${named}:${overlayName(overlay.file)}`, interpolation: variables([...base, overlay]) }));
  const withDefaults = overlays.length === 0 ? environments : [{ environment: named, interpolation: variables(base) }, ...environments];
  return withDefaults.map(environment => ({ ...environment, platform: 'helm' as const, chart, ...objects }));
}

const overlayName = (file: FilePath): string =>
  baseName(file)
    .replace(/\.ya?ml$/, '')
    .replace(/^values[.-]?|[.-]?values$/g, '') || baseName(folderOf(file));

interface Group {
  readonly name: string;
  readonly workloads: readonly Placed<Workload>[];
  readonly services: readonly Placed<ClusterService>[];
}

const GENERIC = /^(app|server|main|web-?app|deployment|service|api|backend|default|release-name|chart)$/i;

/**
 * Workloads of one logical service: those that one Service selects (reviews-v1, -v2, -v3), else those of one name.
 * A workload's own name counts unless it is generic; then its Service, its label or its namespace names it.
 */
function groups(cluster: Cluster): Group[] {
  const byName = new Map<string, Group>();
  for (const workload of cluster.workloads) {
    const services = cluster.services.filter(service => selects(service, workload));
    const name = groupName(workload, services, cluster);
    if (name === undefined) continue;
    const key = name.toLowerCase();
    const known = byName.get(key);
    byName.set(key, {
      name: known?.name ?? name,
      workloads: [...(known?.workloads ?? []), workload],
      services: [...new Set([...(known?.services ?? []), ...services])],
    });
  }
  return [...byName.values()];
}

function selects(service: Placed<ClusterService>, workload: Placed<Workload>): boolean {
  const selector = Object.entries(service.selector);
  // Labels of a chart come from its helpers; there, a Service and a workload of one name belong together.
  if (selector.length === 0 && service.name.kind !== 'literal') return equal(service.name, workload.name);
  if (selector.length === 0 || (service.namespace ?? '') !== (workload.namespace ?? '')) return false;
  return selector.every(([key, value]) => workload.labels[key] === value);
}

function groupName(
  workload: Placed<Workload>,
  services: readonly Placed<ClusterService>[],
  { interpolation, chart }: Cluster,
): string | undefined {
  const own = textOf(workload.name, interpolation);
  const label =
    workload.labels['app.kubernetes.io/name'] ??
    workload.labels['app'] ??
    workload.labels['k8s-app'] ??
    workload.labels['name'] ??
    workload.labels['service'] ??
    workload.labels['io.kompose.service'];
  const exposed = services.map(service => textOf(service.name, interpolation)).filter(name => name !== undefined);
  const plainLabel = label?.includes('{{') ? undefined : label;
  const candidates = [
    own?.replace(/[-.](deployment|deploy|statefulset|sts|v\d+)$/i, ''),
    ...exposed,
    plainLabel,
    workload.namespace,
    workload.containers[0]?.name,
  ];
  if (own && /[-.]v\d+$/.test(own) && (exposed[0] ?? plainLabel)) return (exposed[0] ?? plainLabel)!;
  return (
    candidates.find(name => name !== undefined && name !== '' && !GENERIC.test(name)) ??
    (isDefinition(workload.file) ? undefined : (chart ?? own))
  );
}

/** A named template that other templates include: it stands for as many workloads as include it. */
const isDefinition = (file: FilePath): boolean => baseName(file).startsWith('_');

/** The text of a name; parts that only a release knows drop out, so `{{ .Release.Name }}-orders` is `orders`. */
function textOf(value: Value | undefined, interpolation: Variables): string | undefined {
  const text = value && interpolated(value, interpolation);
  return text?.replace(/^[-./:]+|[-./:]+$/g, '') || undefined;
}

function deploymentOf(group: Group, cluster: Cluster, view: FactsView): Deployment {
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
    ...(namespace && { namespace }),
    ...(image && { image }),
    ...build,
    variables: merged(docker, ...containers.map(({ container, workload }) => containerVariables(container, workload, cluster))),
    ports: [...containers.flatMap(({ container }) => container.ports), ...group.services.flatMap(({ ports }) => ports)],
    command: [
      ...(build?.dockerfile ? dockerfileCommand(build.dockerfile, view) : []),
      ...containers.flatMap(({ container, workload }) =>
        container.command.map(({ value, at }) => ({ value, at: located(workload.file, at) })),
      ),
    ],
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
    if (map && found?.value) variables.set(entry.name, [{ value: found.value, at: located(map.file, found.at) }]);
  }
  return variables;
}

const configFiles = (names: readonly string[], cluster: Cluster): FilePath[] =>
  cluster.configMaps.filter(map => names.includes(textOf(map.name, cluster.interpolation) ?? '')).map(map => map.file);

/** The folder that an image is built from: as Skaffold, Tilt or a build script says. Else the identity join finds it by name. */
function buildOfImage(image: string, view: FactsView): { folder: FilePath; dockerfile?: FilePath } | undefined {
  const wanted = imageName(image);
  for (const build of view.all('image-build')) {
    if (imageName(build.image) !== wanted) continue;
    const context = within(folderOf(build.file), build.context);
    if (context === undefined) continue;
    const dockerfile = within(context, build.dockerfile ?? 'Dockerfile');
    const folder = dockerfile && view.files.has(dockerfile) ? (folderOf(dockerfile) as FilePath) : context;
    return { folder, ...(dockerfile && view.files.has(dockerfile) && { dockerfile }) };
  }
  return undefined;
}

/** `registry/team/rs-cart:1.2@sha256:…` is `rs-cart`. */
export const imageName = (image: string): string => image.replace(/@.*$/, '').split('/').at(-1)!.replace(/:.*$/, '').toLowerCase();
