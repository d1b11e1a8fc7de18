import type { GraphDocument, NodeDocument } from '../../core/index/graph-document.ts';
import { drawn } from './drawn.ts';

const SHAPES: Readonly<Partial<Record<NodeDocument['kind'], string>>> = {
  datastore: 'cylinder',
  topic: 'hexagon',
  broker: 'hexagon',
  external: 'ellipse',
};

/** Graphviz. */
export function dot(document: GraphDocument): string {
  const { nodes, edges } = drawn(document);
  return [
    'digraph faultline {',
    '  rankdir=LR;',
    ...nodes.map(({ id, name, kind }) => `  ${quoted(id)} [label=${quoted(name)}, shape=${SHAPES[kind] ?? 'box'}];`),
    ...edges.map(
      ({ from, to, kind, confidence }) =>
        `  ${quoted(from)} -> ${quoted(to)} [label=${quoted(kind)}${confidence === 'certain' ? '' : ', style=dashed'}];`,
    ),
    '}',
    '',
  ].join('\n');
}

const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
