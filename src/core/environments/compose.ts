import type { Files } from '../manifests/files.ts';
import { resolveCompose } from '../manifests/compose/resolve.ts';
import { plainOf, treeAt, type TreeMapping } from '../manifests/tree.ts';
import { BRACES, interpolate } from '../extract/interpolation.ts';
import { composeProjects, type ComposeProject } from '../model/compose-projects.ts';
import type { ComposeService } from '../model/compose-fact.ts';
import type { Environment, EnvironmentObject } from '../model/environment.ts';
import type { Fact } from '../model/fact.ts';
import { baseName, folderOf, relativeTo, within } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import { entries } from '../yaml/tree.ts';
import { composeService } from './compose-service.ts';
import type { Memory, StampedFiles } from './memory.ts';
import { placed, traced } from './traced.ts';

type Resolved = Pick<Environment, 'objects' | 'covers' | 'problems'>;

/** Each compose project as compose would run it, with all of its profiles. */
export function composeEnvironments(facts: ReadonlyMap<FilePath, readonly Fact[]>, files: StampedFiles, memory: Memory): Environment[] {
  const written = [...facts].filter(([, own]) => own.some(isComposeFact)).map(([file]) => file);
  return composeProjects(written, includedFiles(facts)).map(project => ({
    name: project.name,
    platform: 'compose',
    ...memory.recall(`compose ${JSON.stringify(project)}`, files, watched => resolvedProject(watched, project)),
  }));
}

const isComposeFact = ({ kind }: Fact): boolean => kind === 'compose-service' || kind === 'compose-include';

/** Files that others include, but for two that include each other: neither of those is only a part. */
function includedFiles(facts: ReadonlyMap<FilePath, readonly Fact[]>): Set<FilePath> {
  const includes = new Map<FilePath, FilePath[]>();
  for (const [file, own] of facts) {
    const targets = own.flatMap(fact => (fact.kind === 'compose-include' ? [within(folderOf(file), fact.path)] : []));
    includes.set(
      file,
      targets.filter(target => target !== undefined),
    );
  }
  return new Set([...includes].flatMap(([file, targets]) => targets.filter(target => !includes.get(target)?.includes(file))));
}

/** Where the workspace would be mounted: paths of the project begin here, and other absolute ones lead out of it. */
const ROOT = '/workspace';

function resolvedProject(files: Files, { folder, files: composeFiles }: ComposeProject): Resolved {
  const { project, problems, read } = resolveCompose(files, {
    root: ROOT,
    folder,
    files: composeFiles.map(file => `${ROOT}/${file}`),
    profiles: ['*'],
    environment: new Map([['COMPOSE_PROJECT_NAME', projectName(folder)]]),
    tolerant: true,
  });
  return { objects: project ? objectsOf(project) : [], covers: project ? read : [], problems };
}

/** Any name will do: it only tells projects apart that run side by side. */
const projectName = (folder: string): string =>
  baseName(folder)
    .toLowerCase()
    .replace(/[^a-z0-9_-]/g, '')
    .replace(/^[-_]+/, '') || 'project';

function objectsOf(project: TreeMapping): EnvironmentObject[] {
  const services = treeAt(project, 'services');
  if (services === undefined) return [];
  const followed = traced(services, text => interpolate(text, BRACES));
  const reading = { ...followed.reading, configFile: configFiles(project) };
  return entries(followed.root).flatMap(entry => {
    const object = placed(composeService(entry, reading), followed);
    return object ? [{ ...object, fact: withPathsFrom(folderOf(object.file), object.fact) }] : [];
  });
}

/** The file of each top-level config. */
function configFiles(project: TreeMapping): (name: string) => string | undefined {
  return name => {
    const file = treeAt(project, 'configs', name, 'file');
    return file && String(plainOf(file));
  };
}

/** Paths as facts have them, from the folder of the file; the project has them from the root. */
function withPathsFrom(folder: string, service: ComposeService): ComposeService {
  const from = (path: string): string =>
    path === ROOT || path.startsWith(`${ROOT}/`) ? relativeTo(folder, path.slice(ROOT.length + 1)) : path;
  return {
    ...service,
    ...(service.build && { build: { ...service.build, context: from(service.build.context) } }),
    mounts: service.mounts.map(mount => ({ ...mount, source: from(mount.source) })),
  };
}
