import { addressesIn, HOLE, isPublic } from '../link/address.ts';
import type { OwnedFile } from '../link/ownership.ts';
import type { Resolved } from '../link/resolve.ts';
import type { Service } from '../link/services.ts';
import { scopes, targetOf, type ScopeOf, type World } from '../link/world.ts';
import type { UsesAddress } from '../model/talk-fact.ts';
import type { Graph } from '../model/graph.ts';
import type { Location, Span } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { invoked } from './invoked.ts';
import { askedPlaces } from './asked-places.ts';
import type { Occurrence } from './occurrence.ts';
import { declaredRoutes, pathOf } from './declared-routes.ts';
import { namedService } from './named-service.ts';
import { FittingRoutes, type Request } from './fitting-routes.ts';
import { mentionedRequests } from './mentioned-requests.ts';
import { partsOf } from './request-path.ts';
import { proxiedRoutes } from './proxied-routes.ts';
import { Reachable } from './reachable.ts';
import { setElsewhere } from './set-elsewhere.ts';
import { methodOf, wrappedRequests, type AskedBy } from './wrapped-requests.ts';
import { servedRoutes, type Route } from './served-routes.ts';

/** Routes that services serve, and the requests that fit them. */
export function routes(world: World, graph: Graph): { readonly occurrences: Occurrence[]; readonly routes: readonly Route[] } {
  const served = servedRoutes(world);
  const asked = new FittingRoutes(served, new Reachable(graph));
  const answers = served.map(({ element, at, service }): Occurrence => ({ element, role: 'answers', at, owner: service.id }));
  const declared = served.flatMap(({ element, declaredAt }): Occurrence[] =>
    declaredAt ? [{ element, role: 'declares', at: declaredAt }] : [],
  );
  const sent = requests(world, asked);
  return {
    occurrences: [
      ...answers,
      ...declared,
      ...sent.occurrences,
      ...wrappedRequests(world, asked, sent.byMethod),
      ...proxiedRoutes(world, served),
    ],
    routes: served,
  };
}

/** What the services of a world ask for, and the elements that methods of declared clients ask for. */
export function requests(world: World, asked: FittingRoutes): { readonly occurrences: readonly Occurrence[]; readonly byMethod: AskedBy } {
  const byMethod = new Map<string, readonly string[]>();
  const asking: Asking = { world, asked, elsewhere: setElsewhere(world), byMethod };
  const sent = world.services.flatMap(service =>
    world.ownership.filesOf(service).flatMap(owned => [...requestsIn(owned, service, asking)]),
  );
  return { occurrences: [...declaredRequests(world, asked), ...sent], byMethod };
}

/** Requests of a client made of an interface that another file declares. */
function* declaredRequests(world: World, asked: FittingRoutes): Generator<Occurrence> {
  for (const taken of declaredRoutes(world, 'calls')) {
    const { service, file, declared, takes, by } = taken;
    const [scope] = scopes(service, { file: by });
    const path = pathOf(taken, world);
    const [target] = scope && takes.target ? world.resolver.resolve(takes.target, scope).texts : [];
    if (!scope || path === undefined || target === undefined) continue;
    const request = requestOf(target, path, { method: declared.method === '*' ? undefined : declared.method, scope, world });
    const places = [
      { file: by, span: takes.at },
      { file, span: declared.at },
    ];
    if (request) yield* askedPlaces(request, places, asked);
  }
}

interface Asking {
  readonly world: World;
  readonly asked: FittingRoutes;
  readonly elsewhere: ReturnType<typeof setElsewhere>;
  /** Filled with what is found of methods of declared clients. */
  readonly byMethod: Map<string, readonly string[]>;
}

