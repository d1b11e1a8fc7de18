import { addressesIn } from '../link/address.ts';
import type { Service } from '../link/services.ts';
import { scopes, targetOf, type World } from '../link/world.ts';
import type { UsesAddress } from '../model/talk-fact.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import { partsOf, type PathParts } from './request-path.ts';
import type { Route } from './served-routes.ts';

/** The path that a gateway's configuration hands on leads to the routes that begin with it: those that it names nearly whole. */
export function* proxiedRoutes(world: World, served: readonly Route[]): Generator<Occurrence> {
  const byService = Map.groupBy(served, ({ service }) => service.id);
  for (const { service, file, fact } of ownedFacts(world, 'uses-address')) {
    if (fact.program === undefined || fact.protocol !== 'http' || !fact.target) continue;
    const handed = handedOn(fact, service, { world, file });
    if (!handed) continue;
    for (const { element } of below(handed.parts, byService.get(handed.to.id) ?? [])) {
      const calls: Occurrence = { element, role: 'calls', at: { file, span: fact.at }, owner: service.id, doubt: 1, guess: true };
      yield calls;
      if (fact.pathAt) yield { ...calls, at: { file, span: fact.pathAt }, only: 'cursor' };
    }
  }
}

interface Handed {
  readonly to: Service;
  readonly parts: PathParts;
}

function handedOn(
  fact: UsesAddress,
  service: Service,
  { world, file }: { readonly world: World; readonly file: Parameters<World['ownership']['ownersOf']>[0] },
): Handed | undefined {
  const [scope] = scopes(service, { file });
  const [target] = scope && fact.target ? world.resolver.resolve(fact.target, scope).texts : [];
  const [path] = scope && fact.path ? world.resolver.resolve(fact.path, scope).texts : [];
  const [address] = target ? addressesIn(target.text) : [];
  const to = scope && address && targetOf(address, scope, world)?.service;
  const parts = partsOf(address?.path ?? path?.text ?? '');
  return to && parts.some(part => part !== undefined) ? { to, parts } : undefined;
}

/** More of them would be a list of all that the service serves. */
const MOST_ROUTES = 3;

/** Of the routes that begin so the shortest. */
export function below(parts: PathParts, routes: readonly Route[]): readonly Route[] {
  if (parts.length === 0) return [];
  const fitting = routes.filter(route => parts.every((part, at) => part === route.parts[at]));
  const shortest = Math.min(...fitting.map(route => route.parts.length));
  const nearest = fitting.filter(route => route.parts.length === shortest);
  return nearest.length <= MOST_ROUTES ? nearest : nearest.filter(({ method }) => method === 'GET').slice(0, MOST_ROUTES);
}
