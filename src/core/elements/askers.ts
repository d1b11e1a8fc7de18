import type { Graph, GraphEdge, GraphNode } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { holdsOffset } from '../model/spans.ts';
import { impactFrom, isFor, type Impact } from './consumers.ts';
import type { End, Ends } from './ends.ts';
import { plain } from './parts.ts';
import { distinct, overlaps } from './places.ts';
import type { System } from './system.ts';

/** Who asks for one operation or rpc, each with the lines that do. */
export interface Askers {
  readonly impact: Impact;
  /** Who talks to the same server in a way that does not tell what for. */
  readonly silent: readonly GraphNode[];
}

/** Elements that a place of a file is an end of; the roles that count are the caller's to say. */
export const elementsAt = ({ inFile }: Ends, file: FilePath, start: number, roles: readonly string[]): readonly string[] => [
  ...new Set(inFile(file).flatMap(({ element, role, at }) => (at.span[0] === start && roles.includes(role) ? [element] : []))),
];

/** The end whose word stands at an offset. */
export const endAt = (
  { inFile }: Ends,
  file: FilePath,
  { text, offset }: { readonly text: string; readonly offset: number },
): End | undefined =>
  inFile(file).find(({ word, at: { span } }) => word !== undefined && holdsOffset(span, offset) && text.slice(...span).includes(word));

/** Calls of elements out of other programs, by the caller: as references list them, so doubtful ones only where there is nothing better. */
export function callsOf(elements: readonly string[], { of }: Ends, owners: ReadonlySet<string>): ReadonlyMap<string, readonly Location[]> {
  const calls = elements.flatMap(of).filter(({ role, owner }) => role === 'calls' && owner !== undefined && !owners.has(owner));
  const least = Math.min(...calls.map(({ doubt = 0 }) => doubt));
  const sure = calls.filter(({ doubt = 0 }) => doubt === least);
  return new Map([...Map.groupBy(sure, ({ owner }) => owner!)].map(([owner, ends]) => [owner, distinct(ends.map(({ at }) => at))]));
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/** Who requests an operation: over the calls that are seen to fit it, and over edges that name it. */
export function operationAskers(
  route: Route,
  owner: GraphNode,
  asked: { readonly system: System; readonly elements: readonly string[] },
): Askers {
  const { system, elements } = asked;
  const { graph } = system.snapshot;
  const calls = new Map(callsOf(elements, system.ends, new Set([owner.id])));
  const into = graph.edges.filter(({ to, kind }) => to === owner.id && kind !== 'depends-on');
  for (const edge of into) {
    if (calls.has(edge.from) || !edge.operations.some(request => isFor(request, route))) continue;
    calls.set(edge.from, requestsIn(edge, route, system));
  }
  const silent = into.filter(({ kind, operations, from }) => kind === 'http' && operations.length === 0 && !calls.has(from));
  return { impact: impactFrom(graph, calls), silent: nodesOf(graph, silent) };
}

const nodesOf = ({ nodes }: Graph, edges: readonly GraphEdge[]): GraphNode[] =>
  nodes.filter(({ id }) => edges.some(({ from }) => from === id));

/** Of an edge's proofs the lines that send such a request, where the facts tell; else the first. */
function requestsIn({ evidence }: GraphEdge, route: Route, { facts }: System): readonly Location[] {
  const fitting = evidence.filter(({ file, span }) =>
    (facts.get(file) ?? []).some(
      fact =>
        fact.kind === 'uses-address' &&
        overlaps(fact.at, span) &&
        isFor(`${fact.method ?? '*'} ${pathIn(`${fact.target ? plain(fact.target) : ''}${fact.path ? plain(fact.path) : ''}`)}`, route),
    ),
  );
  return fitting.length > 0 ? fitting : evidence.slice(0, 1);
}

/** What follows the host, or whatever stands for it. */
export const pathIn = (address: string): string => address.replace(/^(?:\w+:\/\/)?[^/]*(?=\/)/, '');

/** Elements of the routes of a service that are an operation: an OpenAPI document and the code both write them down, one with what stands before. */
export const routesFor = ({ method, path }: Route, owner: GraphNode, { elements }: Ends): readonly string[] => {
  const prefix = `route ${owner.id} `;
  const wanted = plainPath(path);
  return elements.filter(element => {
    if (!element.startsWith(prefix)) return false;
    const [verb = '', served = ''] = element.slice(prefix.length).split(' ');
    const written = plainPath(served);
    return (
      (verb === '*' || method === '*' || verb === method) &&
      (written === wanted || (wanted !== '' && written.endsWith(wanted)) || (written !== '' && wanted.endsWith(written)))
    );
  });
};

/** `/orders/{id}`, `/orders/:id/` and `/orders/{}` are one. */
const plainPath = (path: string): string =>
  path
    .split('/')
    .filter(part => part !== '')
    .map(part => `/${/^(?:\{.*\}|:.*|<.*>)$/.test(part) ? '{}' : part}`)
    .join('');
