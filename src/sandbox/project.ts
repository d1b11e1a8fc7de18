import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterSource } from '../core/verify/cluster/source.ts';
import { composeFromCluster, type ClusterProject } from '../core/verify/compose-from-cluster.ts';
import { composeDocument, fields, items, plain, text, type ComposeDocument, type Fields } from '../core/verify/compose-document.ts';
import { ignoredSources } from './build-context.ts';
import type { Engine } from './engine.ts';
import { imagesFolder } from './images.ts';
import { copied, digestOf, ignoredAmong, type NotInGit } from './not-in-git.ts';
import { readFiles, type ProjectAsked } from './read-files.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Tree } from './trees.ts';
import { once } from './undo.ts';

/** A compose project in a copy of a tree, as compose resolves it. */
export interface Project {
  readonly document: ComposeDocument;
  /** Where it was made from manifests of a cluster: what compose has no words for. */
  readonly cluster?: Pick<ClusterProject, 'forwarded' | 'awaited'>;
  /** The folder that holds the whole tree, as the system knows it. */
  readonly root: string;
  /** The user's work tree. */
  readonly top: string;
  /** What is taken from the work tree though git ignores it. */
  readonly notInGit: readonly NotInGit[];
  /** Names of images, by service that is built: the same for the same texts, so that nothing is built twice. */
  readonly images: ReadonlyMap<string, string>;
  /** What services mount and the copy does not have. */
  readonly missing: ReadonlySet<string>;
  readonly notes: readonly string[];
  /** Adds what only builds need: it may be many files (installed packages, say), and no build may be necessary. */
  readonly forBuilds: () => Promise<void>;
}

export interface ProjectIn extends Omit<ProjectAsked, 'root'> {
  readonly tree: Tree;
  /** Where the tree was written. */
  readonly copy: string;
  /** The user's work tree. */
  readonly top: string;
  /** It is made from this, and no compose file is read; its paths are seen from `folder`. */
  readonly cluster?: ClusterSource | undefined;
  readonly signal?: AbortSignal | undefined;
}

const ROUNDS = 4;

/** Resolves the project by `docker compose config`, with the files that it names and git ignores beside it. */
export async function projectIn(engine: Engine, asked: ProjectIn): Promise<Project> {
  const root = await realpath(asked.copy);
  const known = new Set<string>();
  const made = asked.cluster && composeFromCluster(asked.cluster, join(root, asked.folder));
  const { document, notes } = made ?? (await composed(engine, { ...asked, root }, known));
  const given = [...Object.values(document.configs), ...Object.values(document.secrets)].flatMap(({ file }) => text(file) ?? []);
  await adds(asked, { root, known, paths: given.flatMap(path => below(root, plain(path))) });
  const mounted = binds(document.services).flatMap(path => below(root, plain(path)));
  const folders = await adds(asked, { root, known, paths: mounted, filesOnly: true });
  const { paths: sources, notes: left } = await ignoredSources(document, { root, top: asked.top });
  const paths = [...new Set([...known, ...sources])].toSorted();
  const notInGit = await Promise.all(paths.map(async path => ({ path, digest: await digestOf(asked.top, path) })));
  return {
    document,
    ...(made && { cluster: made }),
    root,
    top: asked.top,
    notInGit,
    missing: await missingAmong(binds(document.services).map(plain)),
    images: await imagesOf(document, { asked, root, notInGit }),
    notes: [...notes, ...copyNotes(paths, folders), ...left],
    forBuilds: once(async () => {
      for (const path of sources.filter(path => !known.has(path))) await copied(path, { from: asked.top, to: root });
    }),
  };
}

type Asked = ProjectIn & { readonly root: string };

async function composed(
  engine: Engine,
  asked: Asked,
  known: Set<string>,
): Promise<{ readonly document: ComposeDocument; readonly notes: readonly string[] }> {
  // A file that is added may name others.
  for (let round = 0; round < ROUNDS; round++) if (!(await withNamedFiles(asked, known))) break;
  const { printed, warnings } = await configured(engine, asked);
  return { document: composeDocument(printed), notes: warnings };
}

/** Whether something was added. */
async function withNamedFiles(asked: Asked, known: Set<string>): Promise<boolean> {
  const { inside, outside } = readFiles(asked);
  const [first] = outside;
  if (first !== undefined && asked.files.length === 0 && COMPOSE_FILE.test(first))
    throw new SandboxError(`There is no compose file in ${asked.folder || 'the repository'}; name one.`);
  if (first !== undefined)
    throw new SandboxError(
      `The compose project reads ${first}, which lies outside of the repository; move it inside, since the sandbox shows nothing else of this machine.`,
    );
  const before = known.size;
  await adds(asked, { root: asked.root, known, paths: inside });
  return known.size > before;
}

const COMPOSE_FILE = /\/(docker-)?compose\.ya?ml$/;

