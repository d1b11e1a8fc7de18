import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { FittingRoutes } from './fitting-routes.ts';
import { plainMethod, type Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import { partsOf } from './request-path.ts';

/** Elements that methods of clients ask for. */
export type AskedBy = ReadonlyMap<string, readonly string[]>;

/** Requests that methods of generated clients send, and the calls of these methods and of those of declared clients: all lead to the route. */
export function wrappedRequests(world: World, asked: FittingRoutes, declared: AskedBy): Occurrence[] {
  const byMethod = new Map(declared);
  const sent: Occurrence[] = [];
  for (const { service, file, fact } of ownedFacts(world, 'wraps-request')) {
    const [path] = world.resolver.resolve(fact.path, { file, service }).texts;
    if (path === undefined) continue;
    const routes = asked.best({ from: service, method: fact.method, parts: partsOf(path.text), open: true, sent: true });
    const elements = [...new Set(routes.map(({ element }) => element))];
    byMethod.set(methodOf(service, fact.type, fact.name), elements);
    sent.push(...elements.map((element): Occurrence => ({ element, role: 'calls', at: { file, span: fact.at }, owner: service.id })));
  }
  return byMethod.size === 0 ? [] : [...sent, ...called(world, byMethod)];
}

function* called(world: World, byMethod: AskedBy): Generator<Occurrence> {
  for (const { service, file, fact } of ownedFacts(world, 'calls-member')) {
    const elements = byMethod.get(methodOf(service, fact.on.split('.').at(-1)!, fact.name)) ?? [];
    for (const element of elements) yield { element, role: 'calls', at: { file, span: fact.at }, owner: service.id, word: fact.name };
  }
}

export const methodOf = (service: Service, type: string, name: string): string => `${service.id} ${type} ${plainMethod(name)}`;
