import type { ReleaseFact, ReleaseSet, ValuesFile } from '../../model/release-fact.ts';
import { at, entries, type Node, text } from '../../yaml/tree.ts';
import { assignments } from './helm-command.ts';
import { clean, isRemoteChart } from './paths.ts';
import type { Stage } from './pipelines.ts';
import { filled, holes } from './template.ts';

const TASK = /^HelmDeploy@|k8s-bake@|helm[\w-]*@/i;

/** Ready-made steps that install a chart: `HelmDeploy@0` of Azure, `azure/k8s-bake` and other actions with the same inputs. */
export function taskFacts(node: Node, { from, known, environment }: Stage): readonly ReleaseFact[] {
  const named = text(node, 'task') ?? text(node, 'uses') ?? '';
  if (!TASK.test(named)) return [];
  const inputs = at(node, 'inputs') ?? at(node, 'with');
  const input = (...names: readonly string[]): Node | undefined =>
    entries(inputs).find(({ key }) => names.includes(key.toLowerCase()))?.value;
  const value = (...names: readonly string[]): string | undefined => {
    const written = text(input(...names));
    return written === undefined ? undefined : filled(expressions(written), known);
  };
  const chart = input('chartpath', 'helmchart', 'chart', 'chartname', 'helm-chart', 'chart-path', 'chart_path');
  const path = value('chartpath', 'helmchart', 'chart', 'chartname', 'helm-chart', 'chart-path', 'chart_path');
  if (!chart || path === undefined || path.includes('\n')) return [];
  const name = value('releasename', 'release', 'release-name', 'release_name', 'name');
  const namespace = value('namespace');
  const remote = isRemoteChart(path);
  return [
    {
      kind: 'helm-release',
      at: chart.at,
      tool: 'script',
      ...(name && { name }),
      chart: remote ? path : seen(path),
      ...(remote && { remote }),
      from,
      valuesFiles: valuesFiles(input('valuefile', 'overridefiles', 'value-files', 'values-file', 'valuefiles', 'values_file'), known),
      inlineValues: [],
      sets: sets(input('overridevalues', 'overrides', 'set'), known),
      ...(namespace && { namespace }),
      ...(environment && { environment }),
    },
  ];
}

/** `${{ matrix.env }}` and `$(Build.SourcesDirectory)`; the root of the checkout is where paths are seen from. */
const expressions = (text: string): string =>
  holes(text.replaceAll('${{', '{{').replace(/\$\(([\w.-]+)\)/g, '{{$1}}')).replace(
    /^\$\{(?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory|github\.workspace)\}\/?/i,
    '',
  );

const seen = (path: string): string => clean(path);

function valuesFiles(node: Node | undefined, known: Stage['known']): readonly ValuesFile[] {
  if (node?.kind !== 'scalar') return [];
  const paths = filled(expressions(node.text), known)
    .replace(/[[\]"']/g, '')
    .split(/[\n,]/);
  return paths.flatMap(path => (path.trim() ? [{ path: seen(path.trim()), at: node.at }] : []));
}

/** `a=b,c=d` of Azure, lines of `a:b` of the baking action. */
function sets(node: Node | undefined, known: Stage['known']): readonly ReleaseSet[] {
  if (node?.kind !== 'scalar') return [];
  const lines = filled(expressions(node.text), known)
    .split('\n')
    .map(line => line.trim());
  return lines.flatMap(line => assignments(/^[\w.[\]]+=/.test(line) ? line : line.replace(/^([\w.[\]-]+):\s*/, '$1='), node.at));
}