interface Adding {
  readonly root: string;
  readonly known: Set<string>;
  readonly paths: readonly string[];
  readonly filesOnly?: true;
}

/** Copies those of the paths that git ignores; gives the folders that were not copied where only files are. */
async function adds({ top }: ProjectIn, { root, known, paths, filesOnly }: Adding): Promise<readonly string[]> {
  const folders: string[] = [];
  for (const path of await ignoredAmong(
    top,
    paths.filter(path => !known.has(path)),
  )) {
    if (filesOnly && (await isFolder(join(top, path)))) folders.push(path);
    else {
      await copied(path, { from: top, to: root });
      known.add(path);
    }
  }
  return folders;
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path)).isDirectory();

async function configured(engine: Engine, asked: Asked): Promise<{ readonly printed: unknown; readonly warnings: readonly string[] }> {
  const folder = join(asked.root, asked.folder);
  const files = asked.files.flatMap(file => ['--file', join(folder, file)]);
  const profiles = asked.profiles.flatMap(profile => ['--profile', profile]);
  const args = ['--project-name', 'faultline', '--project-directory', folder, ...files, ...profiles, 'config', '--format', 'json'];
  const { code, output, tail } = await engine.compose(args, { folder, signal: asked.signal, variables: asked.variables });
  if (code !== 0)
    throw new SandboxError(
      `Compose refuses the project: ${reason(tail, asked.root)}.${/required variable/.test(tail.join()) ? SHELL : ''}`,
    );
  const warnings = tail.flatMap(line => /level=warning msg="(.*)"$/.exec(line)?.[1]?.replaceAll('\\"', '"') ?? []);
  return { printed: parsed(output), warnings: [...new Set(warnings.filter(line => /variable is not set/.test(line)))] };
}

const SHELL = ' Set it in .env; variables of the shell are not passed on to the sandbox.';

const reason = (tail: readonly string[], root: string): string =>
  (tail.findLast(line => line.trim() !== '' && !line.includes('level=warning')) ?? 'it gave no reason')
    .replaceAll(`${root}/`, '')
    .replace(/\.$/, '');

function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    throw new SandboxError('Compose printed a project that is no JSON; update the compose plugin.');
  }
}

const binds = (services: Readonly<Record<string, Fields>>): readonly string[] =>
  Object.values(services).flatMap(({ volumes }) =>
    items(volumes).flatMap(mount => (fields(mount)['type'] === 'bind' ? (text(fields(mount)['source']) ?? []) : [])),
  );

async function missingAmong(paths: readonly string[]): Promise<ReadonlySet<string>> {
  const there = await Promise.all(paths.map(path => stat(path).catch(() => undefined)));
  return new Set(paths.filter((_, index) => there[index] === undefined));
}

const below = (root: string, path: string): readonly string[] => (path.startsWith(`${root}/`) ? [path.slice(root.length + 1)] : []);

interface Naming {
  readonly asked: ProjectIn;
  readonly root: string;
  readonly notInGit: readonly NotInGit[];
}

/** By what a build is made of: its context, its definition, and what git does not know of it. */
async function imagesOf({ services }: ComposeDocument, { asked, root, notInGit }: Naming): Promise<ReadonlyMap<string, string>> {
  const named = Object.entries(services).map(async ([name, service]) => {
    const build = fields(service['build']);
    if (Object.keys(build).length === 0) return [];
    const context = plain(text(build['context']) ?? '');
    const beyond = 'additional_contexts' in build || /^(\/|\.\.)/.test(text(build['dockerfile']) ?? '');
    const texts = beyond ? asked.tree.hash : await asked.tree.hashOf(context === root ? '' : context.slice(root.length + 1));
    const definition = JSON.stringify(build).replaceAll(root, '');
    const version = digest(texts ?? asked.tree.hash, definition, ...notInGit.map(file => file.digest)).slice(0, 12);
    return [[name, `${imagesFolder(asked.top)}/${imageName(name)}:${version}`] as const];
  });
  return new Map((await Promise.all(named)).flat());
}

const digest = (...parts: readonly string[]): string => createHash('sha256').update(parts.join('\0')).digest('hex');

const imageName = (service: string): string =>
  service
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '') || 'service';

const MOST_NAMED = 10;

/** Folders that are mounted and that git ignores hold what earlier runs made, so they start empty. */
function copyNotes(known: readonly string[], folders: readonly string[]): readonly string[] {
  const named =
    known.length <= MOST_NAMED ? known.join(', ') : `${known.slice(0, MOST_NAMED).join(', ')} and ${known.length - MOST_NAMED} more`;
  return [
    ...(known.length === 0 ? [] : [`Not in git, and taken as it is now for both sides: ${named}.`]),
    ...(folders.length === 0 ? [] : [`Not in git, and mounted as an empty folder: ${folders.join(', ')}.`]),
  ];
}
