import type { GraphDocument } from '../../core/index/graph-document.ts';

/** GraphML with everything in it, for yEd, Gephi and NetworkX. */
export function graphml({ nodes, edges }: GraphDocument): string {
  const ids = new Set(nodes.map(({ id }) => id));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...['name', 'nodeKind', 'path', 'technology'].map(id => key(id, 'node')),
    ...['kind', 'confidence', 'reason', 'environments', 'evidence'].map(id => key(id, 'edge')),
    '  <graph id="faultline" edgedefault="directed">',
    ...nodes.map(
      node =>
        `    <node id="${escaped(node.id)}">${datum('name', node.name)}${datum('nodeKind', node.kind)}${datum('path', node.path ?? '')}${datum('technology', node.technology ?? '')}</node>`,
    ),
    ...edges
      .filter(({ from, to }) => ids.has(from) && ids.has(to))
      .map(
        edge =>
          `    <edge id="${escaped(edge.id)}" source="${escaped(edge.from)}" target="${escaped(edge.to)}">${datum('kind', edge.kind)}${datum('confidence', edge.confidence)}${datum('reason', edge.reason)}${datum('environments', edge.environments.join(' '))}${datum('evidence', edge.evidence.map(({ file, line }) => `${file}:${line}`).join(' '))}</edge>`,
      ),
    '  </graph>',
    '</graphml>',
    '',
  ].join('\n');
}

const escaped = (text: string): string =>
  text
    .replace(/[<>&"']/g, character => `&#${character.charCodeAt(0)};`)
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd');

const key = (id: string, on: string): string => `  <key id="${id}" for="${on}" attr.name="${id}" attr.type="string"/>`;

const datum = (name: string, value: string): string => `<data key="${name}">${escaped(value)}</data>`;
