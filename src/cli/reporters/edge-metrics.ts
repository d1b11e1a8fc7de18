import { distinctLines } from '../../core/index/graph-document.ts';
import type { Place, Snapshot } from '../../core/index/snapshot.ts';
import type { EdgeMetrics } from '../../core/metrics/edge-metrics.ts';
import type { GraphEdge } from '../../core/model/graph.ts';

/** An edge with the queries about it; every place is a file, line and column. */
interface EdgeMetricsDocument {
  readonly edge: string;
  readonly sources: readonly (Omit<EdgeMetrics, 'evidence'> & { readonly evidence: readonly Place[] })[];
}

export const metricsDocument = (
  { edge, sources }: { readonly edge: GraphEdge; readonly sources: readonly EdgeMetrics[] },
  place: Snapshot['place'],
): EdgeMetricsDocument => ({
  edge: edge.id,
  sources: sources.map(source => ({ ...source, evidence: distinctLines(source.evidence.map(place)) })),
});

export const metricsText = (edges: readonly EdgeMetricsDocument[]): string =>
  edges.length === 0 ? 'Only start order is known between them, and nobody measures that.\n' : `${edges.map(edgeText).join('\n')}`;

function edgeText({ edge, sources }: EdgeMetricsDocument): string {
  if (sources.length === 0)
    return `${edge}\n  Nothing here is seen to measure it: no mesh, no exporter, no instrumentation in either service and no metric in their code.\n`;
  return [edge, ...sources.flatMap(sourceLines)].join('\n') + '\n';
}

const sourceLines = ({ source, queries, evidence, assumes, isOfPair }: EdgeMetricsDocument['sources'][number]): readonly string[] => [
  '',
  `  ${source}${isOfPair ? '' : ' (of all calls, not of this pair alone)'}`,
  ...queries.flatMap(({ what, query }) => [`    # ${what}`, `    ${query}`]),
  ...assumes.map(assumed => `    Assumed: ${assumed}.`),
  ...evidence.map(({ file, line }) => `    ${file}:${line}`),
];
