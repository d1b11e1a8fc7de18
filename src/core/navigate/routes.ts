import { addressesIn, HOLE, isPublic } from '../link/address.ts';
import type { OwnedFile } from '../link/ownership.ts';
import type { Resolved } from '../link/resolve.ts';
import type { Service } from '../link/services.ts';
import { scopes, targetOf, type ScopeOf, type World } from '../link/world.ts';
import type { Fact } from '../model/fact.ts';
import type { MentionsAddress, UsesAddress } from '../model/talk-fact.ts';
import type { Graph } from '../model/graph.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import { applicationIn, invoked } from './invoked.ts';
import type { Occurrence } from './occurrence.ts';
import { declaredRoutes, pathOf } from './declared-routes.ts';
import { namedService } from './named-service.ts';
import { FittingRoutes, type Request } from './fitting-routes.ts';
import { beforeRest, isEnd, partsOf, sharesWord, type PathParts } from './request-path.ts';
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
  const byMethod: AskedBy = new Map();
  const sent = [...requests(world, asked, byMethod)];
  return {
    occurrences: [...answers, ...declared, ...sent, ...wrappedRequests(world, asked, byMethod), ...proxiedRoutes(world, served)],
    routes: served,
  };
}

/** What the services of a world ask for; `byMethod` takes what is found of methods of declared clients. */
export function* requests(world: World, asked: FittingRoutes, byMethod: AskedBy = new Map()): Generator<Occurrence> {
  const asking: Asking = { world, asked, elsewhere: setElsewhere(world), byMethod };
  yield* declaredRequests(world, asked);
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) yield* requestsIn(owned, service, asking);
  }
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
    if (request) yield* occurrences(request, places, asked);
  }
}

interface Asking {
  readonly world: World;
  readonly asked: FittingRoutes;
  readonly elsewhere: ReturnType<typeof setElsewhere>;
  /** What is found of methods of declared clients. */
  readonly byMethod: AskedBy;
}

function* requestsIn(owned: OwnedFile, service: Service, asking: Asking): Generator<Occurrence> {
  const { world, asked } = asking;
  const served = new Set(world.view.of(owned.file, 'serves-route').map(({ at }) => at[0]));
  const sends = world.view.of(owned.file, 'uses-address').some(({ protocol }) => protocol === 'http');
  const known: Span[] = world.view.of(owned.file, 'wraps-request').map(({ at }) => at);
  for (const fact of world.view.of(owned.file, 'uses-address')) {
    if (fact.protocol !== 'http' || fact.program !== undefined || fact.caller !== undefined) continue;
    const found = [...addressed(fact, scopes(service, owned).slice(0, MOST_SCOPES), asking)];
    if (found.length > 0)
      known.push(fact.at, ...found.filter(({ only, at }) => only === 'cursor' && at.file === owned.file).map(({ at }) => at.span));
    if (fact.by) asking.byMethod.set(methodOf(service, fact.by.type, fact.by.name), [...new Set(found.map(({ element }) => element))]);
    yield* found;
  }
  for (const { value, at } of world.view.of(owned.file, 'mentions-address')) {
    if (!known.some(around => covers(around, at))) yield* mentioned({ value, at }, { owned, service }, asking);
  }
  const mentions = world.view.of(owned.file, 'mentions-path');
  const told = new Set(mentions.filter(({ method }) => method !== undefined).map(({ at }) => at[0]));
  for (const fact of mentions) {
    if (fact.method === undefined && told.has(fact.at[0])) continue;
    if (served.has(fact.at[0]) || isWithin(fact.at, world.view.of(owned.file, 'serves-route')) || known.some(at => covers(at, fact.at)))
      continue;
    const [text] = world.resolver.resolve(fact.path, { file: owned.file, service }).texts;
    if (text === undefined) continue;
    const before = beforeRest(text.text);
    if (before !== undefined) {
      yield* handedOn(before, { file: owned.file, span: fact.at }, { service, asked });
      continue;
    }
    const request = mentionedRequest(text.text, { owned, service }, world);
    const open = sends || request.parts.length > 1;
    const found = occurrences(
      { ...request, method: fact.method, open, sent: fact.method !== undefined },
      [{ file: owned.file, span: fact.at }],
      asked,
    );
    yield* /\/:\w/.test(text.text) ? found.map(occurrence => ({ ...occurrence, doubt: 1 })) : found;
  }
}

