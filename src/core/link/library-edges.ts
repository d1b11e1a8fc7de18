import type { PackageFact } from '../model/package-fact.ts';
import type { GraphNode } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { locationOf, type Placed } from './facts-view.ts';
import { baseName, folderOf, isTest, isUnder } from '../model/paths.ts';
import type { World } from './world.ts';

/** Shared packages of the workspace as nodes, and which services are rebuilt when one changes. */
export function libraryEdges(world: World): GraphNode[] {
  const serviceFolders = new Set(
    world.services.flatMap(({ units, folder }) => [
      ...units.map(unit => unit.folder as string),
      ...(folder === undefined ? [] : [folder as string]),
    ]),
  );
  const packages = world.view
    .all('package')
    .filter(({ file, name }) => name !== undefined && !isTest(file) && folderOf(file) !== '' && !serviceFolders.has(folderOf(file)));
  const byFolder = new Map(packages.map(manifest => [folderOf(manifest.file), manifest]));
  const nodes = new Map<string, GraphNode>();
  for (const service of world.services) {
    const told = new Set<string>();
    for (const { file, importedBy } of world.ownership.filesOf(service)) {
      const home = importedBy === undefined ? undefined : homeOf(file, byFolder);
      if (!home || importedBy === undefined || told.has(`${home.file} ${importedBy}`)) continue;
      told.add(`${home.file} ${importedBy}`);
      const id = `package:${home.name}`;
      nodes.set(id, nodes.get(id) ?? nodeOf(id, home));
      world.book.add({
        from: service.id,
        to: id,
        kind: 'imports',
        confidence: 'certain',
        reason: `Its code imports ${home.name}, so it is rebuilt when that changes.`,
        environments: [],
        evidence: [importOf(importedBy, folderOf(home.file), world)],
      });
    }
  }
  return [...nodes.values()];
}

/** The package of the nearest folder above a file. */
function homeOf(file: FilePath, byFolder: ReadonlyMap<string, Placed<PackageFact>>): Placed<PackageFact> | undefined {
  for (let folder = folderOf(file); ; folder = folderOf(folder)) {
    const home = byFolder.get(folder);
    if (home || folder === '') return home;
  }
}

function nodeOf(id: string, home: Placed<PackageFact>): GraphNode {
  const at = locationOf(home);
  return {
    id,
    name: home.name!,
    kind: 'package',
    path: folderOf(home.file) as FilePath,
    technology: home.ecosystem,
    environments: [],
    evidence: [at],
    identity: [{ aspect: 'package', why: `${baseName(home.file)} names it.`, at }],
  };
}

/** The import that leads out of the service's own folder into the package, or towards it through others. */
function importOf(importer: FilePath, folder: string, world: World): Location {
  const imports = world.view.of(importer, 'imports');
  const leads = (reaches: (target: FilePath) => boolean): (typeof imports)[number] | undefined =>
    imports.find(({ specifier }) => world.imports.resolve(importer, specifier).some(reaches));
  const found = leads(target => isUnder(target, folder)) ?? leads(target => !isUnder(target, folderOf(importer)));
  return { file: importer, span: found?.at ?? [0, 0] };
}
