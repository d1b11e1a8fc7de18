import type { Severity } from '../../core/model/finding.ts';
import type { MapEvidence, MapGraph } from './map.ts';

/** What the checks add to a graph. It comes after the graph and changes more often, so it travels alone. */
export interface MapMarks {
  /** By the id of the node that they concern. */
  readonly findings: Readonly<Record<string, MapFindings>>;
  /** By the id of the edge. */
  readonly resilience: Readonly<Record<string, MapResilience>>;
}

export interface MapFindings {
  readonly count: number;
  readonly worst: Severity;
}

/** How a caller waits and tries again; what is absent is not known. */
export interface MapResilience {
  /** What one try waits. */
  readonly timeout?: MapTime;
  /** What all tries together may take. */
  readonly total?: MapTime;
  readonly retries: readonly (MapNote & { readonly more: number })[];
  /** Somebody stops calling who keeps failing. */
  readonly breaks?: MapNote;
  /** The node that one request may call so often, because several callers on the way try again. */
  readonly worst?: { readonly node: string; readonly calls: number };
}

export interface MapTime extends MapNote {
  readonly milliseconds: number;
  /** A library's or a proxy's own, which nobody wrote here. */
  readonly usual?: true;
}

export interface MapNote extends MapEvidence {
  readonly note: string;
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
