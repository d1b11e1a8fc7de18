import { plain } from '../link/names.ts';
import type { World } from '../link/world.ts';
import { isTest } from '../model/paths.ts';
import type { Span } from '../model/source.ts';
import { documentedRoutes } from './documented-routes.ts';
import { plainMethod, type Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import type { Route } from './served-routes.ts';

interface Described {
  readonly element: string;
  readonly id: string;
  readonly title: string;
  readonly occurrence: Occurrence;
  readonly method: string;
  readonly path: string;
  readonly owners: ReadonlySet<string>;
  /** Its path and its id stand on lines of their own. */
  readonly beside: readonly Span[];
}

interface Http {
  readonly routes: readonly Route[];
  /** Routes with their requests. */
  readonly occurrences: readonly Occurrence[];
}

/** Operations of OpenAPI documents: declared there, answered by routes and generated interfaces, called as methods of generated clients. */
export function operations(world: World, { routes, occurrences }: Http): Occurrence[] {
  const described = declarations(world);
  if (described.length === 0) return [];
  const requests = Map.groupBy(
    occurrences.filter(({ role, only }) => role === 'calls' && only === undefined),
    ({ element }) => element,
  );
  const byId = Map.groupBy(described, ({ id }) => plainMethod(id));
  return [
    ...described.map(({ occurrence }) => occurrence),
    ...described.flatMap(({ occurrence, beside }) =>
      beside.map((span): Occurrence => ({ ...occurrence, at: { ...occurrence.at, span }, only: 'cursor' })),
    ),
    ...described.flatMap(operation => served(operation, routes)),
    ...described.flatMap(operation => requested(operation, routes, requests)),
    ...methods(world, byId, 'answers-call'),
    ...methods(world, byId, 'calls-member'),
  ];
}

function declarations({ view, ownership }: World): Described[] {
  return view
    .all('contract')
    .filter(({ format, file }) => format === 'openapi' && !isTest(file))
    .flatMap(({ operations, file, name }) =>
      operations.flatMap(({ id: written, idAt, method, path, pathAt, at }) => {
        const id = written ?? `${method} ${path}`;
        const element = `operation ${file} ${id}`;
        const owners = ownership.ownersOf(file).map(owner => owner.id);
        return [
          {
            element,
            id,
            title: plain(name),
            method,
            path,
            owners: new Set(owners),
            beside: [idAt, pathAt].filter(span => span !== undefined),
            occurrence: { element, role: 'declares', at: { file, span: at } } satisfies Occurrence,
          },
        ];
      }),
    );
}

/** The routes that answer an operation: of the document's own service, where it lies in one. */
const served = (operation: Described, routes: readonly Route[]): Occurrence[] =>
  answering(operation, routes).map(({ at, service }): Occurrence => ({
    element: operation.element,
    role: 'answers',
    at,
    owner: service.id,
  }));

function answering({ method, path, owners }: Described, routes: readonly Route[]): readonly Route[] {
  const own = routes.filter(route => route.method === method && (owners.size === 0 || owners.has(route.service.id)));
  return documentedRoutes(path, own);
}

/** Requests of the routes that answer an operation call it as well. */
const requested = (operation: Described, routes: readonly Route[], requests: ReadonlyMap<string, readonly Occurrence[]>): Occurrence[] =>
  answering(operation, routes).flatMap(({ element }) =>
    (requests.get(element) ?? []).map((request): Occurrence => ({ ...request, element: operation.element, guess: true })),
  );

/** Methods named as an operation: of whoever the document belongs to they answer it, of others they call it. */
function* methods(
  world: World,
  byId: ReadonlyMap<string, readonly Described[]>,
  kind: 'answers-call' | 'calls-member',
): Generator<Occurrence> {
  for (const { service, file, fact } of ownedFacts(world, kind)) {
    if (fact.kind === 'answers-call' && fact.over === 'grpc') continue;
    const named = byId.get(plainMethod(fact.name)) ?? [];
    const fitting = named.filter(({ owners }) => owners.size === 0 || owners.has(service.id) === (kind === 'answers-call'));
    const told = fact.kind === 'calls-member' ? fitting.filter(({ title }) => plain(fact.on).includes(title)) : [];
    for (const { element } of told.length > 0 ? told : fitting.length === 1 ? fitting : [])
      yield {
        element,
        role: kind === 'answers-call' ? 'answers' : 'calls',
        at: { file, span: fact.at },
        owner: service.id,
        word: fact.name,
      };
  }
}
