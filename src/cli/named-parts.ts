import type { EdgeDocument, GraphDocument, NodeDocument } from '../core/index/graph-document.ts';

/** By id, or by the names of both ends with an arrow between them. */
export function edgesNamed(asked: string, document: GraphDocument): EdgeDocument[] {
  const byId = document.edges.filter(({ id }) => id === asked);
  if (byId.length > 0) return byId;
  const [from, to] = asked.split(/\s*(?:->|→)\s*/);
  if (!from || !to) return [];
  const sources = new Set(nodesNamed(from, document).map(({ id }) => id));
  const targets = new Set(nodesNamed(to, document).map(({ id }) => id));
  return document.edges.filter(edge => sources.has(edge.from) && targets.has(edge.to));
}

/** By id or name, else by folder. */
export function nodesNamed(asked: string, document: GraphDocument): NodeDocument[] {
  const wanted = asked.toLowerCase();
  const exact = document.nodes.filter(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted);
  return exact.length > 0 ? exact : document.nodes.filter(({ path }) => path?.toLowerCase() === wanted);
}

/** What there is instead: a sentence for who mistypes a name. */
export function closest(asked: string, document: GraphDocument): string {
  const wanted = asked.toLowerCase();
  const near = document.nodes
    .map(({ name }) => name)
    .filter(name => name.toLowerCase().includes(wanted) || wanted.includes(name.toLowerCase()));
  const names = near.length > 0 ? near : document.nodes.filter(({ kind }) => kind === 'service').map(({ name }) => name);
  return names.length === 0 ? 'The graph is empty.' : `There is ${names.slice(0, 12).join(', ')}.`;
}