function* requestsIn(owned: OwnedFile, service: Service, asking: Asking): Generator<Occurrence> {
  const { world } = asking;
  const known: Span[] = world.view.of(owned.file, 'wraps-request').map(({ at }) => at);
  for (const fact of world.view.of(owned.file, 'uses-address')) {
    if (fact.protocol !== 'http' || fact.program !== undefined || fact.caller !== undefined) continue;
    const found = [...addressed(fact, scopes(service, owned).slice(0, MOST_SCOPES), asking)];
    if (found.length > 0)
      known.push(fact.at, ...found.filter(({ only, at }) => only === 'cursor' && at.file === owned.file).map(({ at }) => at.span));
    if (fact.by) asking.byMethod.set(methodOf(service, fact.by.type, fact.by.name), [...new Set(found.map(({ element }) => element))]);
    yield* found;
  }
  yield* mentionedRequests(owned, { service, known }, asking);
}

/** Environments differ in hosts, seldom in what is asked. */
const MOST_SCOPES = 2;

/** Where one environment tells who is asked, the others that do not tell count for nothing. */
function* addressed(fact: UsesAddress, scopes: readonly ScopeOf[], asking: Asking): Generator<Occurrence> {
  const { world, elsewhere } = asking;
  const own = scopes.flatMap(scope => [...requestsAt(fact, scope, world)]);
  const [scope] = scopes;
  const others = own.some(isAddressed) || !fact.target || !scope ? [] : elsewhere(fact.target, scope);
  const requests = [...own, ...others.flatMap(other => [...requestsAt(fact, other, world)])];
  const isTold = requests.some(isAddressed);
  for (const { request, places } of requests) if (!isTold || request.to) yield* askedPlaces(request, places, asking.asked);
}

interface Placed {
  readonly request: Request;
  readonly places: readonly Location[];
}

const isAddressed = ({ request }: Placed): boolean => request.to !== undefined;

function* requestsAt(fact: UsesAddress, scope: ScopeOf, world: World): Generator<Placed> {
  const path = fact.path === undefined ? undefined : world.resolver.resolve(fact.path, scope).texts[0];
  for (const target of fact.target ? addresses(fact.target, scope, world) : [NOWHERE]) {
    const request = requestOf(target, path?.text, { method: fact.method, scope, world, base: fact.target });
    const places = [{ file: scope.file, span: fact.at }, ...target.proofs, ...(path?.proofs ?? [])];
    if (request) yield { request, places };
  }
}

/** A key that nobody sets may be one that the code itself keeps: `app.config['ORDERS_URL'] = …`. */
function addresses(target: Value, scope: ScopeOf, { resolver, view }: World): readonly Resolved[] {
  const { texts } = resolver.resolve(target, scope);
  if (texts.length > 0 || target.kind !== 'env') return texts;
  const kept = view.of(scope.file, 'binds').filter(({ name }) => name.endsWith(`.${target.name}`));
  return kept.slice(0, 2).flatMap(({ value }) => resolver.resolve(value, scope).texts);
}

const NOWHERE: Resolved = { text: '', proofs: [] };

interface Sent {
  readonly method: string | undefined;
  readonly scope: ScopeOf;
  readonly world: World;
  /** What the address is made of. */
  readonly base?: Value | undefined;
}

function requestOf(target: Resolved, path: string | undefined, { method, scope, world, base }: Sent): Request | undefined {
  const [address] = addressesIn(target.text);
  const to = address && targetOf(address, scope, world)?.service;
  // `api/orders/1` looks like a host with a path; it is one only with a scheme, a port, or somebody of that name.
  const isRelative = !address || (!to && address.scheme === undefined && address.port === undefined);
  const parts = partsOf(invoked(`${isRelative ? withoutBase(target.text) : (address.path ?? '')}/${path ?? ''}`));
  // A base is no request; what is sent to nobody's path is sent to the root of who is named.
  if (parts.length === 0 && (!to || method === undefined)) return undefined;
  if (!isRelative && !to && !address.host.includes(HOLE) && isPublic(address.host)) return undefined;
  const likely = to || !base ? undefined : namedService(base, scope, world);
  return { from: scope.service, ...(to && { to }), ...(likely && { likely }), method, parts, open: isRelative, sent: true };
}

/** What is not known of the beginning of an address is its host and what stands before the path: `${base}orders`, `${base}/orders`. */
const withoutBase = (text: string): string =>
  text.startsWith(HOLE) && /^[\w/-]/.test(text.slice(HOLE.length)) ? text.slice(HOLE.length) : text;
