import type { Placed } from '../../../link/facts-view.ts';
import type { ServesRoute } from '../../../model/talk-fact.ts';
import type { GraphEdge } from '../../../model/graph.ts';
import type { FilePath, Location, Span } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { remembered } from '../../../model/remembered.ts';
import { distance } from '../../names.ts';
import { evidence, factEvidence } from '../../places.ts';
import { fits, partsOf, wordsOfPath } from '../../request-paths.ts';
import { callsIn, composeTarget } from '../../references.ts';
import { valueText } from '../../resilience/repeated-writes.ts';
import { ownerOf, runs } from '../../running-code.ts';
import type { System, SystemService } from '../../system.ts';

type Route = Placed<ServesRoute> & { readonly text: string };

export const routeMismatch: Check = {
  id: 'contract.route-mismatch',
  stage: 'contract',
  severity: 'high',
  title: 'A service is asked for a path or method that it does not serve',
  why: 'The call gets 404 or 405, every time, in code that is only reached in production.',
  fix: 'Ask for the route as it is served, or serve the route that is asked for.',
  guard:
    'Only where exactly one route of the called service is nearly what is asked for: the same path by another method or without its prefix, or one word spelled differently. Routes that are not known as texts, gateways, and prefixes are left alone.',
  sources: ['https://github.com/bcgov/TheOrgBook/issues/815'],
  *run(system) {
    for (const edge of system.graph.edges) {
      if (edge.kind !== 'http' || edge.confidence === 'possible') continue;
      const service = system.service(edge.to);
      const routes = service?.hasCode ? routesOf(service) : undefined;
      if (service && routes) for (const operation of edge.operations) yield* mismatch(system, { edge, operation, routes, service });
    }
    yield* unprefixed(system);
    yield* relative(system);
  },
};

