import type { RootGraph } from '../protocol/lsp.ts';

/** Files in which a contract is written that somebody relies on, and who that is. */
export function contractFiles({ graph }: RootGraph): ReadonlyMap<string, readonly string[]> {
  const name = new Map(graph.nodes.map(node => [node.id, node.name]));
  const files = new Map<string, readonly string[]>();
  for (const node of graph.nodes) {
    if (node.kind !== 'contract') continue;
    const users = graph.edges.filter(({ to, kind }) => to === node.id && kind === 'consumes').map(({ from }) => name.get(from) ?? from);
    if (users.length === 0) continue;
    for (const { file } of node.evidence) files.set(file, [...new Set([...(files.get(file) ?? []), ...users])]);
  }
  return files;
}
