import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copiedSources } from '../core/verify/build-sources.ts';
import { fields, plain, text, type ComposeDocument, type Fields } from '../core/verify/compose-document.ts';
import { dockerIgnore, type DockerIgnore } from '../core/verify/docker-ignore.ts';
import { ignoredAmong, ignoredBelow } from './not-in-git.ts';

export interface BuildContexts {
  /** What builds take though git ignores it; paths below the top. */
  readonly paths: readonly string[];
  /** What they would take too and is too large; one sentence. */
  readonly notes: readonly string[];
}

interface Asked {
  /** The copy of the tree. */
  readonly root: string;
  /** The user's work tree. */
  readonly top: string;
}

/** One build's context below the root, and what of it is copied. */
interface Context {
  readonly folder: string;
  readonly sources: readonly string[];
  readonly ignore: DockerIgnore;
}

/**
 * What a build in the user's own folder would be sent and the copy of the tree lacks. What is copied by name is taken however large it is;
 * of what only lies in a folder that is copied, as much as fits.
 */
export async function ignoredSources({ services }: ComposeDocument, { root, top }: Asked): Promise<BuildContexts> {
  const contexts = (await Promise.all(Object.values(services).map(({ build }) => contextOf(fields(build), root)))).flat();
  const sources = [...new Set(contexts.flatMap(({ folder, sources }) => sources.map(source => joined(folder, source))))];
  const named = await ignoredAmong(
    top,
    sources.filter(source => source !== ''),
  );
  const isCopied = (path: string): boolean => contexts.some(context => takes(context, path));
  const below = (await ignoredBelow(top, sources)).filter(
    path => !OWN.test(path) && !named.some(name => isIn(path, name)) && isCopied(path),
  );
  const { fitting, larger } = await weighed(top, below);
  return { paths: [...named, ...fitting], notes: larger.length > 0 ? [tooLarge(larger)] : [] };
}

/** What verify itself keeps in a workspace: it differs from run to run. */
const OWN = /(^|\/)\.faultline\/runs(\/|$)/;

const joined = (folder: string, path: string): string => [folder, path].filter(part => part !== '').join('/');
const isIn = (path: string, folder: string): boolean => folder === '' || path === folder || path.startsWith(`${folder}/`);

async function contextOf(build: Fields, root: string): Promise<readonly Context[]> {
  const context = plain(text(build['context']) ?? '');
  if (context !== root && !context.startsWith(`${root}/`)) return [];
  const inline = text(build['dockerfile_inline']);
  const name = plain(text(build['dockerfile']) ?? 'Dockerfile');
  const read = (path: string): Promise<string | undefined> => readFile(join(context, path), 'utf8').catch(() => undefined);
  const dockerfile = inline ?? (await read(name)) ?? '';
  const ignore = (inline === undefined ? await read(`${name}.dockerignore`) : undefined) ?? (await read('.dockerignore')) ?? '';
  return [
    { folder: context.slice(root.length + 1), sources: copiedSources(dockerfile, fields(build['args'])), ignore: dockerIgnore(ignore) },
  ];
}

/** It is sent with the context, and something copies it. */
function takes({ folder, sources, ignore }: Context, path: string): boolean {
  if (path === folder || !isIn(path, folder)) return false;
  const inContext = folder === '' ? path : path.slice(folder.length + 1);
  return sources.some(source => isIn(inContext, source)) && !ignore.leavesOut(inContext);
}

/** Each side gets a copy, so that much twice. */
const MOST = { bytes: 500_000_000, files: 50_000 } as const;

interface Weight {
  readonly bytes: number;
  readonly files: number;
}

/** The smallest first, so that as many as can be are there. */
async function weighed(
  top: string,
  paths: readonly string[],
): Promise<{ readonly fitting: readonly string[]; readonly larger: readonly string[] }> {
  const weights: { readonly path: string; readonly weight: Weight }[] = [];
  for (const path of paths) weights.push({ path, weight: await weightOf(join(top, path)) });
  const fitting: string[] = [];
  const larger: string[] = [];
  let all: Weight = { bytes: 0, files: 0 };
  for (const { path, weight } of weights.toSorted((a, b) => a.weight.bytes - b.weight.bytes)) {
    const more = { bytes: all.bytes + weight.bytes, files: all.files + weight.files };
    const fits = more.bytes <= MOST.bytes && more.files <= MOST.files;
    if (fits) all = more;
    (fits ? fitting : larger).push(path);
  }
  return { fitting: fitting.toSorted(), larger: larger.toSorted() };
}

/** Up to what is too much. */
async function weightOf(path: string): Promise<Weight> {
  const found = await lstat(path).catch(() => undefined);
  if (!found?.isDirectory()) return { bytes: found?.size ?? 0, files: 1 };
  let [bytes, files] = [0, 0];
  const folders = [path];
  for (let folder = folders.pop(); folder !== undefined && bytes <= MOST.bytes && files <= MOST.files; folder = folders.pop())
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      files++;
      if (entry.isDirectory()) folders.push(join(folder, entry.name));
      else bytes += (await lstat(join(folder, entry.name)).catch(() => undefined))?.size ?? 0;
    }
  return { bytes, files };
}

const tooLarge = (paths: readonly string[]): string =>
  `Not in git, and left out of builds that copy the folder around it, for it is more than ${MOST.bytes / 1e6} MB or ${MOST.files} files: ${paths.join(', ')}; copy it by name in the Dockerfile, or list it in .dockerignore.`;
