import type { Files } from '../manifests/files.ts';
import { renderChart } from '../manifests/helm/render-chart.ts';
import type { Environment, EnvironmentObject, EnvironmentProblem } from '../model/environment.ts';
import { isUnder } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { helmRequests, type ChartFacts, type HelmRequest } from './helm-requests.ts';
import { kubernetesObjects } from './kubernetes-objects.ts';
import type { Memory, StampedFiles } from './memory.ts';

interface Rendered {
  readonly objects: readonly EnvironmentObject[];
  readonly problems: readonly EnvironmentProblem[];
  readonly covers: readonly FilePath[];
}

type Charted = Rendered & { readonly request: HelmRequest };

/** Each chart as Helm would render it, with each of its values. Charts that stand side by side in a cluster are one environment. */
export function helmEnvironments(facts: ChartFacts, files: StampedFiles, memory: Memory): Environment[] {
  const rendered = helmRequests(facts).map(request => ({
    request,
    ...memory.recall(`helm ${JSON.stringify(request)}`, files, watched => renderedChart(watched, request)),
  }));
  const single = new Set(rendered.map(({ request }) => request.chart)).size === 1;
  const named = grouped(rendered.filter(({ objects }) => objects.length > 0)).map((together, index, all) => {
    const taken = all.slice(0, index).some(other => overlayOf(other) === overlayOf(together));
    return environmentOf(nameOf(together, { single, taken }), together);
  });
  return [
    ...named,
    ...rendered.filter(({ objects }) => objects.length === 0).map(empty => environmentOf(`helm:${empty.request.chartName}`, [empty])),
  ];
}

const environmentOf = (name: string, together: readonly Charted[]): Environment => ({
  name,
  platform: 'helm',
  objects: together.flatMap(({ objects }) => objects),
  problems: together.flatMap(({ problems }) => problems),
  covers: together.flatMap(({ objects, covers }) => (objects.length > 0 ? covers : [])),
});

const overlayOf = (together: readonly Charted[]): string => together[0]!.request.overlay;

function nameOf(together: readonly Charted[], { single, taken }: { readonly single: boolean; readonly taken: boolean }): string {
  const chart = !single && (taken || together.length === 1) ? `:${together[0]!.request.chartName}` : '';
  const overlay = overlayOf(together);
  return `helm${chart}${overlay === '' ? '' : `:${overlay}`}`;
}

/** Charts with values of one name, as long as no two of them make an object of the same name. */
function grouped(rendered: readonly Charted[]): Charted[][] {
  const groups: { readonly members: Charted[]; readonly names: Set<string> }[] = [];
  for (const one of rendered) {
    const names = one.objects.flatMap(identityOf);
    const group = groups.find(
      ({ members, names: taken }) => members[0]!.request.overlay === one.request.overlay && !names.some(name => taken.has(name)),
    );
    if (group) {
      group.members.push(one);
      names.forEach(name => group.names.add(name));
    } else groups.push({ members: [one], names: new Set(names) });
  }
  return groups.map(({ members }) => members);
}

/** What no two objects of one cluster share; other kinds than workloads and Services tell nothing apart. */
const identityOf = ({ fact }: EnvironmentObject): readonly string[] =>
  fact.kind === 'workload' || fact.kind === 'cluster-service' ? [`${fact.kind} ${fact.namespace ?? ''} ${JSON.stringify(fact.name)}`] : [];

function renderedChart(files: Files, request: HelmRequest): Rendered {
  const { chart, values, set, setString, release, namespace } = request;
  const { objects, problems } = renderChart(files, { chart, values, set, setString, name: release, ...(namespace && { namespace }) });
  const failed = new Set(problems.map(({ at }) => at.file));
  return {
    objects: objects
      .filter(({ hook }) => !hook?.includes('test'))
      .flatMap(({ tree }) => kubernetesObjects(tree))
      .map(object => ({ ...object, chart: request.chartName, ...(isNamedByRelease(object, files) && { release }) })),
    problems,
    covers: files.under(chart).filter(file => TEMPLATE.test(file) && isUnder(file, chart) && !failed.has(file)),
  };
}

const TEMPLATE = /(^|\/)(templates|crds)\//;

/** The name is made by an action of the template, which puts the release's name before the chart's own. */
function isNamedByRelease({ file, fact }: Pick<EnvironmentObject, 'file' | 'fact'>, files: Files): boolean {
  return (
    files
      .read(file)
      ?.slice(...fact.at)
      .includes('{{') === true
  );
}
