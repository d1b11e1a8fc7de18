import { isTalk } from '../../core/graph/talk.ts';
import type { EdgeDocument, GraphDocument, NodeDocument } from '../../core/index/graph-document.ts';

/** What a picture shows: calls, events and stores between running things; contracts and start order are for the lists. */
export function drawn(document: GraphDocument): { readonly nodes: readonly NodeDocument[]; readonly edges: readonly EdgeDocument[] } {
  const nodes = document.nodes.filter(({ kind }) => kind !== 'contract' && kind !== 'package');
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: document.edges.filter(edge => isTalk(edge) && ids.has(edge.from) && ids.has(edge.to)) };
}
