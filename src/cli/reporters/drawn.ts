import type { EdgeDocument, GraphDocument, NodeDocument } from '../graph-document.ts';

/** What is true of files and of starting, and no talk of running things. */
export const NOT_DRAWN: ReadonlySet<EdgeDocument['kind']> = new Set(['depends-on', 'implements', 'consumes', 'imports', 'builds-from']);

/** What a picture shows: calls, events and stores between running things; contracts and start order are for the lists. */
export function drawn(document: GraphDocument): { readonly nodes: readonly NodeDocument[]; readonly edges: readonly EdgeDocument[] } {
  const nodes = document.nodes.filter(({ kind }) => kind !== 'contract' && kind !== 'package');
  const ids = new Set(nodes.map(({ id }) => id));
  return { nodes, edges: document.edges.filter(({ from, to, kind }) => !NOT_DRAWN.has(kind) && ids.has(from) && ids.has(to)) };
}
