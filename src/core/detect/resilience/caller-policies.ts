import type { GraphEdge } from '../../model/graph.ts';
import type { MakesClient, SendsRequest } from '../../model/resilience-fact.ts';
import type { Location } from '../../model/source.ts';
import { factEvidence } from '../places.ts';
import type { System } from '../system.ts';
import type { Again, Side, Time } from './edge-policies.ts';
import { LIBRARY_DEFAULTS } from './library-defaults.ts';
import { countsByItself } from './feign-time.ts';
import { leadsTo } from './led-to.ts';
import { farPolicies, reaches, type CallPlace, type Policy } from './reach.ts';
import { namedNumbers } from './named-numbers.ts';
import { triesOf } from './tries.ts';

/** A request begins at most so far before the address that it is sent to. */
const NEAR = 300;

/** What the code of a caller, or the configuration of the proxy that it is, says at each place where an edge is seen. */
export function callerPolicies(system: System): (edge: GraphEdge) => Side {
  const far = new Map<string, readonly Policy[]>();
  return edge => {
    const caller = system.service(edge.from);
    const apart = far.get(edge.from) ?? farPolicies(caller);
    far.set(edge.from, apart);
    const numbers = namedNumbers(caller);
    const sides = edge.evidence.map(at => {
      const place = placeOf(at, edge, system);
      const own = [...system.factsIn(at.file, 'retries'), ...system.factsIn(at.file, 'limits-calls')].map(fact => ({
        ...fact,
        file: at.file,
      }));
      const all = [...own, ...apart.filter(({ file }) => file !== at.file)].filter(policy => reaches(policy, place)).map(numbers);
      return sideOf(place, all, system);
    });
    // Of several calls on an edge the one that is tried most and waits longest decides.
    return {
      retries: sides.map(({ retries = [] }) => retries).toSorted((a, b) => triesOf(b) - triesOf(a))[0] ?? [],
      ...longestOf('timeout', sides),
      ...longestOf('total', sides),
      ...(sides.length > 0 && sides.every(({ breaks }) => breaks) && { breaks: sides[0]!.breaks! }),
    };
  };
}

function longestOf(name: 'timeout' | 'total', sides: readonly Side[]): Side {
  const [most] = sides.flatMap(side => side[name] ?? []).toSorted((a, b) => b.milliseconds - a.milliseconds);
  return most ? { [name]: most } : {};
}

function placeOf(at: Location, edge: GraphEdge, system: System): CallPlace {
  const request = nearest(system.factsIn(at.file, 'sends-request'), at);
  const made = clientAt(at, request, system);
  const client = request?.client ?? made?.client;
  const named = made?.named;
  const via = system.factsIn(at.file, 'uses-address').find(use => use.at[0] === at.span[0])?.via;
  return {
    at,
    edge,
    ...(request && { request }),
    ...(client !== undefined && { client }),
    ...(named !== undefined && { named }),
    ...(via !== undefined && { via }),
    isLedTo: over => leadsTo(over, at.span[0], system.functionsIn(at.file)),
  };
}

function clientAt(at: Location, request: SendsRequest | undefined, system: System): MakesClient | undefined {
  const clients = system.factsIn(at.file, 'makes-client');
  return request?.client === undefined
    ? request
      ? undefined
      : nearest(clients, at)
    : clients.find(({ client }) => client === request.client);
}

const nearest = <F extends { readonly at: Location['span'] }>(facts: readonly F[], { span: [start] }: Location): F | undefined =>
  facts.filter(({ at }) => at[0] <= start + 20 && start - at[0] < NEAR).at(-1);

function sideOf(place: CallPlace, policies: readonly Policy[], system: System): Side {
  const limits = policies.filter(policy => policy.kind === 'limits-calls');
  const times = limits.flatMap(limit =>
    typeof limit.timeout === 'number'
      ? [{ milliseconds: limit.timeout, evidence: factEvidence(limit, 'waits so long'), ...(limit.usual && { usual: limit.usual }) }]
      : [],
  );
  const totals = limits.flatMap(limit =>
    limit.total === undefined
      ? []
      : [{ milliseconds: limit.total, evidence: factEvidence(limit, 'all tries together'), ...(limit.usual && { usual: limit.usual }) }],
  );
  const timeout = writtenFirst([
    ...times,
    ...requestTime(
      place,
      system,
      limits.some(limit => limit.timeout !== undefined),
    ),
  ]);
  const total = writtenFirst(totals);
  const breaks = limits.find(limit => limit.breaks);
  return {
    retries: againAt(place, policies),
    ...(timeout && { timeout }),
    ...(total && { total }),
    ...(breaks && { breaks: factEvidence(breaks, 'stops calling who keeps failing') }),
  };
}

/** What somebody wrote wins over what a library does by itself; of what is written, the shortest ends the wait. */
const writtenFirst = (times: readonly Time[]): Time | undefined =>
  times.toSorted((a, b) => Number(a.usual ?? false) - Number(b.usual ?? false) || a.milliseconds - b.milliseconds)[0];

/** Loops, clients, annotations and handlers stand around each other, so they multiply; of one kind the nearest counts. */
function againAt({ request, at }: CallPlace, policies: readonly Policy[]): readonly Again[] {
  const told = policies.flatMap(policy =>
    policy.kind === 'retries' && policy.more !== undefined && policy.more > 0 && !policy.reconnects && allows(policy, request)
      ? [
          {
            via: policy.via,
            more: policy.more,
            evidence: factEvidence(policy, `tries ${policy.more + 1} times`),
            ...(policy.methods === 'all' && PROXY.test(policy.via) && { writes: true as const }),
          },
        ]
      : [],
  );
  const usual: (Again & { readonly via: string }) | undefined =
    request &&
    usualRetries(request, at, told.length > 0 || policies.some(({ kind, via }) => kind === 'retries' && via === request.library));
  const once = new Map([...told, ...(usual ? [usual] : [])].map(again => [again.via, again]));
  return [...once.values()];
}

const PROXY = /^(?:nginx|Envoy|HAProxy)/;

/** Libraries leave what changes something alone, unless they are told otherwise. */
const allows = ({ methods }: { readonly methods?: 'all' | 'safe' }, request: SendsRequest | undefined): boolean =>
  methods !== 'safe' || !/^(POST|PATCH)$/.test(request?.method ?? '');

function usualRetries(request: SendsRequest, at: Location, isTold: boolean): (Again & { readonly via: string }) | undefined {
  const more = LIBRARY_DEFAULTS[request.library]?.retries ?? 0;
  if (isTold || more === 0 || /^(POST|PATCH)$/.test(request.method ?? '')) return undefined;
  const evidence = factEvidence({ ...request, file: at.file }, `${request.library} tries ${more + 1} times by itself`);
  return { via: request.library, more, evidence };
}

function requestTime({ at, request }: CallPlace, system: System, isLimited: boolean): readonly Time[] {
  const made = clientAt(at, request, system);
  for (const fact of [request, made])
    if (typeof fact?.timeout === 'number')
      return [{ milliseconds: fact.timeout, evidence: factEvidence({ ...fact, file: at.file }, 'waits so long') }];
  if (isLimited || request?.timeout !== undefined || made?.timeout !== undefined || !request) return [];
  const usual = LIBRARY_DEFAULTS[request.library]?.timeout;
  return typeof usual === 'number' && (request.library !== 'Feign' || countsByItself(system, at.file))
    ? [
        {
          milliseconds: usual,
          evidence: factEvidence({ ...request, file: at.file }, `${request.library} waits so long by itself`),
          usual: true,
        },
      ]
    : [];
}
