import type { Graph, GraphEdge, GraphNode, Unresolved } from '../model/graph.ts';
import { remembered } from '../model/remembered.ts';
import type { FilePath, Location, Span } from '../model/source.ts';

/** What of the graph is proven by, or seen in, one file. */
interface PlacesOfFile {
  readonly nodes: readonly { readonly node: GraphNode; readonly span: Span }[];
  readonly edges: readonly { readonly edge: GraphEdge; readonly span: Span }[];
  readonly unresolved: readonly Unresolved[];
}

interface Growing {
  readonly nodes: { readonly node: GraphNode; readonly span: Span }[];
  readonly edges: { readonly edge: GraphEdge; readonly span: Span }[];
  readonly unresolved: Unresolved[];
}

const NOTHING: PlacesOfFile = { nodes: [], edges: [], unresolved: [] };
const placesByFile = remembered(byFile);

export const placesIn = (graph: Graph, file: FilePath): PlacesOfFile => placesByFile(graph).get(file) ?? NOTHING;

function byFile(graph: Graph): ReadonlyMap<FilePath, PlacesOfFile> {
  const places = new Map<FilePath, Growing>();
  const of = (file: FilePath): Growing => {
    const found = places.get(file) ?? { nodes: [], edges: [], unresolved: [] };
    places.set(file, found);
    return found;
  };
  for (const node of graph.nodes)
    for (const { file, span } of distinct([...node.evidence, ...node.identity.map(({ at }) => at)])) of(file).nodes.push({ node, span });
  for (const edge of graph.edges) for (const { file, span } of distinct(edge.evidence)) of(file).edges.push({ edge, span });
  for (const entry of graph.unresolved) of(entry.at.file).unresolved.push(entry);
  return places;
}

/** A place that several things say is one. */
export const distinct = (locations: readonly Location[]): Location[] => [
  ...new Map(locations.map(location => [`${location.file} ${location.span[0]}`, location])).values(),
];

export const overlaps = (a: Span, b: Span): boolean => a[0] <= b[1] && b[0] <= a[1];
