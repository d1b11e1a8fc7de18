import { impactOf } from '../../core/elements/consumers.ts';
import type { System } from '../../core/elements/system.ts';
import { dependencies } from '../../core/graph/reach.ts';
import { knownDependents } from '../../core/elements/impact-memory.ts';
import type { MapGraph } from '../../protocol/panels/map.ts';
import type { ExplainAnswer, ExplainedNode } from '../../protocol/lsp.ts';
import { bold, edgeLines, escaped, impactLines, list, nodeLine, type LinkTo } from './hover-words.ts';

interface Asked {
  readonly root: string;
  readonly system: System;
  readonly map: MapGraph;
  readonly link: LinkTo;
}

/** Everything that is known of a node or an edge; null where nothing here has the id. */
export function explanation(id: string, asked: Asked): ExplainAnswer | null {
  return nodeExplanation(id, asked) ?? edgeExplanation(id, asked);
}

function nodeExplanation(id: string, { root, system, map, link }: Asked): ExplainAnswer | null {
  const { graph, place } = system.snapshot;
  const node = graph.nodes.find(node => node.id === id);
  const drawn = map.nodes.find(node => node.id === id);
  if (!node || !drawn) return null;
  const names = new Map(graph.nodes.map(({ id, name }) => [id, name]));
  const named = (reached: readonly { readonly id: string; readonly hops: number }[]): ExplainedNode[] =>
    reached.map(({ id, hops }) => ({ id, hops, name: names.get(id) ?? id }));
  const edges = graph.edges.filter(({ from, to, kind }) => (from === id || to === id) && kind !== 'depends-on');
  return {
    kind: 'node',
    root,
    node: drawn,
    identity: node.identity.map(({ why, at }) => ({ why, file: at.file, line: place(at).line })),
    dependents: named(knownDependents(graph, id)),
    dependencies: named(dependencies(graph, id)),
    markdown: [
      `# ${escaped(node.name)}`,
      nodeLine(node),
      ...impactLines(impactOf(graph, id), {
        lead: `If ${bold(node.name)} fails, that affects`,
        link,
        nobody: 'No service is seen to need it.',
      }),
      '## Why these files are one',
      node.identity.map(({ why, at }) => `- ${escaped(why)} ${link(at)}`).join('\n'),
      '## What is said of it',
      edgeLines(edges, { name: other => names.get(other) ?? other, link, most: edges.length })
        .map(line => `- ${line}`)
        .join('\n'),
    ].join('\n\n'),
  };
}

function edgeExplanation(id: string, { root, system, map, link }: Asked): ExplainAnswer | null {
  const { graph } = system.snapshot;
  const edge = graph.edges.find(edge => edge.id === id);
  const drawn = map.edges.find(edge => edge.id === id);
  if (!edge || !drawn) return null;
  const nameOf = (id: string): string => graph.nodes.find(node => node.id === id)?.name ?? id;
  return {
    kind: 'edge',
    root,
    edge: drawn,
    from: nameOf(edge.from),
    to: nameOf(edge.to),
    markdown: [
      `# ${escaped(nameOf(edge.from))} → ${escaped(nameOf(edge.to))}`,
      ...edgeLines([edge], { name: nameOf, link }),
      ...(edge.environments.length > 0 ? [`Holds in ${list(edge.environments.map(escaped), edge.environments.length)}.`] : []),
      '## Proofs',
      edge.evidence.map(at => `- ${link(at)}`).join('\n'),
    ].join('\n\n'),
  };
}
