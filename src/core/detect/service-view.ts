import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import type { Placed } from '../link/facts-view.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import { deployedViews } from './deployed-view.ts';
import { readsOf } from './reads.ts';
import type { Deployed, SystemService, VariableRead } from './system.ts';

type Of<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

export interface Parts {
  readonly world: World;
  readonly environments: readonly Environment[];
}

/** A service as checks see it. What is dear is made when it is first asked for. */
export function serviceView(linked: Service, parts: Parts): SystemService {
  const { view, ownership } = parts.world;
  const files = ownership.filesOf(linked).map(({ file }) => file);
  let reads: readonly VariableRead[] | undefined;
  let deployed: readonly Deployed[] | undefined;
  let own: SystemService['ownSettings'] | undefined;
  const facts = <K extends Fact['kind']>(kind: K): readonly Placed<Of<K>>[] =>
    files.flatMap(file => view.of(file, kind).map(fact => ({ ...fact, file }) as Placed<Of<K>>));
  const service: SystemService = {
    id: linked.id,
    name: linked.name,
    kind: linked.kind,
    ...(linked.technology && { technology: linked.technology }),
    ...(linked.folder !== undefined && { folder: linked.folder }),
    files,
    hasCode:
      linked.units.some(({ runs }) => runs || linked.kind === 'service') || linked.deployments.some(({ folder }) => folder !== undefined),
    facts,
    get reads() {
      return (reads ??= readsOf(linked, parts.world));
    },
    get ownSettings() {
      return (own ??= facts('sets-env').filter(({ example, format }) => !example && format !== 'code'));
    },
    get deployed() {
      return (deployed ??= deployedViews(service, parts));
    },
    dockerfiles: dockerfilesOf(linked).flatMap(file => view.of(file, 'dockerfile').map(fact => ({ ...fact, file }))),
    linked,
  };
  return service;
}

const dockerfilesOf = ({ units, deployments }: Service) => [
  ...new Set([...units, ...deployments].map(({ dockerfile }) => dockerfile).filter(file => file !== undefined)),
];
