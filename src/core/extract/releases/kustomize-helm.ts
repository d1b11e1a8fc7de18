import type { HelmRelease } from '../../model/release-fact.ts';
import type { Source } from '../../model/source.ts';
import { at, items, type Node, text } from '../../yaml/tree.ts';
import { yamlFile } from '../../yaml/parse.ts';
import type { Extractor } from '../extractor.ts';
import { inlineValues } from './inline-values.ts';
import { clean, foldersUp, joined } from './paths.ts';

/** Charts that a kustomization takes in. Paths are seen from the kustomization's folder. */
export const kustomizeHelm: Extractor = {
  name: 'kustomize-helm',
  include: ['**/kustomization.{yaml,yml}', '**/Kustomization'],
  mayMatch: text => /^helm(?:Charts|ChartInflationGenerator):/m.test(text),
  extract: source => {
    const root = yamlFile(source).documents[0]?.root;
    const home = text(root, 'helmGlobals', 'chartHome');
    const charts = [...items(at(root, 'helmCharts')), ...items(at(root, 'helmChartInflationGenerator'))];
    return { facts: charts.flatMap(chart => release(chart, home ?? text(chart, 'chartHome') ?? 'charts', source)), problems: [] };
  },
};

function release(node: Node, home: string, source: Source): readonly HelmRelease[] {
  const chart = at(node, 'name') ?? at(node, 'chartName');
  const written = text(chart);
  if (!chart || written === undefined) return [];
  const repository = text(node, 'repo') ?? text(node, 'chartRepo');
  const single = at(node, 'valuesFile') ?? at(node, 'values');
  const files = [...(single ? [single] : []), ...items(at(node, 'additionalValuesFiles'))];
  const valuesFiles = files.flatMap(item => (text(item) ? [{ path: clean(text(item)!), at: item.at }] : []));
  const name = text(node, 'releaseName');
  const namespace = text(node, 'namespace') ?? text(node, 'releaseNamespace');
  return [
    {
      kind: 'helm-release',
      at: chart.at,
      tool: 'kustomize-helm',
      ...(name && { name }),
      chart: repository ? written : joined(home, written),
      ...(repository && { remote: true, repository }),
      from: foldersUp(source.path).slice(0, 1),
      valuesFiles,
      inlineValues: inlineValues(at(node, 'valuesInline'), afterFiles(node, valuesFiles.length)),
      sets: [],
      ...(namespace && { namespace }),
    },
  ];
}

/** `valuesMerge` tells whether the inline values or the first file win; further files are given to Helm after both. */
function afterFiles(node: Node, files: number): number {
  return text(node, 'valuesMerge') === 'merge' ? 0 : Math.min(files, 1);
}
