import type { Placed } from '../../../link/facts-view.ts';
import { baseName, isUnder } from '../../../model/paths.ts';
import type { Retries, SendsRequest } from '../../../model/resilience-fact.ts';
import type { Check, Found } from '../../check.ts';
import type { Value } from '../../../model/value.ts';
import { factEvidence } from '../../places.ts';
import { edgePolicies, type EdgePolicy } from '../../resilience/edge-policies.ts';
import { isNamedClient } from '../../resilience/reach.ts';
import { ownerOf, runs, servicesOf } from '../../running-code.ts';
import type { System, SystemService } from '../../system.ts';

export const retryNonIdempotent: Check = {
  id: 'resilience.retry-non-idempotent',
  stage: 'resilience',
  severity: 'critical',
  title: 'A write is tried again without a key that tells it is the same',
  why: 'A request that timed out may have succeeded; sent again it charges, orders or ships twice.',
  fix: 'Make one key for each operation outside of what is tried again, send it as Idempotency-Key, and let the server remember it.',
  guard:
    'GET, PUT and DELETE are left alone, and so are requests with a key that stays the same, and libraries that leave POST and PATCH alone. Of proxies and meshes those count that try again after an error, and routes that change something.',
  sources: [
    'https://github.com/KanishJebaMathewM/Truxify/issues/14932',
    'https://github.com/akash-network/console/pull/3449',
    'https://github.com/square/square-mcp-server/issues/31',
    'https://github.com/abhishekkumar177/College_Media/issues/656',
  ],
  *run(system) {
    const byType = Map.groupBy(
      system.all('sends-request').filter(({ method, file }) => WRITES.test(method ?? '') && runs(file)),
      ({ file }) => typeOf(file),
    );
    for (const retries of system.all('retries')) {
      if (retries.methods === 'safe' || retries.reconnects || retries.more === 0 || !runs(retries.file)) continue;
      const near = [...requestsOf(system, retries), ...requestsByType(system, retries, byType), ...requestsByName(system, retries)].filter(
        request => isRepeated(retries, request),
      );
      for (const requests of Map.groupBy(near, ({ file, via }) => (isDeclared(retries) ? file : `${file} ${via}`)).values())
        yield found(system, retries, requests);
      for (const requests of requestsEverywhere(system, retries)) yield found(system, retries, requests);
    }
    for (const policy of edgePolicies(system).values()) yield* proxied(system, policy);
  },
};

const WRITES = /^(POST|PATCH)$/;

const requestsOf = (system: System, { over, client, file }: Placed<Retries>): readonly Placed<SendsRequest>[] =>
  system
    .factsIn(file, 'sends-request')
    .filter(({ at, client: on }) => (over ? over[0] <= at[0] && at[0] < over[1] : client !== undefined && on === client))
    .map(request => ({ ...request, file }));

/** Writes of clients in files of their own, that a policy names by their type. Only of a service that has both. */
function requestsByType(
  system: System,
  { types = [], asks, file }: Placed<Retries>,
  byType: ReadonlyMap<string, readonly Placed<SendsRequest>[]>,
): readonly Placed<SendsRequest>[] {
  const owners = new Set(servicesOf(system, file));
  return types
    .flatMap(type => byType.get(type) ?? [])
    .filter(({ via }) => asks?.includes(via) !== false)
    .filter(request => request.file !== file && servicesOf(system, request.file).some(service => owners.has(service)));
}

/** Writes of clients that are asked for by the name that a policy was registered under. */
const requestsByName = (system: System, retries: Placed<Retries>): readonly Placed<SendsRequest>[] =>
  isNamedClient(retries)
    ? servicesOf(system, retries.file).flatMap(service =>
        service
          .facts('sends-request')
          .filter(({ file, client }) =>
            system
              .factsIn(file, 'makes-client')
              .some(made => made.named === retries.named && client !== undefined && made.client === client),
          ),
      )
    : [];

