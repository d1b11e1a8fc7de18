import { addressesIn, HOLE, isPublic } from '../link/address.ts';
import type { OwnedFile } from '../link/ownership.ts';
import type { Resolved } from '../link/resolve.ts';
import type { Service } from '../link/services.ts';
import { plain, stem } from '../link/names.ts';
import { scopes, targetOf, type ScopeOf, type World } from '../link/world.ts';
import type { Fact, MentionsAddress, ServesRoute, UsesAddress } from '../model/fact.ts';
import type { Graph } from '../model/graph.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import { literal, type Value } from '../model/value.ts';
import { applicationIn, invoked } from './invoked.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import { fit, partsOf, sharesWord, type PathParts } from './request-path.ts';
import { Reachable } from './reachable.ts';

export interface Route {
  readonly element: string;
  readonly service: Service;
  readonly method: string;
  readonly parts: PathParts;
  readonly at: Location;
}

/** Routes that services serve, and the requests that fit them. */
export function routes(world: World, graph: Graph): { readonly occurrences: Occurrence[]; readonly routes: readonly Route[] } {
  const served = servedRoutes(world);
  const asked = new Requests(served, new Reachable(graph));
  const answers = served.map(({ element, at, service }): Occurrence => ({ element, role: 'answers', at, owner: service.id }));
  return { occurrences: [...answers, ...requests(world, asked)], routes: served };
}

const CONTEXT_PATHS = ['server.servlet.context-path', 'server.context-path', 'spring.webflux.base-path', 'quarkus.http.root-path'];

function servedRoutes(world: World): Route[] {
  return [...ownedFacts(world, 'serves-route')].flatMap(({ service, file, fact }) => {
    const scope = { file, service };
    const [text] = world.resolver.resolve(fact.path, scope).texts;
    if (text === undefined) return [];
    const path = `${contextPath(service, file, world)}${text.text}`;
    const parts = partsOf(path);
    return [{ element: elementOf(service, fact, parts), service, method: fact.method, parts, at: { file, span: fact.at } }];
  });
}

const elementOf = (service: Service, { method }: ServesRoute, parts: PathParts): string =>
  `route ${service.id} ${method} /${parts.map(part => part ?? '{}').join('/')}`;

/** What the server puts before every route, where its configuration tells. */
function contextPath(service: Service, file: FilePath, { resolver }: World): string {
  for (const name of CONTEXT_PATHS) {
    const [found] = resolver.resolve(contextValue(name), { file, service }).texts;
    if (found) return found.text.replace(/\/+$/, '');
  }
  return '';
}

const contextValues = new Map<string, Value>(CONTEXT_PATHS.map(name => [name, { kind: 'env', name }]));
const contextValue = (name: string): Value => contextValues.get(name) ?? literal('');

/** A request as far as the text tells it. */
interface Request {
  readonly from: Service;
  readonly to?: Service;
  readonly method?: string | undefined;
  readonly parts: PathParts;
}

/** Finds the routes that a request fits best. */
class Requests {
  private readonly byService: ReadonlyMap<string, readonly Route[]>;
  private readonly byWord = new Map<string, Route[]>();
  private readonly reachable: Reachable;

  constructor(served: readonly Route[], reachable: Reachable) {
    this.reachable = reachable;
    this.byService = Map.groupBy(served, ({ service }) => service.id);
    for (const route of served) {
      for (const part of new Set(route.parts)) {
        if (part === undefined) continue;
        const list = this.byWord.get(part);
        if (list) list.push(route);
        else this.byWord.set(part, [route]);
      }
    }
  }

  best(request: Request): readonly Route[] {
    const { method, parts } = request;
    let best: readonly Route[] = [];
    let score = -1;
    for (const route of this.candidates(request)) {
      if (method !== undefined && route.method !== '*' && route.method !== method) continue;
      const own = fitOf(parts, route);
      if (own === undefined || own < score) continue;
      best = own === score ? [...best, route] : [route];
      score = own;
    }
    const read = method === undefined ? best.filter(route => route.method === 'GET') : [];
    const meant = read.length > 0 ? read : best;
    return meant.length <= MOST_ROUTES ? meant : [];
  }

  /** Of the service that is asked; where nobody is named, of those that the caller reaches and that share a word with the path. */
  private candidates({ from, to, parts }: Request): Iterable<Route> {
    if (to) return this.byService.get(to.id) ?? [];
    const near = this.reachable.from(from.id);
    const sharing = new Set(parts.flatMap(part => (part === undefined ? [] : (this.byWord.get(part) ?? []))));
    const others = [...sharing].filter(({ service }) => service !== from);
    const reached = others.filter(({ service }) => near.has(service.id));
    return reached.length > 0 ? reached : others.filter(({ parts: served }) => isTelling(parts, served));
  }
}

