import { clusters, type Cluster } from '../core/link/clusters.ts';
import type { FactsView } from '../core/link/facts-view.ts';
import { imageName } from '../core/link/images.ts';
import { workloadGroups } from '../core/link/workload-groups.ts';
import type { ClusterObject, ConfigMap } from '../core/model/cluster-fact.ts';
import type { Environment } from '../core/model/environment.ts';
import type { Graph } from '../core/model/graph.ts';
import { baseName, depth, folderOf, isUnder, relativeTo, within } from '../core/model/paths.ts';
import type { FilePath } from '../core/model/source.ts';
import { workloadKey, type ClusterBuild, type ClusterSource } from '../core/verify/cluster/source.ts';
import { jsonObject } from './cluster-objects.ts';

/** One version of a workspace, as far as what it deploys is asked for. */
export interface Deploying {
  readonly view: FactsView;
  readonly environments: readonly Environment[];
  readonly graph: Graph;
  readonly read: (file: FilePath) => string | undefined;
}

/** Names of the environments that describe a cluster and were resolved: those of the whole system before those of a part, and what is for trying things first. */
export function clusterEnvironments({ view, environments }: Pick<Deploying, 'view' | 'environments'>): readonly string[] {
  const found = Map.groupBy(resolved(view, environments), ({ environment }) => environment);
  const sizes = new Map([...found].map(([environment, own]) => [environment, workloadCount(own)] as const));
  const largest = Math.max(0, ...sizes.values());
  const isPart = (name: string): number => Number(2 * sizes.get(name)! < largest);
  return [...sizes.keys()]
    .filter(name => sizes.get(name)! > 0)
    .toSorted((a, b) => isPart(a) - isPart(b) || unlikeliness(a) - unlikeliness(b) || depth(a) - depth(b));
}

/** One that is rendered in several ways is one. */
const workloadCount = (own: readonly Cluster[]): number =>
  new Set(
    own.flatMap(({ workloads }) =>
      workloads.map(({ workloadKind, namespace, name }) => workloadKey(workloadKind, namespace, JSON.stringify(name))),
    ),
  ).size;

function unlikeliness(name: string): number {
  if (/(^|[^a-z])(dev|local|development|minikube|kind)([^a-z]|$)/i.test(name)) return 0;
  return /(^|[^a-z])(prod|production|live)([^a-z]|$)/i.test(name) ? 2 : 1;
}

/** Everything of an environment that a project is made of. */
export function clusterSource(environment: string, { view, environments, graph, read }: Deploying): ClusterSource {
  const own = resolved(view, environments).filter(cluster => cluster.environment === environment);
  const found = objectsOf(environment, own, { view, environments });
  const images = [
    ...new Set(
      own.flatMap(({ workloads }) =>
        workloads.flatMap(({ containers }) => containers.flatMap(({ image }) => (image?.kind === 'literal' ? image.text : []))),
      ),
    ),
  ];
  return {
    environment,
    objects: found.map(({ fact, file, configMap }) => jsonObject(fact, { file, configMap, read })),
    names: new Map(own.flatMap(namesIn)),
    builds: new Map(images.flatMap(image => buildOf(image, { view, graph, environment }) ?? [])),
  };
}

/** Charts that could not be rendered are only templates. */
const resolved = (view: FactsView, environments: readonly Environment[]): readonly Cluster[] =>
  clusters(view, environments).filter(
    ({ environment, platform }) => platform === 'kubernetes' || environments.some(({ name }) => name === environment),
  );

interface Found {
  readonly file: FilePath;
  readonly fact: ClusterObject;
  readonly configMap: ConfigMap | undefined;
}

