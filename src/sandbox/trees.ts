import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { commitOf, mergeBase } from '../workspace/revision-commits.ts';
import { RevisionError } from '../workspace/revision-error.ts';
import { openGit, type Git } from '../workspace/revision-git.ts';
import { SandboxError } from './sandbox-error.ts';
import type { Undo } from './sandbox.ts';
import { throwAway, type Borrowed, type ThrowAway } from './throw-away-repository.ts';

/** One state of the repository's whole work tree: exactly what its hash says. */
export interface Tree {
  readonly hash: string;
  /** The hash of a file or folder in it; undefined where there is none. */
  readonly hashOf: (path: string) => Promise<string | undefined>;
  readonly repository: ThrowAway;
  readonly format: string;
}

export interface Trees {
  /** Null where there is no base to compare with. */
  readonly before: Tree | null;
  readonly after: Tree;
  /** The work tree's top. */
  readonly top: string;
  /** Where the root lies below it; '' is the top itself. */
  readonly folder: string;
  readonly notes: readonly string[];
  readonly close: Undo;
}

export interface TreesAsked {
  /** What the change is compared with: where HEAD left it; absent: HEAD. */
  readonly base: string | undefined;
  /** Unsaved texts, by path below the root. */
  readonly overlay: ReadonlyMap<string, string>;
  /** Where the throw-away repository lies. */
  readonly scratch: string;
}

/**
 * The base, and the base with the change: HEAD's index, the work tree without what git ignores, and unsaved texts. The user's repository is
 * read and never written: new objects and the index lie in a repository of our own that is thrown away.
 */
export async function treesOf(root: string, asked: TreesAsked): Promise<Trees> {
  try {
    const own = await ownRepository(root);
    const folder = await mkdtemp(join(asked.scratch, 'trees-'));
    const repository = await throwAway(folder, own.borrowed);
    const after = treeIn(repository, { hash: await changed(repository, own, asked.overlay), format: own.borrowed.format });
    const before = own.git && (await baseTree(own.git, asked.base));
    return {
      before: before ? treeIn(repository, { hash: before, format: own.borrowed.format }) : null,
      after,
      top: own.top,
      folder: own.folder,
      notes: await notCopied(repository, after.hash),
      close: () => rm(folder, { recursive: true, force: true }),
    };
  } catch (error) {
    throw error instanceof RevisionError ? new SandboxError(error.message) : error;
  }
}

function treeIn(repository: ThrowAway, { hash, format }: Pick<Tree, 'hash' | 'format'>): Tree {
  const hashOf = async (path: string): Promise<string | undefined> => {
    if (path === '') return hash;
    const { code, output } = await repository.git.ask(['rev-parse', '--verify', '--quiet', `${hash}:${path}`]);
    return code === 0 ? output.toString().trim() : undefined;
  };
  return { hash, format, repository, hashOf };
}

interface OwnRepository {
  readonly git: Git | undefined;
  readonly top: string;
  readonly folder: string;
  readonly borrowed: Borrowed;
}

/** Settings about the disk and not about programs. */
const OF_THE_DISK = /^core\.(autocrlf|eol|safecrlf|filemode|symlinks|ignorecase|precomposeunicode|longpaths)\n(\w+)$/;

async function ownRepository(root: string): Promise<OwnRepository> {
  const absolute = await realpath(resolve(root)).catch(() => resolve(root));
  const git = await openGit(absolute).catch((error: unknown) => {
    if (error instanceof RevisionError && /is in no git repository/.test(error.message)) return undefined;
    throw error;
  });
  if (!git) return { git, top: absolute, folder: '', borrowed: { objects: '', format: 'sha1', settings: [] } };
  const asked = [
    'rev-parse',
    '--show-object-format',
    '--path-format=absolute',
    '--show-toplevel',
    '--git-path',
    'objects',
    '--git-path',
    'index',
  ];
  const answered = (await git.output([...asked, '--git-path', 'info/exclude', '--show-prefix'])).toString().split('\n');
  const [format = 'sha1', top = absolute, objects = '', index = '', exclude = '', prefix = ''] = answered;
  const listed = (await git.output(['config', '-z', '--list'])).toString().split('\0');
  const settings = listed.flatMap(line => {
    const [, key, value] = OF_THE_DISK.exec(line) ?? [];
    return key !== undefined && value !== undefined ? [[key, value] as const] : [];
  });
  return { git, top, folder: prefix.replace(/\/$/, ''), borrowed: { objects, format, settings, index, exclude } };
}

async function baseTree(git: Git, base: string | undefined): Promise<string | undefined> {
  const hasCommit = (await git.ask(['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'])).code === 0;
  if (!hasCommit && base === undefined) return undefined;
  const head = await commitOf(git, 'HEAD');
  const { id } = base === undefined ? head : await mergeBase(git, await commitOf(git, base), head);
  return (await git.output(['rev-parse', `${id}^{tree}`])).toString().trim();
}

async function changed(repository: ThrowAway, { top, folder }: OwnRepository, overlay: ReadonlyMap<string, string>): Promise<string> {
  const { git } = repository;
  const over = repository.over(top);
  await withoutSubmodules(repository, over);
  await git.output([...over, '-c', 'advice.addEmbeddedRepo=false', 'add', '--all', '.']);
  for (const [path, text] of overlay) {
    const file = folder === '' ? path : `${folder}/${path}`;
    const mode = (await git.output([...over, 'ls-files', '--stage', '--', `:(literal)${file}`])).toString().slice(0, 6) || '100644';
    const blob = (await git.output([...over, 'hash-object', '-w', '--stdin', `--path=${file}`], text)).toString().trim();
    await git.output([...over, 'update-index', '--add', '--cacheinfo', `${mode},${blob},${file}`]);
  }
  return (await git.output([...over, 'write-tree'])).toString().trim();
}

/** Looking whether a submodule was edited would start a git inside of it, with whatever its configuration names. */
async function withoutSubmodules({ git }: ThrowAway, over: readonly string[]): Promise<void> {
  const entries = (await git.output([...over, 'ls-files', '--stage', '-z'])).toString().split('\0');
  const links = entries.filter(entry => entry.startsWith('160000 ')).map(entry => entry.slice(entry.indexOf('\t') + 1));
  if (links.length === 0) return;
  await git.output([...over, 'update-index', '-z', '--force-remove', '--stdin'], links.join('\0'));
}

/** What the copy lacks, one sentence each. */
async function notCopied({ git }: ThrowAway, hash: string): Promise<readonly string[]> {
  const entries = (await git.output(['ls-tree', '-r', '-z', hash])).toString().split('\0');
  const links = entries.filter(entry => entry.startsWith('160000 ')).map(entry => entry.slice(entry.indexOf('\t') + 1));
  const rules = entries.filter(entry => /(^|[\t/])\.gitattributes$/.test(entry)).map(entry => /^\S+ \S+ (\S+)/.exec(entry)?.[1] ?? '');
  const attributes = await Promise.all(rules.map(async blob => (await git.output(['cat-file', 'blob', blob])).toString()));
  return [
    ...(links.length > 0 ? [`Submodules are not in the sandbox: ${shortList(links)}.`] : []),
    ...(attributes.some(text => /^[^#\n]*\bfilter=lfs\b/m.test(text))
      ? ['Files kept by Git LFS are in the sandbox as pointers where they were not edited, not as their content.']
      : []),
  ];
}

const shortList = (names: readonly string[]): string =>
  names.length <= 3 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
