import type { GraphEdge } from '../../model/graph.ts';
import type { LimitsCalls, Retries, SendsRequest } from '../../model/resilience-fact.ts';
import { baseName } from '../../model/paths.ts';
import type { Location, Span } from '../../model/source.ts';
import type { Placed } from '../../link/facts-view.ts';
import { stem } from '../../link/names.ts';
import type { SystemService } from '../system.ts';

export type Policy = Placed<Retries> | Placed<LimitsCalls>;

/** A place where an edge is seen, and the request that is sent there. */
export interface CallPlace {
  readonly at: Location;
  readonly edge: GraphEdge;
  readonly request?: SendsRequest;
  /** The variable that holds the client which sends it. */
  readonly client?: string;
  /** The name that the client is asked for by. */
  readonly named?: string;
  /** What makes the connection, as its users call it; absent where only an address is read or configured. */
  readonly via?: string;
  /** What runs in a span of the same file comes here through functions that it calls. */
  readonly isLedTo: (over: Span) => boolean;
}

/** A policy is about the call at a place. */
export function reaches(policy: Policy, place: CallPlace): boolean {
  const { at, edge } = place;
  if (policy.over && policy.file === at.file)
    return (policy.over[0] <= at.span[0] && at.span[0] < policy.over[1]) || place.isLedTo(policy.over);
  if (policy.client !== undefined && policy.file === at.file)
    return policy.client === place.client || (policy.client === 'axios' && place.client === undefined && isScript(at));
  if (policy.types?.includes(typeOf(at))) return !place.request || policy.asks?.includes(place.request.via) !== false;
  if (isNamedClient(policy) && policy.named === place.named) return true;
  if (policy.services) return edge.kind === 'grpc' && policy.services.some(name => servesIt(edge, name));
  if (policy.everywhere === undefined || (edge.kind === 'grpc') !== (policy.everywhere === 'grpc')) return false;
  return (!isCode(policy) || languageOf(policy) === languageOf(at)) && isBy(policy.library, place);
}

/** An address may be handed to anybody: only where a client of the library stands it is known to be the library's call. */
const isBy = (library: string | undefined, { request, via }: CallPlace): boolean =>
  library === undefined || request?.library === library || via?.startsWith(library) === true;

/** A file is named for the type in it. */
const typeOf = ({ file }: Pick<Location, 'file'>): string => baseName(file).replace(/\.\w+$/, '');

const isScript = ({ file }: Pick<Location, 'file'>): boolean => /\.[cm]?[jt]sx?$/.test(file);

/** A service config in a file of its own is for any language. */
const isCode = ({ file }: Pick<Location, 'file'>): boolean => !/\.(?:json|ya?ml|properties)$/.test(file);

/** What a program does everywhere, it does in its own language. */
const languageOf = ({ file }: Pick<Location, 'file'>): string => (isScript({ file }) ? 'script' : (/\.(\w+)$/.exec(file)?.[1] ?? ''));

const simple = (service: string): string => service.split('.').at(-1)!.toLowerCase();

/** Code names a gRPC service with its package or without. */
const servesIt = ({ operations, to }: GraphEdge, service: string): boolean => {
  const own = operations.map(operation => simple(operation.split('/')[0]!));
  return own.length > 0 ? own.includes(simple(service)) : stem(to.slice(to.indexOf(':') + 1)) === stem(simple(service));
};

/** Annotations have names too, and those are of configuration. */
export const isNamedClient = ({ named, via }: Pick<Policy, 'named' | 'via'>): boolean => named !== undefined && !via.startsWith('@');

/** Policies that may be about calls in other files than theirs. */
const reachesOut = (policy: Policy): boolean =>
  policy.types !== undefined || policy.services !== undefined || policy.everywhere !== undefined || isNamedClient(policy);

/** What a service's files say beyond themselves. */
export const farPolicies = (service: SystemService | undefined): readonly Policy[] =>
  service ? [...service.facts('retries'), ...service.facts('limits-calls')].filter(reachesOut) : [];
