import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { DeclaresRoute, TakesRoutes } from '../model/jump-fact.ts';
import type { FilePath } from '../model/source.ts';
import { ownedFacts } from './owned-facts.ts';

/** A route of an interface, as the class that takes it answers or asks for it. */
export interface TakenRoute {
  readonly service: Service;
  /** Where the interface declares it. */
  readonly file: FilePath;
  readonly declared: DeclaresRoute;
  /** The class that takes it, and its file. */
  readonly takes: TakesRoutes;
  readonly by: FilePath;
}

/** Routes that stand in interfaces, for each service with a class that takes them: a controller answers, a client asks. */
export function* declaredRoutes(world: World, as: TakesRoutes['as']): Generator<TakenRoute> {
  const taking = [...ownedFacts(world, 'takes-routes')].filter(({ fact, file, service }) => fact.as === as && isOwn(file, service, world));
  if (taking.length === 0) return;
  const declared = Map.groupBy(world.view.all('declares-route'), ({ type }) => type);
  for (const { service, file: by, fact: takes } of taking) {
    const owned = new Set(world.ownership.filesOf(service).map(({ file }) => file));
    for (const route of takes.types.flatMap(type => declared.get(type) ?? []))
      if (owned.has(route.file)) yield { service, file: route.file, declared: route, takes, by };
  }
}

/** A controller of a library that a service imports is none that runs in it, unless it lies in a library of its own. */
const isOwn = (file: FilePath, service: Service, { ownership }: World): boolean =>
  ownership.ownersOf(file).length === 1 || ownership.filesOf(service).some(owned => owned.file === file && owned.importedBy === undefined);

/** The whole path, where it is known: each part is told where it is written. */
export function pathOf({ service, file, declared, takes, by }: TakenRoute, { resolver }: World): string | undefined {
  const before = takes.before && resolver.resolve(takes.before, { file: by, service }).texts[0]?.text;
  const [own] = resolver.resolve(declared.path, { file, service }).texts;
  return own && `${before ?? ''}/${own.text}`;
}
