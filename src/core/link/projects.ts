import type { PackageFact } from '../model/package-fact.ts';
import { folderOf, within } from '../model/paths.ts';
import type { Placed } from './facts-view.ts';

/** The folders of the crates that a Cargo workspace offers its members by name. */
export function offeredIn(manifests: readonly Placed<PackageFact>[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { file, dependencies } of manifests)
    for (const { name, path, offered } of dependencies) {
      const folder = offered && path !== undefined ? within(folderOf(file), path) : undefined;
      if (folder !== undefined) found.set(name, folder);
    }
  return found;
}

/** The projects that a project is made of: of .NET by their files, of Cargo by folders or by what the workspace offers. */
export function projectReferences(manifest: Placed<PackageFact>, offers: ReadonlyMap<string, string>): readonly string[] {
  return manifest.dependencies.flatMap(({ name, path, development, inherited, offered }) => {
    if (development || offered) return [];
    if (inherited) return offers.has(name) ? [offers.get(name)!] : [];
    const target = path === undefined ? undefined : within(folderOf(manifest.file), path);
    return target === undefined ? [] : [/\.[a-z]+proj$/i.test(target) ? folderOf(target) : target];
  });
}
