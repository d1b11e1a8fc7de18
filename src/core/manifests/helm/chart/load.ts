import { inFolder } from '../../../model/paths.ts';
import type { FilePath, Location } from '../../../model/source.ts';
import { text } from '../../../yaml/tree.ts';
import type { Files, ManifestProblem } from '../../files.ts';
import { lenientYaml } from '../lenient-yaml.ts';
import { emptyMap, valuesOf } from '../values-file.ts';
import type { Chart, ChartFile, Metadata, Requirement } from './chart.ts';
import { ignored, type Ignored } from './ignored.ts';
import { metadataOf, requirementsOf } from './metadata.ts';

/** Charts in charts in charts; a `file://` dependency may also lead back to where it came from. */
const DEEPEST = 12;
/** Larger files are data that no template prints; Helm itself stops at 5 MB. */
const LARGEST = 10_000_000;

interface LoadedChart {
  readonly chart: Chart | undefined;
  readonly problems: readonly ManifestProblem[];
}

/** The chart in a folder with its subcharts. What cannot be read of it is a problem, and the rest counts. */
export function loadedChart(files: Files, folder: FilePath | ''): LoadedChart {
  const loader = new Loader(files);
  const chart = loader.chart(folder);
  return { chart, problems: loader.problems };
}

class Loader {
  readonly problems: ManifestProblem[] = [];
  private readonly files: Files;

  constructor(files: Files) {
    this.files = files;
  }

  chart(folder: FilePath | ''): Chart | undefined {
    const ignore = ignored(this.files.read(inFolder(folder, '.helmignore')) ?? '');
    const start = folder === '' ? 0 : folder.length + 1;
    const found = this.files.under(folder).map(path => ({ name: path.slice(start), path }));
    const chart = this.fromFiles(
      found.filter(({ name }) => !isIgnored(name, ignore)),
      { folder, depth: 0 },
    );
    if (!chart)
      this.problem({ file: inFolder(folder, 'Chart.yaml'), span: [0, 0] }, 'There is no Chart.yaml here, so this folder is no Helm chart.');
    return chart;
  }

  private problem(at: Location, message: string): void {
    this.problems.push({ at, message });
  }

  private read(path: FilePath): string | undefined {
    const content = this.files.read(path);
    if (content === undefined || content.length <= LARGEST) return content?.replace(/^\uFEFF/, '');
    this.problem({ file: path, span: [0, 0] }, `The file is longer than ${LARGEST} characters and was not read.`);
    return undefined;
  }

  private fromFiles(found: readonly ChartFile[], place: Place): Chart | undefined {
    const named = (name: string): ChartFile | undefined => found.find(file => file.name === name);
    const chartFile = named('Chart.yaml');
    const content = chartFile && this.read(chartFile.path);
    if (!chartFile || content === undefined) return undefined;
    const yaml = lenientYaml(chartFile.path, content);
    for (const { at, message } of yaml.problems) this.problem({ file: chartFile.path, span: at }, message);
    const metadata = metadataOf(chartFile.path, yaml.documents[0]?.root);
    if (!metadata.root)
      this.problem({ file: chartFile.path, span: [0, 0] }, 'Chart.yaml is no mapping of names to values; give at least name and version.');
    const requirements = this.requirements(metadata, named('requirements.yaml'));
    const name = text(metadata.root, 'name') ?? place.folder.slice(place.folder.lastIndexOf('/') + 1);
    const { charts, missing } = this.dependencies(found, requirements, place);
    return {
      name,
      version: text(metadata.root, 'version') ?? '',
      metadata,
      values: this.values(named('values.yaml')),
      templates: found.filter(file => file.name.startsWith('templates/')),
      files: found.filter(({ name }) => isOther(name, text(metadata.root, 'apiVersion') ?? 'v1')),
      dependencies: charts,
      requirements,
      missing,
    };
  }

  private requirements({ root }: Metadata, older: ChartFile | undefined): readonly Requirement[] {
    const content = older && this.read(older.path);
    if (!older || content === undefined) return requirementsOf(root);
    const listed = requirementsOf(lenientYaml(older.path, content).documents[0]?.root);
    return listed.length > 0 ? listed : requirementsOf(root);
  }