/** All that begins with a path goes on to somebody: the shortest of the routes that begin so. */
const handedOn = (
  before: string,
  at: Location,
  { service, asked }: { readonly service: Service; readonly asked: FittingRoutes },
): Occurrence[] =>
  asked.below(service, partsOf(before)).map(({ element }) => ({ element, role: 'calls', at, owner: service.id, doubt: 1, guess: true }));

/** A path of a sidecar names whom it asks. */
function mentionedRequest(
  path: string,
  { owned, service }: { readonly owned: OwnedFile; readonly service: Service },
  world: World,
): Request {
  const application = applicationIn(path);
  const [scope] = scopes(service, owned);
  const to = application === undefined ? undefined : world.directory.find(application, scope?.deployment);
  return {
    from: service,
    parts: partsOf(invoked(path)),
    ...(to && to !== service && { to }),
    ...(isForBrowser(owned.file) && { inBrowser: true }),
  };
}

/** Pages, and scripts in the folders that servers hand out. */
const isForBrowser = (file: FilePath): boolean =>
  /(^|\/)(public|static|wwwroot|webapp|client|frontend|front-end|web|ui|assets|pages|components)\/.*\.[cm]?[jt]s$|\.([jt]sx|vue|svelte)$/.test(
    file,
  );

/** A constant that holds the whole address of a route. */
function* mentioned(
  { value, at }: Pick<MentionsAddress, 'value' | 'at'>,
  { owned, service }: { readonly owned: OwnedFile; readonly service: Service },
  { world, asked }: Asking,
): Generator<Occurrence> {
  const [scope] = scopes(service, owned);
  if (!scope) return;
  for (const { text } of world.resolver.resolve(value, scope).texts) {
    const [address] = addressesIn(text);
    const to = address && targetOf(address, scope, world)?.service;
    const parts = partsOf(address?.path ?? '');
    if (to && to !== service && parts.some(part => part !== undefined))
      yield* occurrences({ from: service, to, parts }, [{ file: owned.file, span: at }], asked);
  }
}

/** Environments differ in hosts, seldom in what is asked. */
const MOST_SCOPES = 2;

const covers = ([start, end]: Span, inner: Span): boolean => inner[0] >= start && inner[1] <= end;

/** The path that a route is registered with; what its handler asks for stands lines below. */
const isWithin = (at: Span, served: readonly Fact[]): boolean => served.some(route => covers(route.at, at) && at[0] - route.at[0] < 120);

/** Where one environment tells who is asked, the others that do not tell count for nothing. */
function* addressed(fact: UsesAddress, scopes: readonly ScopeOf[], asking: Asking): Generator<Occurrence> {
  const { world, elsewhere } = asking;
  const own = scopes.flatMap(scope => [...requestsAt(fact, scope, world)]);
  const [scope] = scopes;
  const others = own.some(isAddressed) || !fact.target || !scope ? [] : elsewhere(fact.target, scope);
  const requests = [...own, ...others.flatMap(other => [...requestsAt(fact, other, world)])];
  const isTold = requests.some(isAddressed);
  for (const { request, places } of requests) if (!isTold || request.to) yield* occurrences(request, places, asking.asked);
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

/** The request's own place, and where the texts that it is made of stand: a jump may begin there as well. */
function occurrences(request: Request, [at, ...proofs]: readonly Location[], asked: FittingRoutes): Occurrence[] {
  if (request.parts.every(part => part === undefined) && !request.to) return [];
  return asked.best(request).flatMap(({ element, parts }) => {
    const occurrence: Occurrence = {
      element,
      role: 'calls',
      at: at!,
      owner: request.from.id,
      ...(!isLikely(request, parts) && { guess: true }),
    };
    const doubt = !occurrence.guess && isCode(at!.file) ? 0 : 1;
    return [
      { ...occurrence, ...(doubt > 0 && { doubt }) },
      ...proofs.filter(({ file }) => isCode(file)).map((proof): Occurrence => ({ ...occurrence, at: proof, only: 'cursor' })),
    ];
  });
}

/** Half of a path fits many routes, where nobody says whose they are. */
const isLikely = (request: Request, parts: PathParts): boolean =>
  (parts.length === 0 || sharesWord(request.parts, parts)) &&
  (request.to !== undefined || request.parts.length >= parts.length || isEnd(request.parts, parts));

const isCode = (file: FilePath): boolean => /\.(go|java|kts?|py|cs|rb|ru|php|rs|[cm]?[jt]sx?)$/.test(file);
