import type { MapNodeKind } from '../../protocol/panels/map.ts';
import { drawn, receiver } from './visible.ts';
import type { Visible } from './visible.ts';
import { kindWord, groupOf } from './words.ts';

const SHAPE: Readonly<Record<MapNodeKind, readonly [string, string]>> = {
  service: ['[', ']'],
  datastore: ['[(', ')]'],
  broker: ['[[', ']]'],
  topic: ['>', ']'],
  external: ['([', '])'],
  contract: ['[/', '/]'],
  package: ['{{', '}}'],
};

/** Mermaid ends a quoted label at a quote and reads # as the start of an entity. */
function quoted(text: string): string {
  return `"${text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replace(/\s+/g, ' ')}"`;
}

/** The filtered map as a flowchart; a dotted line is an event, a word says what is not certain. */
export function mermaid(view: Visible): string {
  const nodes = drawn(view);
  const short = new Map(nodes.map((node, i) => [node.id, `n${i}`]));
  const lines = nodes.map(node => {
    const [open, close] = SHAPE[node.kind];
    return `  ${short.get(node.id)!}${open}${quoted(node.name)}${close}`;
  });
  for (const edge of view.edges) {
    const to = receiver(edge, view.byId);
    const from = edge.from === to ? edge.to : edge.from;
    const words = [kindWord(edge.kind), edge.operations?.[0], edge.confidence === 'certain' ? undefined : edge.confidence];
    const arrow = groupOf(edge.kind) === 'events' ? '-.->' : '-->';
    lines.push(`  ${short.get(from)!} ${arrow}|${quoted(words.filter(Boolean).join(' · '))}| ${short.get(to)!}`);
  }
  view.graph.unresolved.forEach((unresolved, i) => {
    const from = unresolved.node && short.get(unresolved.node);
    if (from) lines.push(`  ${from} -.- u${i}((${quoted(`unresolved: ${unresolved.why}`)}))`);
  });
  return `flowchart LR\n${lines.join('\n')}\n`;
}
