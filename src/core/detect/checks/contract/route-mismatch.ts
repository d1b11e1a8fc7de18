import type { Placed } from '../../../link/facts-view.ts';
import type { ServesRoute } from '../../../model/fact.ts';
import type { GraphEdge } from '../../../model/graph.ts';
import type { Location } from '../../../model/source.ts';
import type { Check, Found } from '../../check.ts';
import { distance } from '../../names.ts';
import { evidence, factEvidence } from '../../places.ts';
import { fits, partsOf, wordsOfPath } from '../../request-paths.ts';
import { runs } from '../../running-code.ts';
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
    'Only where exactly one route of the called service is nearly what is asked for: the same path by another method, or one word spelled differently. Routes that are not known as texts, gateways, and prefixes are left alone.',
  sources: ['https://github.com/bcgov/TheOrgBook/issues/815'],
  *run(system) {
    for (const edge of system.graph.edges) {
      if (edge.kind !== 'http' || edge.confidence === 'possible') continue;
      const service = system.service(edge.to);
      const routes = service?.hasCode ? routesOf(service) : undefined;
      if (service && routes) for (const operation of edge.operations) yield* mismatch(system, { edge, operation, routes, service });
    }
  },
};

/** Undefined where some of its routes are made of what only running tells, or it hands everything on. */
function routesOf(service: SystemService): readonly Route[] | undefined {
  const all = service.facts('serves-route').filter(({ file }) => runs(file));
  const routes = all.flatMap(route => (route.path.kind === 'literal' ? [{ ...route, text: route.path.text }] : []));
  const catches = routes.some(({ text }) => /\*/.test(text) || (wordsOfPath(text).length === 0 && partsOf(text).length > 0));
  return routes.length === all.length && routes.length > 0 && !catches ? routes : undefined;
}

interface Asked {
  readonly edge: GraphEdge;
  readonly operation: string;
  readonly routes: readonly Route[];
  readonly service: SystemService;
}

function* mismatch(system: System, { edge, operation, routes, service }: Asked): Generator<Found> {
  const [method = '', path = ''] = operation.split(' ');
  if (!path.startsWith('/') || wordsOfPath(path).length === 0 || routes.some(route => serves(route, method, path))) return;
  const otherMethod = routes.filter(({ text }) => fits(text, path));
  const otherWord = routes.filter(({ text, method: served }) => (served === method || served === '*') && isMisspelt(path, text));
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

const serves = ({ method: served, text }: Route, method: string, path: string): boolean =>
  (served === '*' || served === method) && fits(text, path);

/** One word differs, by a letter or two: `/order/{id}` and `/orders/{id}`. */
function isMisspelt(asked: string, served: string): boolean {
  const [one, other] = [partsOf(asked), partsOf(served)];
  if (one.length !== other.length) return false;
  const differing = one.flatMap((part, at) => (part === other[at] ? [] : [[part, other[at]!] as const]));
  return differing.length === 1 && differing.every(([a, b]) => a.length > 3 && a !== '{}' && b !== '{}' && distance(a, b) <= 2);
}
