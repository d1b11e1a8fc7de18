import { callsOf, elementsAt, operationAskers, routesFor, type Askers } from '../../core/elements/askers.ts';
import { impactFrom, impactOver, isFor, type Impact } from '../../core/elements/consumers.ts';
import { ownerOf } from '../../core/elements/owner.ts';
import { plain, type Part } from '../../core/elements/parts.ts';
import type { OpenText, System } from '../../core/elements/system.ts';
import type { Graph, GraphEdge, GraphNode } from '../../core/model/graph.ts';
import { plainMethod } from '../../core/navigate/occurrence.ts';

/** Edges over which a request for an operation comes in. */
export function requestsFor(
  operation: { readonly method: string; readonly path: string },
  owner: GraphNode | undefined,
): (edge: GraphEdge) => boolean {
  return ({ to, kind, operations }) =>
    owner !== undefined && to === owner.id && kind !== 'depends-on' && operations.some(request => isFor(request, operation));
}

const NOBODY: Askers = { impact: { direct: [], indirect: [], hops: 0 }, silent: [] };

type Operation = Extract<Part, { kind: 'operation' }>;

/** Whose operation it is: of the code around it, else of who answers what a contract in a folder of its own describes. */
export function serverOf(part: Operation, { system, path }: Pick<OpenText, 'system' | 'path'>): GraphNode | undefined {
  const owner = ownerOf(system, path);
  if (owner?.kind === 'service' || part.contract === undefined) return owner;
  const answering = elementsAt(system.ends, path, part.at[0], ['declares'])
    .flatMap(system.ends.of)
    .find(({ role }) => role === 'answers');
  return system.snapshot.graph.nodes.find(({ id }) => id === answering?.owner) ?? owner;
}

/** Who asks for an operation that a text answers or describes. */
export function askersOf(part: Operation, { system, path }: Pick<OpenText, 'system' | 'path'>): Askers {
  const owner = serverOf(part, { system, path });
  if (!owner) return NOBODY;
  const route = { method: part.method, path: plain(part.path) };
  const written = elementsAt(system.ends, path, part.at[0], ['answers', 'declares']);
  const elements = [...new Set([...written, ...routesFor(route, owner, system.ends)])];
  return operationAskers(route, owner, { system, elements });
}

export const simple = (service: string): string => service.slice(service.lastIndexOf('.') + 1);

/** Who speaks a gRPC service: over the contract's edges, or over calls that name it. */
export function speakersOf(graph: Graph, service: string, kind: 'implements' | 'consumes'): GraphEdge[] {
  return graph.edges.filter(edge => edge.kind === kind && edge.operations.some(operation => simple(operation) === service));
}

export const impactOfRpc = (graph: Graph, service: string): Impact => {
  const consumers = new Set(speakersOf(graph, service, 'consumes').map(({ id }) => id));
  return impactOver(graph, ({ id }) => consumers.has(id));
};

/** As jumps name it. */
export const rpcElement = (service: string, rpc: string): string => `rpc ${simple(service).toLowerCase()}/${plainMethod(rpc)}`;

/**
 * Who calls one rpc. A client whose calls are seen counts for what it calls; one whose calls are not seen may call any, and counts for each.
 */
export function rpcAskers({ service, rpc }: { readonly service: string; readonly rpc: string }, { snapshot, ends }: System): Askers {
  const { graph } = snapshot;
  const servers = new Set(speakersOf(graph, service, 'implements').map(({ from }) => from));
  const own = rpcElement(service, '');
  const speaking = callersIn(
    ends.elements.filter(element => element.startsWith(own)),
    { ends },
  );
  const calls = new Map(callsOf([rpcElement(service, rpc)], ends, servers));
  const quiet = speakersOf(graph, service, 'consumes').filter(({ from }) => !speaking.has(from) && !servers.has(from));
  for (const { from, evidence } of quiet) calls.set(from, evidence.slice(0, 1));
  return { impact: impactFrom(graph, calls), silent: [] };
}

const callersIn = (elements: readonly string[], { ends }: Pick<System, 'ends'>): ReadonlySet<string> =>
  new Set(elements.flatMap(ends.of).flatMap(({ role, owner }) => (role === 'calls' && owner !== undefined ? [owner] : [])));

/** Who asks for an operation of a service, whoever writes it down. */
export const routeAskers = (route: { readonly method: string; readonly path: string }, server: GraphNode, system: System): Askers =>
  operationAskers(route, server, { system, elements: routesFor(route, server, system.ends) });
