import type { EdgeResilience } from '../../core/model/edge-resilience.ts';
import type { Severity } from '../../core/model/finding.ts';
import type { MapGraph } from './map.ts';

/** What the checks add to a graph. It comes after the graph and changes more often, so it travels alone. */
export interface MapMarks {
  /** By the id of the node that they concern. */
  readonly findings: Readonly<Record<string, MapFindings>>;
  /** By the id of the edge. */
  readonly resilience: Readonly<Record<string, EdgeResilience>>;
}

export interface MapFindings {
  readonly count: number;
  readonly worst: Severity;
}

export const NO_MARKS: MapMarks = { findings: {}, resilience: {} };

/** The graph with what the checks say of its nodes and edges. */
export function marked(graph: MapGraph, { findings, resilience }: MapMarks): MapGraph {
  return {
    ...graph,
    nodes: graph.nodes.map(node => (findings[node.id] ? { ...node, findings: findings[node.id]! } : node)),
    edges: graph.edges.map(edge => (resilience[edge.id] ? { ...edge, resilience: resilience[edge.id]! } : edge)),
  };
}