function objectsOf(
  name: string,
  own: readonly Cluster[],
  { view, environments }: Pick<Deploying, 'view' | 'environments'>,
): readonly Found[] {
  const made = environments.filter(each => each.name === name && each.platform !== 'compose').flatMap(({ objects }) => objects);
  const files = new Set(
    own.flatMap(({ workloads, services, configMaps }) => [...workloads, ...services, ...configMaps].map(({ file }) => file)),
  );
  const written = view.all('cluster-object').filter(({ file }) => made.length === 0 && files.has(file));
  const maps = [
    ...made.flatMap(({ file, fact }) => (fact.kind === 'config-map' ? [{ ...fact, file }] : [])),
    ...view.all('config-map').filter(({ file }) => made.length === 0 && files.has(file)),
  ];
  const objects = [
    ...made.flatMap(({ file, fact }) => (fact.kind === 'cluster-object' ? [{ file, fact }] : [])),
    ...written.map(fact => ({ file: fact.file, fact })),
  ];
  // A chart that is rendered in several ways under one name has each of its objects once.
  const once = Map.groupBy(objects, ({ fact }) => workloadKey(fact.objectKind, fact.namespace, fact.name));
  return [...once.values()]
    .map(([object]) => object!)
    .map(({ file, fact }) => ({
      file,
      fact,
      configMap: maps.find(
        map => map.file === file && map.at[0] === fact.at[0] && map.name.kind === 'literal' && map.name.text === fact.name,
      ),
    }));
}

const namesIn = (cluster: Cluster): readonly (readonly [string, string])[] =>
  workloadGroups(cluster).flatMap(({ name, workloads }) =>
    workloads.flatMap(workload =>
      workload.name.kind === 'literal' ? [[workloadKey(workload.workloadKind, workload.namespace, workload.name.text), name] as const] : [],
    ),
  );

interface Asked {
  readonly view: FactsView;
  readonly graph: Graph;
  readonly environment: string;
}

/** As Skaffold or a script says; else the Dockerfile of the code that the graph knows to run as this image. */
function buildOf(image: string, { view, graph, environment }: Asked): readonly (readonly [string, ClusterBuild])[] | undefined {
  for (const build of view.all('image-build')) {
    const context = imageName(build.image) === imageName(image) ? within(folderOf(build.file), build.context) : undefined;
    const dockerfile = context === undefined ? undefined : within(context, build.dockerfile ?? 'Dockerfile');
    if (dockerfile !== undefined && isDockerfile(view, dockerfile))
      return [[image, { context: context!, dockerfile: relativeTo(context!, dockerfile) }]];
  }
  const folder = graph.nodes.find(
    node => isNamedLike(image, node) && node.running?.some(each => each.environment === environment && each.image === image),
  )?.path;
  const files = folder === undefined ? [] : [...view.files.keys()].filter(file => isUnder(file, folder) && isDockerfile(view, file));
  const nearest = files.toSorted(
    (a, b) => a.split('/').length - b.split('/').length || Number(baseName(b) === 'Dockerfile') - Number(baseName(a) === 'Dockerfile'),
  );
  const [dockerfile] = nearest;
  if (dockerfile === undefined) return undefined;
  const context = contextOf(dockerfile, view);
  return [[image, { context, dockerfile: relativeTo(context, dockerfile) }]];
}

/** Somebody else's image can run beside code of ours, and is not made from it. */
function isNamedLike(image: string, { name, path }: Graph['nodes'][number]): boolean {
  return path !== undefined && [name, baseName(path)].map(bare).some(each => each !== '' && bare(imageName(image)).includes(each));
}

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]/g, '');

const isDockerfile = (view: FactsView, file: FilePath): boolean => view.of(file, 'dockerfile').length > 0;

/** The nearest folder around a Dockerfile in which everything lies that it copies by name; its own one where none is. */
function contextOf(dockerfile: FilePath, view: FactsView): string {
  const copies = view
    .of(dockerfile, 'dockerfile')
    .flatMap(({ copies }) => copies.map(({ from }) => from))
    .filter(from => /^[\w./-]+$/.test(from) && !/^\.?\/?$/.test(from));
  const all = [...view.files.keys()];
  const holds = (folder: string): boolean =>
    copies.every(from => {
      const path = within(folder, from.replace(/^\/+/, ''));
      return path !== undefined && (path === '' || all.some(file => isUnder(file, path)));
    });
  const own = folderOf(dockerfile);
  const around =
    own === ''
      ? ['']
      : own
          .split('/')
          .map((_, at, parts) => parts.slice(0, parts.length - at).join('/'))
          .concat('');
  // Files that say nothing to anybody are not in the view, so a folder that holds less than another one proves little.
  return around.find(holds) ?? own;
}
