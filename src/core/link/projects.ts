import type { PackageFact } from '../model/package-fact.ts';
import { folderOf, isUnder, within } from '../model/paths.ts';
import type { Placed } from './facts-view.ts';

/** How projects are made of others: .NET and Cargo reference whole folders. */
export interface Projects {
  /** Folders whose every file belongs to the program in a folder. */
  readonly referenced: (folder: string) => readonly string[];
  /** Crates that lie below another and that it does not depend on: each is a program or a library of its own. */
  readonly foreignCrates: (folder: string) => readonly string[];
}

export function projectsOf(manifests: readonly Placed<PackageFact>[]): Projects {
  const offers = offeredIn(manifests);
  const references = new Map(
    manifests
      .filter(({ ecosystem }) => ecosystem === 'nuget' || ecosystem === 'cargo')
      .map(manifest => [folderOf(manifest.file) as string, projectReferences(manifest, offers)]),
  );
  const crates = new Set<string>(
    manifests.filter(({ ecosystem, name }) => ecosystem === 'cargo' && name !== undefined).map(({ file }) => folderOf(file)),
  );
  const foreignCrates = (folder: string): readonly string[] => {
    if (!crates.has(folder)) return [];
    const own = reached([folder], references);
    return [...crates].filter(crate => crate !== folder && isUnder(crate, folder) && !own.has(crate));
  };
  return {
    foreignCrates,
    referenced: folder => {
      const foreign = new Set(foreignCrates(folder));
      const projects = [...references.keys()].filter(project => isUnder(project, folder) && !foreign.has(project));
      return [
        ...reached(
          projects.flatMap(project => references.get(project)!),
          references,
        ),
      ];
    },
  };
}

/** The projects and all that they are made of. */
function reached(projects: readonly string[], references: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const seen = new Set(projects);
  for (const project of seen) for (const next of references.get(project) ?? []) seen.add(next);
  return seen;
}

/** The folders of the crates that a Cargo workspace offers its members by name. */
function offeredIn(manifests: readonly Placed<PackageFact>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { file, dependencies } of manifests)
    for (const { name, path, offered } of dependencies) {
      const folder = offered && path !== undefined ? within(folderOf(file), path) : undefined;
      if (folder !== undefined) found.set(name, folder);
    }
  return found;
}

/** The projects that a project is made of: of .NET by their files, of Cargo by folders or by what the workspace offers. */
function projectReferences(manifest: Placed<PackageFact>, offers: ReadonlyMap<string, string>): readonly string[] {
  return manifest.dependencies.flatMap(({ name, path, development, inherited, offered }) => {
    if (development || offered) return [];
    if (inherited) return offers.has(name) ? [offers.get(name)!] : [];
    const target = path === undefined ? undefined : within(folderOf(manifest.file), path);
    return target === undefined ? [] : [/\.[a-z]+proj$/i.test(target) ? folderOf(target) : target];
  });
}
