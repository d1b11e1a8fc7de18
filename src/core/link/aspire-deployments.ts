import type { AspireResource } from '../model/aspire-fact.ts';
import type { FilePath } from '../model/source.ts';
import { dockerfileVariables } from './compose-projects.ts';
import type { Deployment } from './deployment.ts';
import { located, merged, variablesOf } from './deployment.ts';
import type { FactsView, Placed } from './facts-view.ts';
import { locationOf } from './facts-view.ts';
import { plain } from './names.ts';
import { baseName, folderOf, isTest, within } from '../model/paths.ts';

type Resource = Placed<AspireResource>;

/** Resources of a .NET Aspire app host: each host is an environment. A database is another name of the server that it is in. */
export function aspireDeployments(view: FactsView): Deployment[] {
  const resources = view.all('aspire-resource').filter(({ file }) => !isTest(file));
  const hosts = Map.groupBy(resources, ({ file }) => folderOf(file));
  return [...hosts].flatMap(([folder, own]) => {
    const environment = hosts.size === 1 ? 'aspire' : `aspire:${baseName(folder)}`;
    const distinct = [...new Map(own.map(resource => [resource.name, resource])).values()];
    return distinct
      .filter(({ parent }) => parent === undefined || !distinct.some(({ name }) => name === parent))
      .map(resource => deploymentOf(resource, distinct, { view, environment }));
  });
}

function deploymentOf(
  resource: Resource,
  all: readonly Resource[],
  { view, environment }: { view: FactsView; environment: string },
): Deployment {
  const { name, file } = resource;
  const children = all.filter(({ parent }) => parent === name).map(child => child.name);
  const folder = folderIn(resource, view);
  const image = resource.image ?? (RUNS_CODE.has(resource.resource) || resource.resource === 'container' ? undefined : resource.resource);
  const given = view.all('aspire-environment').filter(fact => fact.file === file && fact.resource === name);
  const dockerfile = folder === undefined ? undefined : (within(folder, 'Dockerfile') as FilePath);
  return {
    environment,
    platform: 'aspire',
    name,
    hosts: [name, ...children].map(host => host.toLowerCase()),
    ...(image !== undefined && { image }),
    ...(folder !== undefined && { folder }),
    variables: merged(dockerfile && view.has(dockerfile) ? dockerfileVariables(dockerfile, view) : new Map(), variablesOf(given, file)),
    ports: [],
    command: [],
    dependsOn: view
      .all('aspire-wait')
      .filter(wait => wait.file === file && wait.resource === name)
      .map(wait => ({ name: wait.waitsFor, at: located(file, wait.at) })),
    mounts: [],
    appIds: [],
    interpolation: new Map(),
    at: locationOf(resource),
    evidence: [locationOf(resource)],
  };
}

const RUNS_CODE: ReadonlySet<string> = new Set(['project', 'program', 'http']);

/** `Projects.Basket_API` is the project file whose name has dots or dashes where the symbol has underscores. */
function folderIn(resource: Resource, view: FactsView): FilePath | undefined {
  if (resource.path !== undefined) {
    const path = within(folderOf(resource.file), resource.path);
    return path !== undefined && /\.[a-z]+proj$/i.test(path) ? (folderOf(path) as FilePath) : path;
  }
  if (resource.project === undefined) return undefined;
  const wanted = plain(resource.project);
  const manifest = view
    .all('package')
    .find(({ ecosystem, file }) => ecosystem === 'nuget' && plain(baseName(file).replace(/\.[a-z]+proj$/i, '')) === wanted);
  return manifest && (folderOf(manifest.file) as FilePath);
}
