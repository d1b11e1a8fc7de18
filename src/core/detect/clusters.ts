import type { ClusterObject } from '../model/cluster-fact.ts';
import type { Environment } from '../model/environment.ts';
import { folderOf, isTest, isUnder } from '../model/paths.ts';
import { manifestSets } from '../link/cluster-environments.ts';
import { coveredBy, ofKind } from '../link/clusters.ts';
import type { FactsView, Placed } from '../link/facts-view.ts';
import type { Cluster } from './system.ts';

/** Charts and overlays as they were rendered; other manifests as written, with what lies in the same folders. */
export function clusterSets(view: FactsView, environments: readonly Environment[]): readonly Cluster[] {
  const rendered = environments
    .map(({ name, objects }) => ({ environment: name, objects: ofKind(objects, 'cluster-object') }))
    .filter(({ objects }) => objects.length > 0);
  return [...rendered, ...plainSets(view, coveredBy(environments))];
}

function plainSets(view: FactsView, covered: ReadonlySet<string>): readonly Cluster[] {
  const isOpen = (file: string): boolean => !covered.has(file) && !isTest(file) && !/(^|\/)templates\//.test(file);
  const objects = view.all('cluster-object').filter(({ file }) => isOpen(file));
  const sets = manifestSets(view, file => !isOpen(file)).map(({ environment, files }) => ({ environment, files: new Set(files) }));
  const loose = objects.filter(({ file }) => !sets.some(({ files }) => files.has(file)));
  return sets.map(({ environment, files }) => {
    const folders = [...new Set([...files].map(folderOf))];
    const beside = (object: Placed<ClusterObject>): boolean => folders.some(folder => isUnder(folderOf(object.file), folder));
    return { environment, objects: [...objects.filter(({ file }) => files.has(file)), ...loose.filter(beside)] };
  });
}
