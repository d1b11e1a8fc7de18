import type { GraphDocument, NodeDocument } from '../graph-document.ts';
import { drawn } from './drawn.ts';

/** A Mermaid flowchart: data stores as cylinders, topics as hexagons, externals rounded; events dashed. */
export function mermaid(document: GraphDocument): string {
  const { nodes, edges } = drawn(document);
  const ids = new Map(nodes.map(({ id }, at) => [id, `n${at}`]));
  const lines = edges.map(
    ({ from, to, kind }) => `  ${ids.get(from)} ${/publish|subscribe|messaging/.test(kind) ? '-.->' : '-->'}|${kind}| ${ids.get(to)}`,
  );
  return ['flowchart LR', ...nodes.map(node => `  ${ids.get(node.id)}${shape(node)}`), ...lines, ''].join('\n');
}

function shape({ kind, name }: NodeDocument): string {
  const label = `"${name.replaceAll('"', '#quot;')}"`;
  if (kind === 'datastore') return `[(${label})]`;
  if (kind === 'topic' || kind === 'broker') return `{{${label}}}`;
  if (kind === 'external') return `(${label})`;
  return `[${label}]`;
}
