import type { PackageFact } from '../model/fact.ts';
import type { GraphNode } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { locationOf, type Placed } from './facts-view.ts';
import { baseName, folderOf, isTest, isUnder } from './paths.ts';
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
  const nodes = new Map<string, GraphNode>();
  for (const service of world.services) {
    for (const { file, importedBy } of world.ownership.filesOf(service)) {
      if (importedBy === undefined) continue;
      const home = homeOf(file, packages);
      if (!home) continue;
      const id = `package:${home.name}`;
      const node = nodes.get(id) ?? nodeOf(id, home);
      nodes.set(id, node);
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

const homeOf = (file: FilePath, packages: readonly Placed<PackageFact>[]): Placed<PackageFact> | undefined =>
  packages.filter(manifest => isUnder(file, folderOf(manifest.file))).toSorted((a, b) => b.file.length - a.file.length)[0];

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
