import type { HelmRelease, InlineValue, ReleaseSet } from '../model/release-fact.ts';
import type { Fact } from '../model/fact.ts';
import type { Setting } from '../manifests/helm/chart/given-values.ts';
import { folderOf, isTest, isUnder, within } from '../model/paths.ts';
import { overlayName } from '../model/values-overlay.ts';
import type { FilePath } from '../model/source.ts';

/** A chart with the values that it is installed with, and the name of the environment that this makes. */
export interface HelmRequest {
  /** '' for the chart's own values; else the overlay, or what the tool calls the environment. */
  readonly overlay: string;
  readonly chart: FilePath | '';
  readonly chartName: string;
  readonly release: string;
  readonly namespace?: string;
  readonly values: readonly FilePath[];
  readonly set: readonly Setting[];
  readonly setString: readonly Setting[];
}

type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

/** What is said of charts, and which files there are. */
export interface ChartFacts {
  readonly manifests: FactsByFile;
  readonly all: FactsByFile;
}

interface Chart {
  readonly folder: FilePath;
  readonly name: string;
}

/** Every chart with its own values, with each values file that lies beside them, and as helmfile, Skaffold, Argo CD or a script installs it. */
export function helmRequests(facts: ChartFacts): HelmRequest[] {
  const charts = chartsIn(facts.manifests);
  const installed = installations(facts, charts);
  return charts.flatMap(chart => {
    const mine = installed.filter(request => request.chart === chart.folder);
    const used = new Set(mine.flatMap(({ values }) => values));
    const overlays = overlaysOf(chart, charts, facts.manifests).filter(file => !used.has(file));
    const bare = mine.some(({ values, set, setString }) => values.length + set.length + setString.length === 0);
    return [...(bare ? [] : [plainRequest(chart, [])]), ...overlays.map(file => plainRequest(chart, [file])), ...mine];
  });
}

/** Charts that stand for themselves; what lies in another chart's `charts/` is a part of that. */
function chartsIn(facts: FactsByFile): Chart[] {
  const all = [...facts].flatMap(([file, own]) =>
    isTest(file) ? [] : own.flatMap(fact => (fact.kind === 'helm-chart' ? [{ folder: folderOf(file) as FilePath, name: fact.name }] : [])),
  );
  return all.filter(
    ({ folder }) => !all.some(other => other.folder !== folder && isUnder(folder, `${other.folder}/charts`.replace(/^\//, ''))),
  );
}

const plainRequest = ({ folder, name }: Chart, values: readonly FilePath[]): HelmRequest => ({
  overlay: values.length === 0 ? '' : overlayName(values.at(-1)!),
  chart: folder,
  chartName: name,
  release: name,
  values,
  set: [],
  setString: [],
});

/** Values files of the chart's folder and the folders in it, but for its own and those of charts below. */
function overlaysOf(chart: Chart, charts: readonly Chart[], facts: FactsByFile): FilePath[] {
  const depth = chart.folder === '' ? 0 : chart.folder.split('/').length;
  return [...facts]
    .filter(([file, own]) => own.some(({ kind }) => kind === 'helm-values') && isUnder(file, chart.folder))
    .map(([file]) => file)
    .filter(
      file =>
        file.split('/').length <= depth + 2 &&
        !isPartOfChart(file, chart.folder) &&
        !charts.some(({ folder }) => folder !== chart.folder && isUnder(folder, chart.folder) && isUnder(file, folder)),
    )
    .toSorted();
}

function isPartOfChart(file: FilePath, chart: string): boolean {
  const own = chart === '' ? file : file.slice(chart.length + 1);
  return /^(values\.ya?ml$|charts\/|templates\/|crds\/)/.test(own);
}

function installations(facts: ChartFacts, charts: readonly Chart[]): HelmRequest[] {
  const found = [...facts.manifests].flatMap(([file, own]) =>
    isTest(file) ? [] : own.flatMap(fact => (fact.kind === 'helm-release' && !fact.remote ? [{ file, fact }] : [])),
  );
  const requests = found.flatMap(({ file, fact }) => {
    const request = installed({ ...fact, file }, charts, facts.all);
    return request ? [request] : [];
  });
  return [...new Map(requests.map(request => [JSON.stringify(request), request])).values()];
}

/** A release of a chart that is here, with the values files that are here; parts that only the run knows leave it out. */
function installed(fact: HelmRelease & { readonly file: FilePath }, charts: readonly Chart[], all: FactsByFile): HelmRequest | undefined {
  for (const from of fact.from) {
    const folder = within(from, fact.chart);
    const chart = folder === undefined ? undefined : charts.find(candidate => candidate.folder === folder);
    if (!chart) continue;
    const values = fact.valuesFiles.flatMap(({ path }) => {
      const file = within(from, path) ?? undefined;
      const beside = within(chart.folder, path);
      const existing = [file, beside].find(candidate => candidate !== undefined && all.has(candidate));
      return existing === undefined ? [] : [existing];
    });
    const own = [...fact.inlineValues.flatMap(({ entries }) => entries.map(setOfInline)), ...fact.sets.filter(isPlain)];
    const known = own.filter(({ value, name }) => !OPEN.test(value) && !OPEN.test(name));
    const last = values.findLast(file => !/(^|\/)values\.ya?ml$/.test(file) || folderOf(file) !== chart.folder);
    return {
      overlay: plainName(fact.environment) ?? (last ? overlayName(last) : ''),
      chart: chart.folder,
      chartName: chart.name,
      release: plainName(fact.name) ?? chart.name,
      ...(plainName(fact.namespace) !== undefined && { namespace: plainName(fact.namespace)! }),
      values,
      set: known.filter(({ as }) => as === undefined).map(set => settingOf(set, fact.file)),
      setString: known.filter(({ as }) => as === 'string').map(set => settingOf(set, fact.file)),
    };
  }
  return undefined;
}

/** A part of a text that only the run knows. */
const OPEN = /\$\{|\{\{/;

const plainName = (text: string | undefined): string | undefined =>
  text === undefined || text === '' || OPEN.test(text) ? undefined : text;

const isPlain = ({ as }: ReleaseSet): boolean => as === undefined || as === 'string';

const settingOf = ({ name, value, at }: ReleaseSet, file: FilePath): Setting => ({
  line: `${name}=${escaped(value)}`,
  origins: [{ file, span: at }],
});

const setOfInline = ({ path, text, quoted, at }: InlineValue): ReleaseSet => ({
  at,
  name: path
    .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step.replace(/[\\.,=[\]]/g, '\\$&')}`))
    .join(''),
  value: text,
  ...(quoted && { as: 'string' as const }),
});

const escaped = (value: string): string => value.replace(/[\\,{}]/g, '\\$&');
