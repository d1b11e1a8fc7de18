import type { GraphEdge, GraphNode } from '../model/graph.ts';
import { isTalk } from './talk.ts';

type DrawnNode = Pick<GraphNode, 'id' | 'name' | 'kind'>;
type DrawnEdge = Pick<GraphEdge, 'from' | 'to' | 'kind'>;

/** A flowchart of calls, events and stores: data stores as cylinders, topics as hexagons, externals rounded; events dashed. `around`: a node and its neighbours only. */
export function mermaid(
  { nodes, edges }: { readonly nodes: readonly DrawnNode[]; readonly edges: readonly DrawnEdge[] },
  around?: string,
): string {
  const talk = edges.filter(edge => isTalk(edge) && (around === undefined || edge.from === around || edge.to === around));
  const near = new Set(talk.flatMap(({ from, to }) => [from, to]));
  const drawn = nodes.filter(
    ({ id, kind }) => kind !== 'contract' && kind !== 'package' && (around === undefined || near.has(id) || id === around),
  );
  const ids = new Map(drawn.map(({ id }, at) => [id, `n${at}`]));
  const lines = talk.flatMap(({ from, to, kind }) => {
    const ends = [ids.get(from), ids.get(to)];
    return ends.includes(undefined)
      ? []
      : [`  ${ends[0]} ${/publish|subscribe|messaging/.test(kind) ? '-.->' : '-->'}|${kind}| ${ends[1]}`];
  });
  return ['flowchart LR', ...drawn.map(node => `  ${ids.get(node.id)}${shape(node)}`), ...lines, ''].join('\n');
}

function shape({ kind, name }: DrawnNode): string {
  const label = `"${name.replaceAll('#', '#35;').replaceAll('"', '#quot;').replace(/\s+/g, ' ')}"`;
  if (kind === 'datastore') return `[(${label})]`;
  if (kind === 'topic' || kind === 'broker') return `{{${label}}}`;
  if (kind === 'external') return `(${label})`;
  return `[${label}]`;
}
