import type { UsesAddress } from '../model/talk-fact.ts';
import { uses } from './client-edges.ts';
import { isTest } from '../model/paths.ts';
import type { Service } from './services.ts';
import { scopes, type World } from './world.ts';

/** Facts that say who connects count wherever they stand: an Aspire app host composes services that it does not contain, and a product's configuration is for whoever runs it. */
export function namedCallers(world: World): void {
  for (const fact of world.view.all('uses-address')) {
    if (isTest(fact.file) || (fact.caller === undefined && fact.program === undefined)) continue;
    const mounted = fact.caller?.startsWith('configmap:') ? mounting(fact.caller.slice('configmap:'.length), world) : [];
    for (const service of mounted) for (const scope of scopes(service, { file: fact.file })) uses(fact, scope, world);
    const service = fact.caller === undefined ? onlyRunner(fact, world) : world.directory.named(fact.caller);
    if (!service || (fact.caller === undefined && world.ownership.ownersOf(fact.file).some(owner => runsProgram(fact, owner, world))))
      continue;
    for (const scope of scopes(service, { file: fact.file })) uses(fact, scope, world);
  }
}

const mounting = (name: string, world: World): readonly Service[] =>
  world.services.filter(({ deployments }) => deployments.some(({ configMaps }) => configMaps?.includes(name)));

/** Configuration of a product that some other service here runs is not the configuration of the folder that it lies in. */
export function runsProgram(fact: UsesAddress, service: Service, world: World): boolean {
  return (
    fact.program === undefined || service.programs.has(fact.program) || !world.services.some(({ programs }) => programs.has(fact.program!))
  );
}

function onlyRunner(fact: UsesAddress, world: World): Service | undefined {
  const runners = world.services.filter(({ programs }) => programs.has(fact.program!));
  return runners.length === 1 ? runners[0] : undefined;
}