  private values(file: ChartFile | undefined): Chart['values'] {
    const content = file && this.read(file.path);
    if (!file || content === undefined) return emptyMap();
    const { values, problems } = valuesOf(file.path, content);
    this.problems.push(...problems);
    return values;
  }

  /** Folders below charts/, and what `file://` leads to where charts/ does not hold it (yet). */
  private dependencies(found: readonly ChartFile[], requirements: readonly Requirement[], place: Place): Dependencies {
    if (place.depth >= DEEPEST) return { charts: [], missing: new Map() };
    const groups = Map.groupBy(
      found.filter(({ name }) => name.startsWith('charts/')),
      ({ name }) => name.split('/')[1]!,
    );
    const charts: Chart[] = [];
    const packed: ChartFile[] = [];
    for (const [folder, inside] of groups) {
      if (/^[_.]/.test(folder) || folder.endsWith('.prov')) continue;
      if (folder.endsWith('.tgz')) packed.push(...inside);
      else charts.push(...this.subchart(folder, inside, place));
    }
    const missing = new Map<Requirement, string>();
    for (const requirement of requirements) {
      if (charts.some(({ name }) => name === requirement.name)) continue;
      const chart = this.besides(requirement, place);
      if (chart) charts.push(chart);
      else missing.set(requirement, whatIsMissing(requirement, packed));
    }
    return { charts, missing };
  }

  private subchart(folder: string, inside: readonly ChartFile[], place: Place): readonly Chart[] {
    const prefix = `charts/${folder}/`.length;
    const files = inside.filter(({ name }) => name.length > prefix).map(({ name, path }) => ({ name: name.slice(prefix), path }));
    const chart = this.fromFiles(files, { folder: inFolder(place.folder, `charts/${folder}`), depth: place.depth + 1 });
    return chart ? [chart] : [];
  }

  /** A chart of the same workspace, which `helm dependency build` would put into charts/. */
  private besides({ repository }: Requirement, place: Place): Chart | undefined {
    const target = repository?.startsWith('file://') ? resolved(place.folder, repository.slice('file://'.length)) : undefined;
    if (target === undefined || target === place.folder) return undefined;
    const ignore = ignored(this.files.read(inFolder(target, '.helmignore')) ?? '');
    const found = this.files.under(target).map(path => ({ name: target === '' ? path : path.slice(target.length + 1), path }));
    return this.fromFiles(
      found.filter(({ name }) => !isIgnored(name, ignore)),
      { folder: target, depth: place.depth + 1 },
    );
  }
}

function whatIsMissing({ name }: Requirement, packed: readonly ChartFile[]): string {
  const archive = packed.find(({ name: path }) => path.startsWith(`charts/${name}-`));
  return archive
    ? `The packed subchart ${archive.name} is not read; unpack it into charts/${name} to see what it adds.`
    : `The subchart ${name} is not in charts/, so what it adds is not known; fetch it with "helm dependency build" and unpack it.`;
}

interface Dependencies {
  readonly charts: readonly Chart[];
  readonly missing: ReadonlyMap<Requirement, string>;
}

interface Place {
  readonly folder: FilePath | '';
  readonly depth: number;
}

/** A path or any folder that it lies in. */
function isIgnored(path: string, ignore: Ignored): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) if (ignore(path.slice(0, slash), true)) return true;
  return ignore(path, false);
}

const PARTS: ReadonlySet<string> = new Set(['Chart.yaml', 'Chart.lock', 'values.yaml', 'values.schema.json']);
const OLDER_PARTS: ReadonlySet<string> = new Set(['requirements.yaml', 'requirements.lock']);

const isOther = (name: string, apiVersion: string): boolean =>
  !PARTS.has(name) &&
  !name.startsWith('templates/') &&
  (!name.startsWith('charts/') || name.endsWith('.prov')) &&
  (apiVersion === 'v1' || !OLDER_PARTS.has(name));

/** A relative path from a folder; undefined where it leaves the workspace. */
function resolved(folder: string, path: string): FilePath | '' | undefined {
  const parts = path.startsWith('/') ? [] : folder.split('/').filter(part => part !== '');
  if (path.startsWith('/')) return undefined;
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/') as FilePath | '';
}
