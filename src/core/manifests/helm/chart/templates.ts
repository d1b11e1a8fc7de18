import type { Files } from '../../files.ts';
import { FUNCTIONS } from '../functions/functions.ts';
import { textFrom } from '../functions/text.ts';
import type { GoMap, GoObject, GoValue } from '../value.ts';
import type { Chart, ChartFile } from './chart.ts';
import { chartFiles } from './chart-files.ts';
import { chartObject } from './metadata.ts';

/** A template file with what its dot is. */
export interface ChartTemplate extends ChartFile {
  readonly dot: GoMap;
  /** The folder that templates of its chart lie in, by the name that Helm gives it. */
  readonly basePath: string;
}

interface Release {
  readonly name: string;
  readonly namespace: string;
}

interface Rendering {
  readonly chart: Chart;
  readonly values: GoMap;
  readonly files: Files;
  readonly release: Release;
  readonly capabilities: GoObject;
}

/** The templates of a chart and all its subcharts, in the order in which Helm reads them: the deepest first, so that a parent's helpers win. */
export function chartTemplates(rendering: Rendering): readonly ChartTemplate[] {
  const found: ChartTemplate[] = [];
  collect(rendering, { found, folder: rendering.chart.name, release: releaseMap(rendering.release), isRoot: true });
  return found.toSorted((a, b) => depth(b.name) - depth(a.name) || (a.name < b.name ? 1 : -1));
}

interface Collection {
  readonly found: ChartTemplate[];
  readonly folder: string;
  readonly release: GoMap;
  readonly isRoot: boolean;
}

function collect(rendering: Rendering, { found, folder, release, isRoot }: Collection): GoMap {
  const { chart, values, files, capabilities } = rendering;
  const subcharts = new Map<string, GoValue>();
  const dot = mapOf([
    ['Chart', chartObject(chart, isRoot)],
    ['Files', chartFiles(chart.files, files)],
    ['Release', release],
    ['Capabilities', capabilities],
    ['Values', withMethods(values)],
    ['Subcharts', { kind: 'map', entries: subcharts, origins: [] }],
  ]);
  for (const child of chart.dependencies) {
    const own = values.entries.get(child.name);
    const inner = { ...rendering, chart: child, values: own?.kind === 'map' ? own : mapOf([]) };
    subcharts.set(child.name, collect(inner, { found, folder: `${folder}/charts/${child.name}`, release, isRoot: false }));
  }
  for (const { name, path } of chart.templates)
    if (!chart.metadata.library || isPartial(name)) found.push({ name: `${folder}/${name}`, path, dot, basePath: `${folder}/templates` });
  return dot;
}

/** `.Values` is a map that can write itself; its entries stay shared with what it is made of. */
function withMethods(values: GoMap): GoMap {
  const yaml = (): GoValue => FUNCTIONS.get('toYaml')?.([values]) ?? values;
  return {
    ...values,
    methods: new Map([
      ['AsMap', () => values],
      ['YAML', yaml],
    ]),
  };
}

/** A file that only holds helpers. */
export const isPartial = (name: string): boolean => name.slice(name.lastIndexOf('/') + 1).startsWith('_');

const depth = (name: string): number => name.split('/').length;

const mapOf = (entries: readonly (readonly [string, GoValue])[]): GoMap => ({ kind: 'map', entries: new Map(entries), origins: [] });

const releaseMap = ({ name, namespace }: Release): GoMap =>
  mapOf([
    ['Name', textFrom(name)],
    ['Namespace', textFrom(namespace)],
    ['IsInstall', { kind: 'bool', value: true, origins: [] }],
    ['IsUpgrade', { kind: 'bool', value: false, origins: [] }],
    ['Revision', { kind: 'int', value: 1, origins: [] }],
    ['Service', textFrom('Helm')],
  ]);
