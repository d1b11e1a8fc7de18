import { cycles } from '../graph/cycles.ts';
import type { GraphEdge, GraphNode, Running, Setting } from '../model/graph.ts';
import type { Location } from '../model/source.ts';
import type { Place, Snapshot } from './snapshot.ts';

/** The graph as it leaves the process: with lines instead of offsets. */
export interface GraphDocument {
  readonly environments: readonly string[];
  readonly nodes: readonly NodeDocument[];
  readonly edges: readonly EdgeDocument[];
  readonly unresolved: readonly { readonly node?: string; readonly what: string; readonly why: string; readonly at: Place }[];
  /** Services that call each other in a circle, by id. */
  readonly cycles: readonly (readonly string[])[];
  readonly problems: readonly (Place & { readonly message: string })[];
}

export type NodeDocument = Omit<GraphNode, 'evidence' | 'identity' | 'running'> & {
  readonly evidence: readonly Place[];
  readonly running?: readonly RunningDocument[];
  readonly identity: readonly { readonly aspect: string; readonly why: string; readonly at: Place }[];
};

/** How a node runs in one environment, with the lines that decide each setting. */
export type RunningDocument = Omit<Running, 'variables' | 'probes' | 'resources'> & {
  readonly variables: readonly SettingDocument[];
  readonly probes: readonly { readonly kind: string; readonly asks: string; readonly evidence: readonly Place[] }[];
  readonly resources: readonly SettingDocument[];
};

export type SettingDocument = Omit<Setting, 'evidence'> & { readonly evidence: readonly Place[] };

export type EdgeDocument = Omit<GraphEdge, 'evidence'> & { readonly evidence: readonly Place[] };

/** The graph of all environments, or of one: nodes and edges that hold nowhere else drop out; what no environment is known for stays. */
export function graphDocument({ graph, problems, place }: Snapshot, environment?: string): GraphDocument {
  const inEnvironment = ({ environments }: { readonly environments: readonly string[] }): boolean =>
    environment === undefined || environments.length === 0 || environments.includes(environment);
  const nodes = graph.nodes.filter(inEnvironment);
  const ids = new Set(nodes.map(({ id }) => id));
  const edges = graph.edges.filter(edge => inEnvironment(edge) && ids.has(edge.from) && ids.has(edge.to));
  const places = (locations: readonly Location[]): Place[] => distinctLines(locations.map(place));
  return {
    environments: graph.environments,
    nodes: nodes.map(({ running, ...node }) => ({
      ...node,
      evidence: places(node.evidence),
      identity: node.identity.map(entry => ({ ...entry, at: place(entry.at) })),
      ...(running && {
        running: running
          .filter(one => environment === undefined || one.environment === environment)
          .map(one => runningDocument(one, places)),
      }),
    })),
    edges: edges.map(edge => ({ ...edge, evidence: places(edge.evidence) })),
    unresolved: graph.unresolved.map(entry => ({ ...entry, at: place(entry.at) })),
    cycles: cycles({ ...graph, nodes, edges }),
    problems,
  };
}

function runningDocument(running: Running, places: (locations: readonly Location[]) => Place[]): RunningDocument {
  const placed = <T extends { readonly evidence: readonly Location[] }>(part: T) => ({ ...part, evidence: places(part.evidence) });
  return {
    ...running,
    variables: running.variables.map(placed),
    probes: running.probes.map(placed),
    resources: running.resources.map(placed),
  };
}

export const distinctLines = (places: readonly Place[]): Place[] => [
  ...new Map(places.map(place => [`${place.file}:${place.line}`, place])).values(),
];
