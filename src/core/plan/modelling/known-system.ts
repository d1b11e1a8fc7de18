import type { World } from '../../link/world.ts';
import type { Environment } from '../../model/environment.ts';
import type { Graph } from '../../model/graph.ts';
import { operations as operationsOf } from '../../navigate/operations.ts';
import { routes as routesOf } from '../../navigate/routes.ts';
import { rpcs as rpcsOf } from '../../navigate/rpcs.ts';
import type { Texts } from '../../readers/use.ts';
import { handlingOf, IDEMPOTENCY_KEY } from './answers.ts';
import type { Before } from './before-service.ts';
import { callings } from './callings.ts';
import type { Calling } from './caller-advice.ts';
import { describedServices, type Described, type DescribedOperation } from './documents.ts';
import { clusterObjects } from './mesh.ts';
import { protoServices, type ProtoService } from './proto-services.ts';
import { requestsTo, type Request, type Requests } from './requests.ts';
import type { PlaceOf } from './said.ts';

export interface ModellingInput {
  readonly world: World;
  readonly graph: Graph;
  readonly environments: readonly Environment[];
  readonly texts: Texts;
  readonly placeOf: PlaceOf;
}

/** What the workspace says of its contracts and of who asks whom: all that anything is proposed from. */
export interface KnownSystem extends Before {
  readonly described: readonly Described[];
  readonly protos: readonly ProtoService[];
  readonly callings: readonly Calling[];
  readonly requests: Requests;
}

export function knownSystem({ world, graph, environments, texts }: ModellingInput): KnownSystem {
  const http = routesOf(world, graph);
  const occurrences = [...http.occurrences, ...rpcsOf(world), ...operationsOf(world, { routes: http.routes, occurrences: [] })];
  const answers = occurrences.filter(({ role, owner }) => role === 'answers' && owner !== undefined);
  const answered = Map.groupBy(answers, ({ element }) => element);
  const requests = requestsTo(occurrences, world, texts);
  const described = describedServices({ world, routes: http.routes, answers, texts });
  const protos = protoServices(world, new Set(requests.keys()), texts);
  const before = { world, objects: clusterObjects(world, environments) };
  const all = callings({
    ...before,
    graph,
    requests,
    answering: element => new Set((answered.get(element) ?? []).map(({ owner }) => owner!)),
    repeatable: new Set([...keyed(described, texts), ...repeatedRpcs(protos)]),
  });
  return { ...before, described, protos, callings: all, requests: settled(all, requests) };
}

const repeatedRpcs = (protos: readonly ProtoService[]): readonly string[] =>
  protos.flatMap(({ rpcs }) => rpcs.filter(({ repeats }) => repeats).map(({ element }) => element));

/** Elements of operations that take an idempotency key, by their contract or by their code. */
const keyed = (described: readonly Described[], texts: Texts): readonly string[] =>
  described.flatMap(({ operations }) => operations.filter(operation => takesKey(operation, texts)).flatMap(({ elements }) => elements));

const takesKey = ({ headers, answeredAt }: DescribedOperation, texts: Texts): boolean =>
  [...headers].some(header => IDEMPOTENCY_KEY.test(header)) || answeredAt.some(at => handlingOf(at, texts).idempotencyKey !== undefined);

/** Requests with what is set for all requests of their callers to their service. */
function settled(all: readonly Calling[], requests: Requests): Requests {
  const told = new Map(
    all.flatMap(({ requests, configured }) => requests.map(request => [nameOf(request), { ...configured, ...request }] as const)),
  );
  return new Map([...requests].map(([element, own]) => [element, own.map(request => told.get(nameOf(request)) ?? request)]));
}

const nameOf = ({ caller, element, at }: Request): string => `${caller.id} ${element} ${at.file} ${at.span[0]}`;
