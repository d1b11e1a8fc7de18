import type { ClusterService, ConfigMap, Workload } from '../model/cluster-fact.ts';
import type { Environment, EnvironmentObject } from '../model/environment.ts';
import type { FilePath } from '../model/source.ts';
import { manifestSets } from './cluster-environments.ts';
import { interpolated } from './compose-projects.ts';
import { merged, variablesOf, type Platform, type Variables } from './deployment.ts';
import { overlayName } from '../model/values-overlay.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { baseName, folderOf, isTest, isUnder } from '../model/paths.ts';

/** Objects that are applied together, and where `.Values` of their templates come from. */
export interface Cluster {
  readonly environment: string;
  readonly platform: Platform;
  readonly workloads: readonly Placed<Workload>[];
  readonly services: readonly Placed<ClusterService>[];
  readonly configMaps: readonly Placed<ConfigMap>[];
  readonly interpolation: Variables;
  /** The chart that the objects are templates of. */
  readonly chart?: string;
  /** The release that their names begin with. */
  readonly release?: string;
}

/** Every environment that manifests and charts make: those that were resolved, and a plain reading of what could not be. */
export function clusters(view: FactsView, environments: readonly Environment[]): Cluster[] {
  return [...environments.flatMap(resolvedClusters), ...plainClusters(view, coveredBy(environments))];
}

/** Files whose own facts say no more than what was resolved from them. */
export const coveredBy = (environments: readonly Environment[]): ReadonlySet<FilePath> =>
  new Set(environments.flatMap(({ covers }) => covers));

/** Objects of one release stand together. */
const resolvedClusters = ({ name, platform, objects }: Environment): Cluster[] =>
  platform === 'compose'
    ? []
    : [...Map.groupBy(objects, ({ chart, release }) => `${chart} ${release}`).values()].map((own): Cluster => ({
        environment: name,
        platform,
        workloads: ofKind(own, 'workload'),
        services: ofKind(own, 'cluster-service'),
        configMaps: ofKind(own, 'config-map'),
        interpolation: new Map(),
        ...(own[0]!.chart !== undefined && { chart: own[0]!.chart }),
        ...(own[0]!.release !== undefined && { release: own[0]!.release }),
      }));

/** The objects of one kind, with their files. */
export const ofKind = <K extends EnvironmentObject['fact']['kind']>(
  objects: readonly EnvironmentObject[],
  kind: K,
): Placed<Extract<EnvironmentObject['fact'], { kind: K }>>[] =>
  objects.flatMap(({ file, fact }) => (fact.kind === kind ? [{ ...(fact as Extract<EnvironmentObject['fact'], { kind: K }>), file }] : []));

function plainClusters(view: FactsView, covered: ReadonlySet<FilePath>): Cluster[] {
  const charts = view.all('helm-chart').filter(chart => !isTest(chart.file));
  const chartFolders = charts.map(chart => folderOf(chart.file));
  const chartOf = (file: FilePath): string | undefined =>
    chartFolders.filter(folder => isUnder(file, `${folder}/templates`.replace(/^\//, ''))).toSorted((a, b) => b.length - a.length)[0];
  const open = <T extends { readonly file: FilePath }>(all: readonly T[]): T[] => all.filter(({ file }) => !covered.has(file));
  const objects = {
    workloads: open(view.all('workload')),
    services: open(view.all('cluster-service')),
    configMaps: open(view.all('config-map')),
  };
  const select = (mine: (file: FilePath) => boolean): Pick<Cluster, 'workloads' | 'services' | 'configMaps'> => ({
    workloads: objects.workloads.filter(({ file }) => mine(file)),
    services: objects.services.filter(({ file }) => mine(file)),
    configMaps: objects.configMaps.filter(({ file }) => mine(file)),
  });
  const plain = manifestSets(view, file => covered.has(file) || chartOf(file) !== undefined).map(({ environment, files }): Cluster => {
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
  return withDefaults.map(environment => ({
    ...environment,
    platform: 'helm' as const,
    chart,
    ...objects,
    workloads: objects.workloads.filter(({ when }) => !when || interpolated(when, environment.interpolation) !== 'false'),
  }));
}
