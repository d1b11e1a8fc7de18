import { addressesIn } from '../link/address.ts';
import type { OwnedFile } from '../link/ownership.ts';
import type { Service } from '../link/services.ts';
import { scopes, targetOf, type World } from '../link/world.ts';
import type { Fact } from '../model/fact.ts';
import type { MentionsPath } from '../model/jump-fact.ts';
import type { FilePath, Location, Span } from '../model/source.ts';
import type { MentionsAddress } from '../model/talk-fact.ts';
import { askedPlaces } from './asked-places.ts';
import type { FittingRoutes, Request } from './fitting-routes.ts';
import { applicationIn, invoked } from './invoked.ts';
import type { Occurrence } from './occurrence.ts';
import { beforeRest, partsOf } from './request-path.ts';

interface Asked {
  readonly world: World;
  readonly asked: FittingRoutes;
}

interface Caller {
  readonly owned: OwnedFile;
  readonly service: Service;
}

interface Around {
  readonly service: Service;
  /** Where requests stand that are seen to be sent: what is written there is theirs. */
  readonly known: readonly Span[];
}

/** Requests of which the file tells no more than a text: an address of a route, or a path. */
export function* mentionedRequests(owned: OwnedFile, { service, known }: Around, asking: Asked): Generator<Occurrence> {
  const { view } = asking.world;
  const caller = { owned, service };
  const isKnown = (at: Span): boolean => known.some(around => covers(around, at));
  for (const fact of view.of(owned.file, 'mentions-address')) if (!isKnown(fact.at)) yield* mentionedAddress(fact, caller, asking);
  const mentions = view.of(owned.file, 'mentions-path');
  const told = new Set(mentions.filter(({ method }) => method !== undefined).map(({ at }) => at[0]));
  const routes = view.of(owned.file, 'serves-route');
  const served = new Set(routes.map(({ at }) => at[0]));
  for (const fact of mentions) {
    const { at, method } = fact;
    // Where a call tells the verb, the same text was read without it as well.
    if (method === undefined && told.has(at[0])) continue;
    if (!served.has(at[0]) && !isWithin(at, routes) && !isKnown(at)) yield* mentionedPath(fact, caller, asking);
  }
}

function mentionedPath({ at: span, path, method }: MentionsPath, caller: Caller, { world, asked }: Asked): readonly Occurrence[] {
  const { owned, service } = caller;
  const [text] = world.resolver.resolve(path, { file: owned.file, service }).texts;
  if (text === undefined) return [];
  const at = { file: owned.file, span };
  const before = beforeRest(text.text);
  if (before !== undefined) return handedOn(before, at, { service, asked });
  const request = requestOf(text.text, caller, world);
  const sends = world.view.of(owned.file, 'uses-address').some(({ protocol }) => protocol === 'http');
  const open = sends || request.parts.length > 1;
  const found = askedPlaces({ ...request, method, open, sent: method !== undefined }, [at], asked);
  return /\/:\w/.test(text.text) ? found.map(occurrence => ({ ...occurrence, doubt: 1 })) : found;
}

/** All that begins with a path goes on to somebody: the shortest of the routes that begin so. */
const handedOn = (
  before: string,
  at: Location,
  { service, asked }: { readonly service: Service; readonly asked: FittingRoutes },
): Occurrence[] =>
  asked.below(service, partsOf(before)).map(({ element }) => ({ element, role: 'calls', at, owner: service.id, doubt: 1, guess: true }));

/** A path of a sidecar names whom it asks. */
function requestOf(path: string, { owned, service }: Caller, world: World): Request {
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
function* mentionedAddress(
  { value, at }: Pick<MentionsAddress, 'value' | 'at'>,
  { owned, service }: Caller,
  { world, asked }: Asked,
): Generator<Occurrence> {
  const [scope] = scopes(service, owned);
  if (!scope) return;
  for (const { text } of world.resolver.resolve(value, scope).texts) {
    const [address] = addressesIn(text);
    const to = address && targetOf(address, scope, world)?.service;
    const parts = partsOf(address?.path ?? '');
    if (to && to !== service && parts.some(part => part !== undefined))
      yield* askedPlaces({ from: service, to, parts }, [{ file: owned.file, span: at }], asked);
  }
}

const covers = ([start, end]: Span, inner: Span): boolean => inner[0] >= start && inner[1] <= end;

/** The path that a route is registered with; what its handler asks for stands lines below. */
const isWithin = (at: Span, served: readonly Fact[]): boolean => served.some(route => covers(route.at, at) && at[0] - route.at[0] < 120);