/** A whole address whose path is only the end of a route. */
function* unprefixed(system: System): Generator<Found> {
  for (const reference of callsIn(system)) {
    const { address, deployed, places, isFallback, protocol } = reference;
    const path = address.path?.replace(/[?#].*$/, '') ?? '';
    const target = protocol === 'http' && !isFallback && path.length > 1 ? composeTarget(reference, system)?.service : undefined;
    const routes = target?.hasCode && wordsOfPath(path).length > 0 ? routesOf(target) : undefined;
    if (!target || !routes || routes.some(({ text }) => partsOf(text).length <= partsOf(path).length && fits(text, path))) continue;
    const longer = new Map(routes.filter(({ text }) => fits(text, path)).map(route => [route.text, route]));
    const [first] = longer.values();
    if (!first || longer.size > 1) continue;
    yield {
      subject: `${deployed.service.name} ${target.name} ${path}`,
      message: `${deployed.name} asks ${target.name} for ${path}, but ${target.name} serves it as ${first.text}.`,
      evidence: [evidence(places.at(-1)!, 'asked here'), factEvidence(first, 'served here')],
      about: [deployed.service.id, target.id],
    };
  }
}

/** What a page asks the server that it comes from, where one route of the workspace is nearly that. */
function* relative(system: System): Generator<Found> {
  const served = servedIn(system);
  if (served.length === 0) return;
  const bySize = Map.groupBy(
    served.map(one => ({ ...one, parts: partsOf(one.text) })),
    ({ parts }) => parts.length,
  );
  for (const use of system.all('uses-address')) {
    const path =
      use.protocol === 'http' && use.target === undefined && use.path && runs(use.file) ? valueText(use.path).replaceAll('…', '{}') : '';
    const asked = path.replace(/[?#].*$/, '').replaceAll(/\/\d+(?=\/|$)/g, '/{}');
    const method = use.method ?? 'GET';
    if (!asked.startsWith('/') || wordsOfPath(asked).length < 2) continue;
    const parts = partsOf(asked);
    const near = (bySize.get(parts.length) ?? []).filter(
      one => (one.method === method || one.method === '*') && isNear(differing(parts, one.parts), isMisspelt, isOtherVersion),
    );
    const [first] = near;
    if (!first || new Set(near.map(({ text }) => text)).size > 1 || served.some(({ text }) => fits(text, asked))) continue;
    yield {
      subject: `${use.file} ${method} ${asked}`,
      severity: 'medium',
      message: `${use.file} asks for ${method} ${asked}, which nothing here serves; ${first.method} ${first.text} is served.`,
      evidence: [factEvidence(use, 'asked here'), factEvidence(first, 'served here')],
      about: [...ownerOf(system, use.file).about, ...ownerOf(system, first.file).about],
    };
  }
}

interface Served {
  readonly file: FilePath;
  readonly at: Span;
  readonly method: string;
  readonly text: string;
}

/** Routes of code and of specifications; none where something takes whatever comes. */
function servedIn(system: System): readonly Served[] {
  const routes = system
    .all('serves-route')
    .flatMap(({ file, at, method, path }) => (path.kind === 'literal' && runs(file) ? [{ file, at, method, text: path.text }] : []));
  const specified = system
    .all('contract')
    .flatMap(({ file, format, operations }) =>
      format === 'openapi' && runs(file) ? operations.map(({ at, method, path }) => ({ file, at, method, text: path })) : [],
    );
  return [...routes, ...specified].filter(({ text }) => wordsOfPath(text).length > 0);
}

/** The one part in which two paths of one length differ; undefined where it is none or several. */
function differing(one: readonly string[], other: readonly string[]): Differ | undefined {
  if (one.length !== other.length) return undefined;
  const at = one.findIndex((part, index) => part !== other[index]);
  if (at < 0 || one.some((part, index) => index > at && part !== other[index])) return undefined;
  return [one[at]!, other[at]!];
}

type Differ = readonly [string, string];

const isNear = (differ: Differ | undefined, ...ways: readonly ((differ: Differ) => boolean)[]): boolean =>
  differ !== undefined && ways.some(way => way(differ));

/** `/v1/orders` and `/v2/orders`. */
const isOtherVersion = (parts: Differ): boolean => parts.every(part => /^v\d+$/.test(part));

/** Undefined where some of its routes are made of what only running tells, or it hands everything on. */
const routesOf = remembered((service: SystemService): readonly Route[] | undefined => {
  const all = service.facts('serves-route').filter(({ file }) => runs(file));
  const routes = all.flatMap(route => (route.path.kind === 'literal' ? [{ ...route, text: route.path.text }] : []));
  const catches = routes.some(({ text }) => /\*/.test(text) || (wordsOfPath(text).length === 0 && partsOf(text).length > 0));
  return routes.length === all.length && routes.length > 0 && !catches ? routes : undefined;
});

interface Asked {
  readonly edge: GraphEdge;
  readonly operation: string;
  readonly routes: readonly Route[];
  readonly service: SystemService;
}

function* mismatch(system: System, { edge, operation, routes, service }: Asked): Generator<Found> {
  const [method = ANY, path = ''] = operation.startsWith('/') ? [ANY, operation] : operation.split(' ');
  if (!path.startsWith('/') || wordsOfPath(path).length === 0 || routes.some(route => serves(route, method, path))) return;
  const otherMethod = routes.filter(({ text }) => fits(text, path));
  const otherWord = routes.filter(
    ({ text, method: served }) => meets(served, method) && isNear(differing(partsOf(path), partsOf(text)), isMisspelt),
  );
  const near = otherMethod.length > 0 ? otherMethod : otherWord;
  const [first] = near;
  if (!first || (otherMethod.length === 0 && near.length > 1) || (near === otherMethod && /^(GET|HEAD|OPTIONS)$/.test(method))) return;
  const caller = system.service(edge.from)?.name ?? edge.from;
  const serving = [...new Set(near.map(({ method: served, text }) => `${served} ${text}`))].join(' and ');
  const [asked, ...more] = edge.evidence.toSorted((a, b) => Number(isBy(system, b, method)) - Number(isBy(system, a, method)));
  yield {
    subject: `${caller} ${service.name} ${operation}`,
    message: `${caller} asks ${service.name} for ${operation}, but ${service.name} serves ${serving}.`,
    evidence: [
      evidence(asked!, 'asked here'),
      ...more.slice(0, 4).map(at => evidence(at, 'asked here')),
      factEvidence(first, 'served here'),
    ],
    about: [edge.from, edge.to],
  };
}

/** An edge holds many requests; those of the method in question come first. */
const isBy = (system: System, { file, span }: Location, method: string): boolean =>
  system.factsIn(file, 'uses-address').some(fact => fact.at[0] === span[0] && fact.method === method);

const serves = ({ method: served, text }: Route, method: string, path: string): boolean => meets(served, method) && fits(text, path);

const ANY = '*';
const meets = (served: string, method: string): boolean => served === ANY || method === ANY || served === method;

/** A letter or two of a word: `/order/{id}` and `/orders/{id}`. */
const isMisspelt = ([a, b]: Differ): boolean => a.length > 3 && b.length > 3 && a !== '{}' && b !== '{}' && distance(a, b) <= 2;