/** A gateway often names the service before its path: `/api/shipping/codes` is for `/codes` of shipping. */
function fitOf(parts: PathParts, route: Route): number | undefined {
  const own = fit(parts, route.parts);
  const prefix = parts[parts.length - route.parts.length - 1];
  return own !== undefined && prefix !== undefined && isNameOf(prefix, route.service) ? own + NAMED : own;
}

/** As much as a word that request and route share. */
const NAMED = 6;

const isNameOf = (word: string, { hosts, name }: Service): boolean =>
  hosts.has(word) || plain(name) === plain(word) || stem(plain(name)) === stem(plain(word));

/** One path fits few routes; what fits many tells nothing. */
const MOST_ROUTES = 3;

/** Between services that no edge joins, only a path of two shared words is no chance. */
const isTelling = (request: PathParts, route: PathParts): boolean =>
  route.filter(part => part !== undefined && request.includes(part)).length >= 2;

function* requests(world: World, asked: Requests): Generator<Occurrence> {
  for (const service of world.services) {
    for (const owned of world.ownership.filesOf(service)) yield* requestsIn(owned, service, { world, asked });
  }
}

interface Asking {
  readonly world: World;
  readonly asked: Requests;
}

function* requestsIn(owned: OwnedFile, service: Service, { world, asked }: Asking): Generator<Occurrence> {
  const served = new Set(world.view.of(owned.file, 'serves-route').map(({ at }) => at[0]));
  const known: Span[] = [];
  for (const fact of world.view.of(owned.file, 'uses-address')) {
    if (fact.protocol !== 'http' || fact.program !== undefined || fact.caller !== undefined) continue;
    const found = [...addressed(fact, scopes(service, owned).slice(0, MOST_SCOPES), { world, asked })];
    if (found.length > 0) known.push(fact.at);
    yield* found;
  }
  for (const { value, at } of world.view.of(owned.file, 'mentions-address')) {
    if (!known.some(around => covers(around, at))) yield* mentioned({ value, at }, { owned, service }, { world, asked });
  }
  for (const fact of world.view.of(owned.file, 'mentions-path')) {
    if (served.has(fact.at[0]) || isWithin(fact.at, world.view.of(owned.file, 'serves-route')) || known.some(at => covers(at, fact.at)))
      continue;
    const [text] = world.resolver.resolve(fact.path, { file: owned.file, service }).texts;
    if (text === undefined) continue;
    const found = occurrences(mentionedRequest(text.text, { owned, service }, world), [{ file: owned.file, span: fact.at }], asked);
    yield* /\/:\w/.test(text.text) ? found.map(occurrence => ({ ...occurrence, doubt: 1 })) : found;
  }
}

/** A path of a sidecar names whom it asks. */
function mentionedRequest(
  path: string,
  { owned, service }: { readonly owned: OwnedFile; readonly service: Service },
  world: World,
): Request {
  const application = applicationIn(path);
  const [scope] = scopes(service, owned);
  const to = application === undefined ? undefined : world.directory.find(application, scope?.deployment);
  return { from: service, parts: partsOf(invoked(path)), ...(to && to !== service && { to }) };
}

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

function* addressed(fact: UsesAddress, scopes: readonly ScopeOf[], { world, asked }: Asking): Generator<Occurrence> {
  for (const scope of scopes) {
    const path = fact.path === undefined ? undefined : world.resolver.resolve(fact.path, scope).texts[0];
    for (const target of fact.target ? addresses(fact.target, scope, world) : [NOWHERE]) {
      const request = requestOf(target, path?.text, { fact, scope, world });
      if (request === undefined) continue;
      yield* occurrences(request, [{ file: scope.file, span: fact.at }, ...target.proofs, ...(path?.proofs ?? [])], asked);
    }
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
  readonly fact: UsesAddress;
  readonly scope: ScopeOf;
  readonly world: World;
}

function requestOf(target: Resolved, path: string | undefined, { fact, scope, world }: Sent): Request | undefined {
  const [address] = addressesIn(target.text);
  const to = address && targetOf(address, scope, world)?.service;
  // `api/orders/1` looks like a host with a path; it is one only with a scheme, a port, or somebody of that name.
  const isRelative = !address || (!to && address.scheme === undefined && address.port === undefined);
  const parts = partsOf(invoked(`${isRelative ? target.text : (address.path ?? '')}/${path ?? ''}`));
  if (parts.length === 0) return undefined;
  if (!isRelative && !to && !address.host.includes(HOLE) && isPublic(address.host)) return undefined;
  return { from: scope.service, ...(to && { to }), method: fact.method, parts };
}

/** The request's own place, and where the texts that it is made of stand: a jump may begin there as well. */
function occurrences(request: Request, [at, ...proofs]: readonly Location[], asked: Requests): Occurrence[] {
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
  sharesWord(request.parts, parts) && (request.to !== undefined || request.parts.length >= parts.length);

const isCode = (file: FilePath): boolean => /\.(go|java|kts?|py|cs|rb|php|rs|[cm]?[jt]sx?)$/.test(file);
