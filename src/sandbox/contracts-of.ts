import type { Graph } from '../core/model/graph.ts';
import { composeName } from '../core/verify/slice.ts';

/** The contract of each service that has one that a mock can be made of; paths below the workspace's root, by compose names. */
export function contractsOf({ nodes, edges }: Graph, project: ReadonlyMap<string, unknown>): ReadonlyMap<string, string> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const found = edges.flatMap(({ from, to, kind }) => {
    if (kind !== 'implements') return [];
    const [service, contract] = [byId.get(from), byId.get(to)];
    const name = service && composeName(service, project);
    const [at] = contract?.evidence ?? [];
    return name !== undefined && at && MOCKABLE.test(at.file) ? [[name, at.file] as const] : [];
  });
  return new Map(found);
}

const MOCKABLE = /\.(ya?ml|json|proto)$/i;
