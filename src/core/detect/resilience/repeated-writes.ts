import type { Placed } from '../../link/facts-view.ts';
import { baseName, isUnder } from '../../model/paths.ts';
import type { Retries, SendsRequest } from '../../model/resilience-fact.ts';
import type { Value } from '../../model/value.ts';
import { runs, servicesOf } from '../running-code.ts';
import type { System, SystemService } from '../system.ts';
import { isNamedClient } from './reach.ts';

/** Requests that change something and are sent again by one policy, though nothing tells the server that they are the same. */
export interface RepeatedWrites {
  readonly retries: Placed<Retries>;
  /** Of one caller; never empty. */
  readonly requests: readonly Placed<SendsRequest>[];
}

/** What a whole type or program is told once is one answer; else each call is one. */
export function* repeatedWrites(system: System): Generator<RepeatedWrites> {
  const byType = Map.groupBy(
    system.all('sends-request').filter(({ method, file }) => WRITES.test(method ?? '') && runs(file)),
    ({ file }) => typeOf(file),
  );
  for (const retries of system.all('retries')) {
    if (retries.methods === 'safe' || retries.reconnects || retries.more === 0 || !runs(retries.file)) continue;
    const near = [...here(system, retries), ...ofTypes(system, retries, byType), ...ofName(system, retries)];
    const repeated = near.filter(request => isRepeated(retries, request) && !onlyAsks(system, request));
    const isOne = /^@|^Add/.test(retries.via);
    for (const requests of Map.groupBy(repeated, ({ file, via }) => (isOne ? file : `${file} ${via}`)).values())
      yield { retries, requests };
    for (const requests of everywhere(system, retries)) yield { retries, requests };
  }
}

export const WRITES = /^(POST|PATCH)$/;

const here = (system: System, { over, client, file }: Placed<Retries>): readonly Placed<SendsRequest>[] =>
  system
    .factsIn(file, 'sends-request')
    .filter(({ at, client: on }) => (over ? over[0] <= at[0] && at[0] < over[1] : client !== undefined && on === client))
    .map(request => ({ ...request, file }));

/** Clients in files of their own, that a policy names by their type. Only of a service that has both. */
function ofTypes(
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

/** Clients that are asked for by the name that a policy was registered under. */
function ofName(system: System, retries: Placed<Retries>): readonly Placed<SendsRequest>[] {
  if (!isNamedClient(retries)) return [];
  const isAskedFor = ({ file, client }: Placed<SendsRequest>): boolean =>
    client !== undefined && system.factsIn(file, 'makes-client').some(made => made.named === retries.named && made.client === client);
  return servicesOf(system, retries.file).flatMap(service => service.facts('sends-request').filter(isAskedFor));
}

/** Of each service that a policy for all clients is part of. */
function everywhere(system: System, retries: Placed<Retries>): readonly (readonly Placed<SendsRequest>[])[] {
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

/** A method of a declared client that only asks, by its name, though it sends POST. */
const ASKS = /^(?:get|list|find|search|query|read|count|lookup|fetch|check|exists)(?=[A-Z_])/;

/** Paths that only ask or let in, though they take POST. */
export const HARMLESS =
  /search|query|graphql|login|log-in|signin|auth(?!or)|token|valid|check(?!out)|calculate|quote|preview|health|exist/i;

/** The address of a request begins with it, or shortly behind its name. */
const onlyAsks = (system: System, { file, at }: Placed<SendsRequest>): boolean =>
  system
    .factsIn(file, 'uses-address')
    .some(
      use =>
        use.at[0] >= at[0] - 10 && use.at[0] <= at[1] + 2 && [use.path, use.target].some(part => part && HARMLESS.test(valueText(part))),
    );

/** The known parts of a value, without the host of an address. */
export const valueText = (value: Value): string =>
  value.kind === 'literal'
    ? value.text.replace(/^[a-z]+:\/\/[^/]*/, '')
    : value.kind === 'join'
      ? value.parts.map(valueText).join('')
      : '…';

const isRepeated = (retries: Placed<Retries>, request: Placed<SendsRequest>): boolean =>
  WRITES.test(request.method ?? '') && !ASKS.test(request.via) && (request.key === undefined || mintsAnew(retries, request));

/** A key that is made for each call stays the same while a client tries that call again; inside of what runs again it does not. */
export const mintsAnew = ({ over, file }: Placed<Retries>, request: Placed<SendsRequest>): boolean =>
  request.key === 'minted' && file === request.file && over !== undefined && over[0] <= request.at[0] && request.at[0] < over[1];