/** Writes by the library in each service that the policy is part of. */
function requestsEverywhere(system: System, retries: Placed<Retries>): readonly (readonly Placed<SendsRequest>[])[] {
  if (retries.everywhere !== 'http') return [];
  return servicesOf(system, retries.file)
    .map(service =>
      service.facts('sends-request').filter(request => request.library === retries.library && isOf(service, request, retries)),
    )
    .filter(requests => requests.length > 0);
}

/** A helper in a library that many share may be nobody's call: only what lies in the service's own folder is its. */
const isOf = ({ folder }: SystemService, request: Placed<SendsRequest>, retries: Placed<Retries>): boolean =>
  folder !== undefined && isUnder(request.file, folder) && runs(request.file) && isRepeated(retries, request);

const typeOf = (file: string): string => baseName(file).replace(/\.\w+$/, '');

/** Routes that only ask or let in, though they take POST. */
const HARMLESS = /search|query|graphql|login|log-in|signin|auth|token|validate|check|calculate|quote|preview|health/i;

/** A proxy or the mesh sends everything again, and the service behind it has routes that change something. */
function* proxied(system: System, { edge, tries, retries }: EdgePolicy): Generator<Found> {
  const again = retries.find(({ writes }) => writes);
  const callee = again && system.service(edge.to);
  if (!again || !callee) return;
  const writes = callee
    .facts('serves-route')
    .filter(({ method, path, file }) => WRITES.test(method) && runs(file) && !HARMLESS.test(textOf(path)));
  const [first, ...more] = writes;
  if (!first) return;
  const names = [...new Set(writes.map(({ method, path }) => `${method} ${textOf(path)}`))];
  yield {
    subject: `${edge.from} ${edge.to} proxied writes`,
    message: `${system.service(edge.from)?.name ?? edge.from} sends ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} to ${callee.name} up to ${tries} times, and nothing tells it that it is the same one.`,
    evidence: [again.evidence, ...[first, ...more].slice(0, 4).map(route => factEvidence(route, 'changes something'))],
    about: [edge.from, edge.to],
    severity: 'high',
  };
}

const textOf = (path: Value): string =>
  path.kind === 'literal' ? path.text : path.kind === 'join' ? path.parts.map(textOf).join('') : '…';

/** A method of a declared client that only asks, by its name, though it sends POST. */
const ASKS = /^(?:get|list|find|search|query|read|count|lookup|fetch|check|exists)(?=[A-Z_])/;

function isRepeated({ over }: Placed<Retries>, { method, key, via }: Placed<SendsRequest>): boolean {
  return WRITES.test(method ?? '') && !ASKS.test(via) && (key === undefined || isNew(key, over));
}

/** A key that is made for each call stays the same while a client tries that call again; inside of a loop it does not. */
const isNew = (key: SendsRequest['key'], over: Retries['over']): boolean => key === 'minted' && over !== undefined;

/** What is told once for a whole type is one finding. */
const isDeclared = ({ via }: Placed<Retries>): boolean => /^@|^Add/.test(via);

function found(system: System, retries: Placed<Retries>, [request, ...others]: readonly Placed<SendsRequest>[]): Found {
  const first = request!;
  const isMinted = isNew(first.key, retries.over);
  const { about, name } = ownerOf(system, first.file);
  const times = retries.more === undefined ? '' : ` up to ${retries.more + 1} times`;
  const by = [...new Set([first, ...others].map(({ via }) => via))];
  const names = `${by.slice(0, 3).join(', ')}${by.length > 3 ? ` and ${by.length - 3} more` : ''}`;
  return {
    subject: `${first.file} ${first.via} ${retries.via}`,
    message: isMinted
      ? `${name} sends ${first.method} by ${names}${times} with a new idempotency key each time.`
      : `${name} sends ${first.method} by ${names}${times}, and nothing tells the server that it is the same one.`,
    evidence: [
      factEvidence(first, isMinted ? 'a new key for each try' : 'no idempotency key'),
      factEvidence(retries, 'tried again'),
      ...others.slice(0, 6).map(other => factEvidence(other, 'no idempotency key')),
    ],
    about,
  };
}
