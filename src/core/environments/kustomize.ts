import type { Files } from '../manifests/files.ts';
import { buildKustomization } from '../manifests/kustomize/build.ts';
import type { Environment } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import { baseName, folderOf, isTest, within } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { kubernetesObjects } from './kubernetes-objects.ts';
import type { Memory, StampedFiles } from './memory.ts';

type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

/** Each kustomization that no other one builds on, as kustomize would build it. */
export function kustomizeEnvironments(facts: FactsByFile, files: StampedFiles, memory: Memory): Environment[] {
  const folders = roots(facts);
  const shortNames = Map.groupBy(folders, baseName);
  return folders.map(folder => {
    const short = baseName(folder);
    const isAlone = short !== '' && shortNames.get(short)!.length === 1;
    return {
      name: `kustomize:${isAlone ? short : folder || 'root'}`,
      platform: 'kubernetes',
      ...memory.recall(`kustomize ${folder}`, files, watched => built(watched, folder)),
    };
  });
}

function roots(facts: FactsByFile): string[] {
  const all = [...facts].flatMap(([file, own]) =>
    isTest(file) ? [] : own.flatMap(fact => (fact.kind === 'kustomization' ? [{ folder: folderOf(file), fact }] : [])),
  );
  const bases = new Set(all.flatMap(({ folder, fact }) => fact.resources.map(({ path }) => within(folder, path))));
  return all.filter(({ folder, fact }) => !fact.isComponent && !bases.has(folder as FilePath)).map(({ folder }) => folder);
}

function built(files: Files, folder: string): Pick<Environment, 'objects' | 'covers' | 'problems'> {
  const { objects, problems, read } = buildKustomization(files, folder);
  return { objects: objects.flatMap(({ tree }) => kubernetesObjects(tree)), covers: objects.length > 0 ? read : [], problems };
}
