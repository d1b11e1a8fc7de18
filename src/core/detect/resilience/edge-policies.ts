import type { Evidence } from '../../model/finding.ts';
import type { GraphEdge } from '../../model/graph.ts';
import type { Location } from '../../model/source.ts';
import type { MakesClient, Retries, SendsRequest } from '../../model/resilience-fact.ts';
import { factEvidence } from '../places.ts';
import type { System } from '../system.ts';
import { LIBRARY_DEFAULTS } from './library-defaults.ts';
import { meshPolicies } from './mesh-policies.ts';

/** What a caller does on one edge while the other side is slow or fails. */
export interface EdgePolicy {
  readonly edge: Pick<GraphEdge, 'id' | 'from' | 'to'>;
  /** Milliseconds that one try waits; absent where that is not known. */
  readonly timeout?: { readonly milliseconds: number; readonly evidence: Evidence };
  /** One more than its retries; layers of one edge (code, mesh) multiply. */
  readonly tries: number;
  /** What makes it try again. */
  readonly retries: readonly { readonly more: number; readonly evidence: Evidence }[];
}

const CALLS = /^(http|grpc|graphql)$/;

/** A request begins at most so far before the address that it is sent to. */
const NEAR = 300;

/** The policy of every edge that is a call. Pure; an edge that nothing is known of has one try and no timeout. */
export function edgePolicies(system: System): ReadonlyMap<string, EdgePolicy> {
  const mesh = meshPolicies(system);
  const calls = system.graph.edges.filter(({ kind, confidence }) => CALLS.test(kind) && confidence !== 'possible');
  return new Map(calls.map(edge => [edge.id, policyOf(edge, system, mesh.get(edge.to))]));
}

function policyOf(edge: GraphEdge, system: System, mesh: Pick<EdgePolicy, 'timeout' | 'retries'> | undefined): EdgePolicy {
  const places = edge.evidence.map(at => sideOf(at, system));
  const timeout = places.flatMap(({ timeout }) => timeout ?? []).toSorted((a, b) => b.milliseconds - a.milliseconds)[0] ?? mesh?.timeout;
  const retries = [...strongest(places.flatMap(({ retries }) => retries)), ...(mesh?.retries ?? [])];
  return {
    edge: { id: edge.id, from: edge.from, to: edge.to },
    ...(timeout && { timeout }),
    tries: retries.reduce((product, { more }) => product * (1 + more), 1),
    retries,
  };
}

type Side = Pick<EdgePolicy, 'timeout' | 'retries'>;

/** Of several calls on an edge the one that is tried most decides. */
const strongest = (retries: Side['retries']): Side['retries'] => retries.toSorted((a, b) => b.more - a.more).slice(0, 1);

function sideOf(at: Location, system: System): Side {
  const requests = system.factsIn(at.file, 'sends-request');
  const clients = system.factsIn(at.file, 'makes-client');
  const request = nearest(requests, at);
  const made =
    request?.client === undefined ? (request ? undefined : nearest(clients, at)) : clients.find(({ client }) => client === request.client);
  const name = request?.client ?? made?.client;
  const applying = system
    .factsIn(at.file, 'retries')
    .filter(retries => retries.more !== undefined && !retries.reconnects && applies(retries, at, name) && allows(retries, request));
  const timeout = timeoutOf(request, made);
  const placed = timeout && {
    milliseconds: timeout.milliseconds,
    evidence: factEvidence({ ...timeout.fact, file: at.file }, 'waits so long'),
  };
  return {
    ...(placed && { timeout: placed }),
    retries: applying.map(retries => ({
      more: retries.more!,
      evidence: factEvidence({ ...retries, file: at.file }, `tries ${retries.more! + 1} times`),
    })),
  };
}

const nearest = <F extends { readonly at: Location['span'] }>(facts: readonly F[], { span: [start] }: Location): F | undefined =>
  facts.filter(({ at }) => at[0] <= start + 20 && start - at[0] < NEAR).at(-1);

const applies = ({ over, client }: Retries, { span: [start] }: Location, name: string | undefined): boolean =>
  over ? over[0] <= start && start < over[1] : client !== undefined && (client === name || (client === 'axios' && name === undefined));

/** Libraries leave what changes something alone, unless they are told otherwise. */
const allows = ({ methods }: Retries, request: SendsRequest | undefined): boolean =>
  methods !== 'safe' || !/^(POST|PATCH)$/.test(request?.method ?? '');

function timeoutOf(
  request: SendsRequest | undefined,
  made: MakesClient | undefined,
): { readonly milliseconds: number; readonly fact: SendsRequest | MakesClient } | undefined {
  for (const fact of [request, made]) if (typeof fact?.timeout === 'number') return { milliseconds: fact.timeout, fact };
  if (request?.timeout !== undefined || made?.timeout !== undefined || !request) return undefined;
  const usual = LIBRARY_DEFAULTS[request.library]?.timeout;
  return typeof usual === 'number' ? { milliseconds: usual, fact: request } : undefined;
}
