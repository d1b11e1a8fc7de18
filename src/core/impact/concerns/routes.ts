import type { Blow, ElementChange } from '../../model/impact.ts';
import { remembered } from '../../model/remembered.ts';
import type { Location } from '../../model/source.ts';
import type { Occurrence } from '../../navigate/occurrence.ts';
import { Reachable } from '../../navigate/reachable.ts';
import { together, type Concern, type Found } from '../concern.ts';
import { runsShared } from '../runs-shared.ts';
import { afterAt, inAfter, nameOf, stillThere, type Side, type Sides } from '../side.ts';

/** Routes that code serves: verb, path and every prefix that configuration puts before it. */
export const routes: Concern = {
  name: 'routes',
  run: sides => together([...sides.before.elements].flatMap(([element, places]) => gone(element, places, sides))),
};

function gone(element: string, places: readonly Occurrence[], sides: Sides): Found[] {
  if (!element.startsWith('route ') || isServed(element, sides.after)) return [];
  const served = places.filter(({ role }) => role === 'answers');
  const [first] = served;
  if (!first) return [];
  const { method, path } = partsOf(element);
  const provider = first.owner!;
  const name = nameOf(provider, sides.before);
  const change: ElementChange = {
    element: `${method} ${path} of ${name}`,
    kind: 'route',
    level: 'wire',
    breaking: true,
    message: `${name} no longer serves ${method} ${path}.`,
    at: { ...first.at, side: 'before' },
    providers: [provider],
  };
  const calls = places.filter(
    ({ role, only, owner, at }) =>
      role === 'calls' && only === undefined && owner !== provider && stillThere(at, sides) && runsShared(at.file, owner!, sides.after),
  );
  const unanswered = calls.filter(({ at, owner }) => !isAnsweredBy(element, { at, owner: owner!, sides }));
  // Where the address that the call is made of stands: as telling as the call.
  const madeOf = places.filter(({ only, at }) => only === 'cursor' && stillThere(at, sides));
  const blows = [...Map.groupBy(unanswered, ({ owner }) => owner!)].map(([service, own]) =>
    blow(change, { service, calls: own, madeOf: madeOf.filter(({ owner }) => owner === service) }),
  );
  const struck = new Set([provider, ...calls.map(({ owner }) => owner)]);
  return [{ changes: [change], blows: [...blows, ...blindCallers(change, provider, struck, sides)] }];
}

/** Who calls the provider by requests of which no path is known: an interface that another file declares, a path that is computed. */
function blindCallers(change: ElementChange, provider: string, struck: ReadonlySet<string | undefined>, { before, after }: Sides): Blow[] {
  const known = askersOf(before).get(provider) ?? new Set<string>();
  return after.graph.edges
    .filter(
      ({ from, to, kind, confidence }) =>
        to === provider && kind === 'http' && confidence !== 'possible' && !struck.has(from) && !known.has(from),
    )
    .map(({ from, evidence }) => ({
      change,
      service: from,
      effect: 'at-risk',
      confidence: 'possible',
      why: `It calls ${nameOf(provider, after)}; which of its routes it asks for is not known.`,
      evidence: evidence.slice(0, 3).map(afterAt),
    }));
}

/** By provider, everyone of whose requests some are known. */
const askersOf = remembered(gatheredAskers);

function gatheredAskers({ elements }: Side): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const [element, places] of elements) {
    const provider = providerIn(element);
    if (provider === '') continue;
    const askers = found.get(provider) ?? new Set<string>();
    found.set(provider, askers);
    for (const { role, owner } of places) if (role === 'calls' && owner !== undefined) askers.add(owner);
  }
  return found;
}

const isServed = (element: string, { elements }: Side): boolean => (elements.get(element) ?? []).some(({ role }) => role === 'answers');

interface Unanswered {
  readonly service: string;
  readonly calls: readonly Occurrence[];
  readonly madeOf: readonly Occurrence[];
}

function blow(change: ElementChange, { service, calls, madeOf }: Unanswered): Blow {
  const sure = calls.filter(({ guess }) => !guess);
  const isSure = sure.length > 0;
  return {
    change,
    service,
    effect: isSure ? 'broken' : 'at-risk',
    confidence: isSure ? 'certain' : 'possible',
    why: isSure
      ? `It asks for ${change.element}, which nobody answers any more.`
      : `It may ask for ${change.element}, which nobody answers any more.`,
    evidence: inAfter([...(isSure ? sure : calls), ...madeOf]),
  };
}

interface Asked {
  readonly at: Location;
  readonly owner: string;
  readonly sides: Sides;
}

/** The same call meets another route that takes everything that the old one took: a wildcard, a parameter, any verb. */
function isAnsweredBy(element: string, { at, owner, sides }: Asked): boolean {
  return (sides.after.inFile.get(at.file) ?? []).some(
    ({ role, owner: from, at: place, element: other }) =>
      role === 'calls' &&
      from === owner &&
      place.span[0] === at.span[0] &&
      other.startsWith('route ') &&
      takesAll(other, element) &&
      !isOther(other, element, sides.before) &&
      (providerIn(other) === providerIn(element) || reaches(owner, providerIn(other), sides.before)),
  );
}

const providerIn = (element: string): string => /^route (.*) (?:[A-Z]+|\*) \//.exec(element)?.[1] ?? '';

/** Who was out of reach before does not answer in another's place. */
const reaches = (from: string, to: string, { graph }: Side): boolean => new Reachable(graph).from(from).has(to);

/** A parameter that stood beside the word before means something else: `/orders/{id}` does not answer for `/orders/open`. */
const isOther = (wider: string, narrower: string, before: Side): boolean =>
  partsOf(wider).path !== partsOf(narrower).path && isServed(wider, before);

function takesAll(wider: string, narrower: string): boolean {
  const [wide, narrow] = [partsOf(wider), partsOf(narrower)];
  if (wide.method !== '*' && wide.method !== narrow.method) return false;
  const [wideParts, narrowParts] = [wide.path.split('/'), narrow.path.split('/')];
  return wideParts.length === narrowParts.length && wideParts.every((part, at) => part === '{}' || part === narrowParts[at]);
}

/** `route service:orders GET /orders/{}` in its parts; names of services may hold spaces. */
function partsOf(element: string): { readonly method: string; readonly path: string } {
  const [, method = '*', path = '/'] = / ([A-Z*]+) (\/.*)$/.exec(element) ?? [];
  return { method, path };
}
