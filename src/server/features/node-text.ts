import type { Element } from '../../core/elements/element-at.ts';
import { impactOf } from '../../core/elements/consumers.ts';
import type { Cursor } from '../../core/elements/system.ts';
import { carriesFailure } from '../../core/graph/directed.ts';
import { isTalk } from '../../core/graph/talk.ts';
import type { Graph, GraphNode, Running } from '../../core/model/graph.ts';
import { code, edgeLines, environmentList, escaped, impactLines, list, nodeLine, table, type LinkTo } from './hover-words.ts';

/** A place that means something, and what is asked about it. */
export interface Asked {
  readonly cursor: Cursor;
  readonly element: Element;
  readonly graph: Graph;
  readonly link: LinkTo;
}

export const nameIn =
  ({ nodes }: Graph) =>
  (id: string): string =>
    nodes.find(node => node.id === id)?.name ?? id;

/** What a node is, who fails with it, what it needs, how it runs. */
export function nodeParagraphs({ node, graph, link }: Pick<Asked, 'graph' | 'link'> & { readonly node: GraphNode | undefined }): string[] {
  if (!node) return [];
  return [
    nodeLine(node),
    ...failureLines(node, graph, link),
    ...needs(node, graph),
    ...runningRows(node),
    `Seen in ${list([...new Set(node.evidence.map(link))], 5)}.`,
  ];
}

/** The node that the place is, names or leads to. */
export const nodeOf = ({ element: { node }, graph, link }: Asked): Parameters<typeof nodeParagraphs>[0] => ({ node, graph, link });

export const failureLines = (node: GraphNode, graph: Graph, link: LinkTo): string[] =>
  impactLines(impactOf(graph, node.id), {
    lead: `If ${escaped(node.name)} fails, it affects`,
    link,
    nobody: `No service is seen to need ${escaped(node.name)}.`,
  });

function needs(node: GraphNode, graph: Graph): string[] {
  const name = nameIn(graph);
  const needed = graph.edges
    .filter(edge => edge.from === node.id && carriesFailure(edge))
    .map(({ to, kind }) => `${escaped(name(to))} (${kind.replaceAll('-', ' ')})`);
  return needed.length > 0 ? [`Needs ${list([...new Set(needed)], 8)}.`] : [];
}

/** How it runs; environments that run it alike share a row. */
export function runningRows({ running = [] }: GraphNode): string[] {
  const rows = running.map(({ environment, image, ports }) => ({
    environment,
    image: image ? code(image.replace(/(?<=@sha256:[\da-f]{8})[\da-f]+$/, '…')) : 'built here',
    open: list(openPorts(ports), 4),
  }));
  const alike = [...Map.groupBy(rows, ({ image, open }) => `${image} ${open}`).values()];
  return table(
    ['environment', 'image', 'ports'],
    alike.map(same => [environmentList(same.map(({ environment }) => environment)), same[0]!.image, same[0]!.open]),
  );
}

/** Containers and Kubernetes Services both tell of a port: it is said once, with what leads to it. */
function openPorts(ports: Running['ports']): string[] {
  const led = new Set(ports.flatMap(({ target, published = 0 }) => (published > 0 ? [target] : [])));
  const said = ports
    .filter(({ target, published = 0 }) => published > 0 || !led.has(target))
    .map(({ target, published = 0 }) => (published === 0 || published === target ? String(target) : `${published} → ${target}`));
  return [...new Set(said)];
}

/** What leads somewhere from here. */
export function leads({ element: { edges, unresolved }, graph, link }: Asked): string[] {
  const calls = edges.filter(isTalk);
  if (calls.length === 0 && unresolved) return [`Where this leads is not known: ${escaped(unresolved.why.replace(/\.$/, ''))}.`];
  const shown = edgeLines(calls, { name: nameIn(graph), link, most: 2, proofs: 3 });
  return calls.length > shown.length ? [...shown, `And ${calls.length - shown.length} more.`] : shown;
}
