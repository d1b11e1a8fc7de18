import type { Graphs } from '../graphs.ts';

/** Where a node or an edge is in the map, as a link says it. An edge is looked at from its caller. */
export function placeOf(graphs: Graphs, { id, root }: { readonly id: string; readonly root: string }): string {
  const edge = graphs.root(root)?.graph.edges.find(one => one.id === id);
  if (!edge) return `focus=${encodeURIComponent(id)}`;
  return `focus=${encodeURIComponent(edge.from)}&edge=${encodeURIComponent(id)}`;
}
