import type { Environment } from '../model/environment.ts';
import { equal } from '../model/equal.ts';
import { aspireDeployments } from './aspire-deployments.ts';
import { clusterDeployments } from './cluster-deployments.ts';
import { coveredBy, ofKind } from './clusters.ts';
import { codeUnits, type CodeUnit } from './code-units.ts';
import { composeDeployments } from './compose-projects.ts';
import { correctionsIn } from './corrections.ts';
import { Definitions } from './definitions.ts';
import { Directory } from './directory.ts';
import type { FactsByFile, FactsOf, FactsView } from './facts-view.ts';
import { filledClasses } from './filled-classes.ts';
import { ImportGraph } from './imports.ts';
import type { LinkMemory } from './link-memory.ts';
import { Modules } from './modules.ts';
import { owned, Ownership } from './ownership.ts';
import { listeningPorts } from './ports.ts';
import { propertiesOf } from './properties.ts';
import { Resolver } from './resolve.ts';
import { services, type Service } from './services.ts';
import { withoutSidecars } from './sidecars.ts';
import { siblingsIn } from './siblings.ts';
import type { Known } from './world.ts';

/** What a link knows before it looks for edges: each step with what it is made from. */
export function known(files: FactsByFile, given: readonly Environment[], memory: LinkMemory): Known {
  const view = memory.begin(files);
  const environments = memory.step<readonly Environment[]>('environments', [given], (_, earlier) => settled(given, earlier));
  const deployments = memory.step('deployments', [environments], view =>
    withoutSidecars([...composeDeployments(view, environments), ...clusterDeployments(view, environments), ...aspireDeployments(view)]),
  );
  const imported = importsIn(memory);
  const units = memory.step<readonly CodeUnit[]>('code units', [imported.modules, imported.imports.targets], (view, earlier) =>
    settled(codeUnits(view, imported.imports), earlier),
  );
  const all = memory.step('services', [deployments, units], view => services(deployments, units, correctionsIn(view)));
  const routes = memory.step('routes', [environments], view => routesIn(view, environments));
  const siblings = memory.step('siblings', [], siblingsIn);
  return { view, deployments, services: all, routes, siblings, ...codeOf(all, imported, memory) };
}

/** The earlier one where both say the same, so that what was made from it holds. */
const settled = <T>(now: T, earlier: T | undefined): T => (earlier !== undefined && equal(earlier, now) ? earlier : now);

interface Imported {
  readonly modules: Modules;
  readonly imports: ImportGraph;
}

function importsIn(memory: LinkMemory): Imported {
  const modules = memory.step('modules', [], view => new Modules(view.under(''), view.all('package')));
  const imported = memory.facts('imports');
  const imports = memory.step<ImportGraph>('imports', [imported, modules], (_, earlier) => new ImportGraph(imported, modules, earlier));
  return { modules, imports };
}

/** Whose each file is, and what the values in it are. */
function codeOf(
  all: readonly Service[],
  { modules, imports }: Imported,
  memory: LinkMemory,
): Omit<Known, 'view' | 'deployments' | 'services' | 'routes' | 'siblings'> {
  const files = memory.step('owned files', [all, modules, imports.targets], view => owned(all, view, { imports, modules }));
  const functions = memory.facts('defines-function', 'calls-function');
  const ownership = memory.step('ownership', [files, functions], () => new Ownership(files, functions));
  const settings = memory.facts('sets-env', 'dockerfile');
  const properties = memory.step('properties', [settings, ownership], () => propertiesOf(settings, ownership));
  const names = memory.facts('imports', 'binds');
  const definitions = memory.step<Definitions>('definitions', [names, modules], (_, earlier) => new Definitions(names, modules, earlier));
  const fills = memory.facts('fills-class');
  const filled = memory.step('filled classes', [fills, ownership], () => filledClasses(fills, ownership));
  const resolver = memory.step('resolver', [definitions, properties, filled], () => new Resolver(definitions, properties, filled));
  const directory = memory.step(
    'directory',
    [all, ownership, resolver],
    view => new Directory(all, listeningPorts(all, { view, ownership, resolver })),
  );
  const reads = memory.facts('reads-env');
  const readNames = memory.step('names that are read', [reads, ownership], () => readNamesOf(reads, ownership));
  return { imports, ownership, resolver, directory, readNames };
}

/** Routes as written, and those that charts and overlays make. */
function routesIn(view: FactsView, environments: readonly Environment[]): Known['routes'] {
  const covered = coveredBy(environments);
  return [
    ...view.all('route').filter(({ file }) => !covered.has(file)),
    ...environments.flatMap(({ objects }) => ofKind(objects, 'route')),
  ];
}

function readNamesOf(facts: FactsOf<'reads-env'>, ownership: Ownership): Known['readNames'] {
  const known = new Map<Service, ReadonlySet<string>>();
  return service => {
    const names =
      known.get(service) ??
      new Set(ownership.filesOf(service).flatMap(({ file }) => facts.of(file, 'reads-env').map(({ name }) => name.toLowerCase())));
    known.set(service, names);
    return names;
  };
}
