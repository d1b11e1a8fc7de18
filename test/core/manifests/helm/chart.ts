import type { Files } from '../../../../src/core/manifests/files.ts';
import { renderChart, type ChartRequest, type RenderedChart } from '../../../../src/core/manifests/helm/render-chart.ts';
import { plainOf } from '../../../../src/core/manifests/tree.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import type { Texts } from '../origins.ts';

/** Files as a test writes them, by path. */
export function filesOf(texts: Texts): Files {
  const paths = Object.keys(texts).toSorted() as FilePath[];
  return {
    read: path => (Object.hasOwn(texts, path) ? texts[path] : undefined),
    under: folder => paths.filter(path => folder === '' || path.startsWith(`${folder}/`)),
  };
}

export const CHART_YAML = 'apiVersion: v2\nname: shop\nversion: 1.2.3\nappVersion: "4.5"\n';

type Asked = Omit<ChartRequest, 'chart' | 'values'> & { readonly values?: readonly string[] };

/** A chart whose files lie at the root; Chart.yaml is there unless the test has its own. */
export function rendered(texts: Texts, { values = [], ...asked }: Asked = {}): RenderedChart {
  return renderChart(filesOf({ 'Chart.yaml': CHART_YAML, ...texts }), { ...asked, chart: '', values: values as FilePath[] });
}

/** What one template puts out as a value, with these values; or the sentence why it does not. */
export function output(template: string, values = '', more: Texts = {}): unknown {
  const { objects, problems } = rendered({ 'values.yaml': values, 'templates/a.yaml': `v: |-\n  |${template}|\n`, ...more });
  const [problem] = problems;
  if (problem) return problem.message;
  const [object] = objects;
  const found = object && (plainOf(object.tree) as { v: string }).v;
  return found?.slice(1, -1);
}

/** What the objects of a chart say, by the template that makes them. */
export const objects = (texts: Texts, asked: Asked = {}): Record<string, unknown> =>
  Object.fromEntries(rendered(texts, asked).objects.map(({ tree, template }) => [template, plainOf(tree)]));

export const problems = (texts: Texts, asked: Asked = {}): readonly string[] =>
  rendered(texts, asked).problems.map(({ at, message }) => `${at.file}: ${message}`);
