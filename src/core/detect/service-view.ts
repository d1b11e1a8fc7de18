import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
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
  /** Facts of one kind by the files that have any. */
  readonly byFile: <K extends PlacedKind>(kind: K) => ReadonlyMap<FilePath, readonly Placed<Of<K>>[]>;
}

/** Kinds whose facts know their file. */
export type PlacedKind = Exclude<Fact['kind'], 'imports' | 'binds'>;

/** A service as checks see it. What is dear is made when it is first asked for. */
export function serviceView(linked: Service, parts: Parts): SystemService {
  const { view, ownership } = parts.world;
  const files = ownership.filesOf(linked).map(({ file }) => file);
  let reads: readonly VariableRead[] | undefined;
  let deployed: readonly Deployed[] | undefined;
  let own: SystemService['ownSettings'] | undefined;
  const facts = factsIn(files, parts);
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
    importsAny: module => files.some(file => view.of(file, 'imports').some(({ specifier }) => module.test(specifier))),
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

/** Facts of one kind in some files, in their order. Each kind is looked for once, over the fewer of the files and those that have any. */
function factsIn(files: readonly FilePath[], { byFile }: Parts): SystemService['facts'] {
  const found = new Map<PlacedKind, readonly Placed<Fact>[]>();
  let places: ReadonlyMap<FilePath, number> | undefined;
  const placeOf = (file: FilePath): number => (places ??= new Map(files.map((path, at) => [path, at]))).get(file) ?? -1;
  const among = (holders: ReadonlyMap<FilePath, readonly Placed<Fact>[]>): readonly Placed<Fact>[] => {
    if (holders.size >= files.length) return files.flatMap(file => holders.get(file) ?? []);
    const own = [...holders].filter(([file]) => placeOf(file) >= 0).toSorted(([a], [b]) => placeOf(a) - placeOf(b));
    return own.flatMap(([, facts]) => facts);
  };
  return <K extends PlacedKind>(kind: K) => {
    const told = found.get(kind) ?? among(byFile(kind));
    found.set(kind, told);
    return told as unknown as readonly Placed<Of<K>>[];
  };
}

const dockerfilesOf = ({ units, deployments }: Service) => [
  ...new Set([...units, ...deployments].map(({ dockerfile }) => dockerfile).filter(file => file !== undefined)),
];
