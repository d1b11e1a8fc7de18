import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { FilePath, Location } from '../model/source.ts';
import { literal, type Value } from '../model/value.ts';
import { declaredRoutes, pathOf } from './declared-routes.ts';
import { MountedRoutes } from './mounted-routes.ts';
import { documentedRoutes } from './documented-routes.ts';
import { plainMethod } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import { isTest } from '../model/paths.ts';
import { partsOf, type PathParts } from './request-path.ts';
import { transcodedRoutes } from './transcoded-routes.ts';

export interface Route {
  readonly element: string;
  readonly service: Service;
  readonly method: string;
  readonly parts: PathParts;
  /** Without what its server puts before it: deployments set that otherwise, and gateways take it off. */
  readonly own: PathParts;
  readonly at: Location;
  /** Where a contract gives an rpc this route. */
  readonly declaredAt?: Location;
}

const CONTEXT_PATHS = ['server.servlet.context-path', 'server.context-path', 'spring.webflux.base-path', 'quarkus.http.root-path'];

/** Every route that a service serves, with what its server puts before it. */
export function servedRoutes(world: World): Route[] {
  const mounted = new MountedRoutes(world);
  const written = [...ownedFacts(world, 'serves-route')].flatMap(({ service, file, fact }) => {
    const [text] = world.resolver.resolve(fact.path, { file, service }).texts;
    if (text === undefined) return [];
    const at = { file, span: fact.at };
    return mounted
      .before(file, fact.on, service)
      .map(before =>
        served({ service, at, by: file, method: fact.method, path: `${before}/${text.text}`, all: mounted.beforeAll(service) }, world),
      );
  });
  const declared = [...declaredRoutes(world, 'answers')].flatMap(taken => {
    const { service, file, by, declared } = taken;
    const path = pathOf(taken, world);
    return path === undefined ? [] : [served({ service, at: { file, span: declared.at }, by, method: declared.method, path }, world)];
  });
  const transcoded = transcodedRoutes(world).map(({ service, method, path, at, declaredAt }): Route => ({
    ...served({ service, at, by: at.file, method, path }, world),
    declaredAt,
  }));
  const seen = [...written, ...declared, ...transcoded];
  return [...seen, ...generated(world, seen)];
}

/** Operations of a service's own document that a method of a generated base answers: their paths stand nowhere in its code. */
function generated(world: World, seen: readonly Route[]): Route[] {
  const described = world.view.all('contract').filter(({ format, file }) => format === 'openapi' && !isTest(file));
  if (described.length === 0) return [];
  const answers = Map.groupBy(
    [...ownedFacts(world, 'answers-call')].filter(({ fact }) => fact.over === undefined),
    ({ service, fact }) => `${service.id} ${plainMethod(fact.name)}`,
  );
  return described.flatMap(({ file, operations }) =>
    world.ownership.ownersOf(file).flatMap(service => {
      const own = seen.filter(route => route.service === service);
      return operations.flatMap(({ id, method, path }) => {
        const [answer, second] = id === undefined ? [] : (answers.get(`${service.id} ${plainMethod(id)}`) ?? []);
        if (!answer || second || documentedRoutes(path, own).length > 0) return [];
        return [served({ service, at: { file: answer.file, span: answer.fact.at }, by: answer.file, method, path }, world)];
      });
    }),
  );
}

interface Written {
  readonly service: Service;
  readonly at: Location;
  /** The controller's file, where an interface of another declares the route. */
  readonly by: FilePath;
  readonly method: string;
  readonly path: string;
  /** What the program puts before all of its routes. */
  readonly all?: string;
}

function served({ service, at, by, method, path, all = '' }: Written, world: World): Route {
  const parts = partsOf(`${contextPath(service, by, world)}${all}/${path}`);
  return { element: elementOf(service, method, parts), service, method, parts, own: partsOf(path), at };
}

const elementOf = (service: Service, method: string, parts: PathParts): string =>
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
