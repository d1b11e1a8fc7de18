import type { ConfigMap, ClusterService, Workload } from '../model/cluster-fact.ts';
import type { Kustomization } from '../model/kustomize-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { baseName, depth, folderOf, isTest, within } from '../model/paths.ts';

/** Manifests that are applied together. */
interface ManifestSet {
  readonly environment: string;
  readonly files: readonly FilePath[];
}

type Named = Placed<Workload> | Placed<ClusterService> | Placed<ConfigMap>;

/** Plain manifests and kustomize overlays, as sets: an overlay is its bases with its own files on top. */
export function manifestSets(view: FactsView, isTaken: (file: FilePath) => boolean): ManifestSet[] {
  const overlays = kustomizeSets(view, isTaken);
  const taken = new Set(overlays.flatMap(({ files }) => files));
  const objects = [...view.all('workload'), ...view.all('cluster-service'), ...view.all('config-map')].filter(
    ({ file }) => !taken.has(file) && !isTest(file) && !isTaken(file),
  );
  const plain = partition('', objects);
  const alone = plain.length === 1;
  return [
    ...plain.map(({ folder, files }) => ({ environment: alone || folder === '' ? 'kubernetes' : `kubernetes:${folder}`, files })),
    ...overlays,
  ];
}

interface Part {
  readonly folder: string;
  readonly files: readonly FilePath[];
}

/**
 * Folders whose manifests can stand side by side are one environment. Where an object is written twice below a folder, in different folders,
 * they are variants of each other, and each folder below stands for itself.
 */
function partition(folder: string, objects: readonly Named[]): Part[] {
  if (objects.length === 0) return [];
  if (!repeats(objects)) return [{ folder, files: filesOf(objects) }];
  const children = Map.groupBy(objects, object =>
    folderOf(object.file)
      .split('/')
      .slice(0, depth(folder) + 1)
      .join('/'),
  );
  if (children.size === 1 && children.has(folder)) return [{ folder, files: filesOf(objects) }];
  return [...children].flatMap(([child, own]) => (child === folder ? [{ folder, files: filesOf(own) }] : partition(child, own)));
}

const filesOf = (objects: readonly Named[]): FilePath[] => [...new Set(objects.map(({ file }) => file))].toSorted();

function repeats(objects: readonly Named[]): boolean {
  const homes = new Map<string, string>();
  for (const { kind, name, namespace, file } of objects) {
    if (name.kind !== 'literal' || name.text === 'app') continue;
    const key = `${kind} ${namespace ?? ''} ${name.text}`;
    const home = homes.get(key);
    if (home !== undefined && home !== folderOf(file)) return true;
    homes.set(key, folderOf(file));
  }
  return false;
}

/** Each kustomization that no other one builds on is an environment. */
function kustomizeSets(view: FactsView, isTaken: (file: FilePath) => boolean): ManifestSet[] {
  const all = view.all('kustomization').filter(({ file }) => !isTest(file) && !isTaken(file));
  const byFolder = new Map(all.map(kustomization => [folderOf(kustomization.file), kustomization]));
  const bases = new Set(
    all.flatMap(({ file, resources }) =>
      resources.map(({ path }) => within(folderOf(file), path)).filter(path => path !== undefined && byFolder.has(path)),
    ),
  );
  const roots = all.filter(({ file }) => !bases.has(folderOf(file) as FilePath));
  const sets = roots
    .map(root => ({ root, files: [...new Set(filesBelow(root, byFolder, new Set()))].filter(file => view.has(file)) }))
    .filter(({ files }) => files.length > 0);
  const shortNames = Map.groupBy(sets, ({ root }) => baseName(folderOf(root.file)));
  return sets.map(({ root, files }) => {
    const short = baseName(folderOf(root.file));
    return {
      environment: `kustomize:${shortNames.get(short)!.length === 1 && short !== '' ? short : folderOf(root.file) || 'root'}`,
      files,
    };
  });
}

/** Bases first, so that what lies on top comes later. */
function filesBelow(
  kustomization: Placed<Kustomization>,
  byFolder: ReadonlyMap<string, Placed<Kustomization>>,
  seen: Set<string>,
): FilePath[] {
  const folder = folderOf(kustomization.file);
  if (seen.has(folder)) return [];
  seen.add(folder);
  const named = [...kustomization.resources, ...kustomization.patches]
    .map(({ path }) => within(folder, path))
    .filter(path => path !== undefined);
  return named.flatMap(path => {
    const base = byFolder.get(path);
    return base ? filesBelow(base, byFolder, seen) : [path];
  });
}
