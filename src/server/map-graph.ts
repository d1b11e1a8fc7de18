import { basename } from 'node:path';
import type { GraphDocument } from '../core/index/graph-document.ts';
import type { Place } from '../core/index/snapshot.ts';
import type { MapGraph } from '../protocol/panels/map.ts';
import { sourceLines, type SourceLines } from '../workspace/source-lines.ts';

/** Proofs beyond this many add nothing that a person reads. */
const MOST_PROOFS = 30;

/** The graph for the map, with the source line of every proof. */
export async function mapGraph(document: GraphDocument, root: string): Promise<MapGraph> {
  const lines = await sourceLines(root);
  return {
    root: basename(root),
    environments: document.environments,
    nodes: await Promise.all(document.nodes.map(async node => ({ ...node, evidence: await withText(node.evidence, lines) }))),
    edges: await Promise.all(document.edges.map(async edge => ({ ...edge, evidence: await withText(edge.evidence, lines) }))),
    unresolved: document.unresolved,
    problems: document.problems,
  };
}

const withText = (places: readonly Place[], lines: SourceLines): Promise<(Place & { readonly text: string })[]> =>
  Promise.all(places.slice(0, MOST_PROOFS).map(async place => ({ ...place, text: await lines(place.file, place.line) })));
