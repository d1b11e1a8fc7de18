import type { OwnedFile } from '../link/ownership.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';
import type { Graph } from '../model/graph.ts';
import type { Fact } from '../model/fact.ts';
import { folderOf, isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { FittingRoutes } from './fitting-routes.ts';
import type { Occurrence } from './occurrence.ts';
import { Reachable } from './reachable.ts';
import { requests } from './routes.ts';
import { rpcs } from './rpcs.ts';
import type { Route } from './served-routes.ts';
import { topics } from './topics.ts';

/**
 * What code asks and answers that runs in no service here: client libraries, load generators, scripts. It makes no edge and breaks with
 * nobody, so only jumps know it, and only where no service has a place to offer.
 */
export function loosePlaces(world: World, graph: Graph, served: readonly Route[]): Occurrence[] {
  const loose = looseWorld(world);
  if (!loose) return [];
  const asked = new FittingRoutes(served, new Reachable(graph));
  return [...rpcs(loose).filter(({ role }) => role !== 'declares'), ...requests(loose, asked).occurrences, ...topics(loose)].map(
    occurrence => ({
      ...occurrence,
      doubt: (occurrence.doubt ?? 0) + 1,
    }),
  );
}

const TALKS: readonly Fact['kind'][] = [
  'calls-member',
  'answers-call',
  'uses-address',
  'mentions-path',
  'wraps-request',
  'publishes',
  'subscribes',
];

const NOBODYS = /(^|\/)(vendor|third_party|node_modules|mocks?)\//;

/** The same world with each package of code that nobody owns in place of services. */
function looseWorld(world: World): World | undefined {
  const files = world.view
    .under('')
    .filter(file => CODE.test(file) && world.view.holds(file, TALKS) && world.ownership.ownersOf(file).length === 0)
    .filter(file => !isTest(file) && !NOBODYS.test(file));
  if (files.length === 0) return undefined;
  const packages = new Set<string>(world.view.all('package').map(({ file }) => folderOf(file)));
  const owned = new Map(
    [...Map.groupBy(files, file => packageOf(file, packages))].map(([folder, files]) => [
      looseService(folder),
      files.map((file): OwnedFile => ({ file })),
    ]),
  );
  return { ...world, services: [...owned.keys()], ownership: world.ownership.of(owned) };
}

const CODE = /\.(go|java|kts?|py|cs|rb|php|rs|[cm]?[jt]sx?|vue|svelte|cc|cpp)$/;

function packageOf(file: FilePath, packages: ReadonlySet<string>): string {
  for (let folder = folderOf(file); folder !== ''; folder = folderOf(folder)) if (packages.has(folder)) return folder;
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : '';
}

const looseService = (folder: string): Service => ({
  id: `loose:${folder}`,
  name: folder,
  kind: 'service',
  deployments: [],
  units: [],
  hosts: new Set(),
  programs: new Set(),
  identity: [],
});
