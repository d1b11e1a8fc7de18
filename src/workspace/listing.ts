import { execFile } from 'node:child_process';
import type { Dirent } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ignore, { type Ignore } from 'ignore';
import { SIBLINGS_FOLDER } from '../core/model/sibling-fact.ts';
import type { FilePath } from '../core/model/source.ts';
import { CONFIGURATION, excluded, isToldHere } from './exclusions.ts';

const NEVER: ReadonlySet<string> = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.faultline',
  '.venv',
  'venv',
  '__pycache__',
  '.gradle',
  '.terraform',
  '.next',
  '.nuxt',
  '.angular',
  'bower_components',
  '.tox',
  '.mypy_cache',
  '.cache',
  '.idea',
  '.mvn',
  '.yarn',
  '.pnpm-store',
]);
/** Folders that builds write into, and what gives them away: people keep their own files in a `build` or `bin` too. */
const BUILT: Readonly<Record<string, RegExp>> = {
  target: /^(classes|test-classes|maven-archiver|maven-status|surefire-reports|generated-sources|debug|release|CACHEDIR\.TAG)$/,
  build: /^(classes|libs|tmp|intermediates|reports|kotlin|asset-manifest\.json|static|lib|bdist\..*)$/,
  dist: /\.(m?js|cjs|map|css|whl|gz|html)$|^(assets|src|index\.d\.ts)$/,
  out: /\.(m?js|class|html|map)$|^(production|artifacts|_next)$/,
  bin: /^(Debug|Release|net\d.*)$|\.(class|dll|exe)$/,
  obj: /^(Debug|Release|project\.assets\.json)$/,
  coverage: /^(lcov\.info|lcov-report|clover\.xml|coverage-final\.json)$/,
};

/**
 * Paths of the workspace's own files, relative to its root: git's answer where there is a repository, else a walk that honours .gitignore.
 * `exclude` are further patterns of what is not to be read, written as in .gitignore.
 */
export async function listFiles(root: string, exclude: readonly string[] = []): Promise<FilePath[]> {
  const fromGit = await gitFiles(root);
  const paths = fromGit ?? (await walk(root));
  const vendored = vendorFolders(paths);
  const isExcluded = await excluded(root, exclude);
  const own = (path: string): boolean =>
    path === CONFIGURATION ||
    ((isToldHere(path) || !path.split('/').some((part, at, parts) => at < parts.length - 1 && NEVER.has(part))) &&
      !vendored.some(folder => path.startsWith(folder)) &&
      !isExcluded(path));
  return paths.filter(own).toSorted() as FilePath[];
}

/** Checked-in copies of other people's packages: Go's, Composer's and Bundler's `vendor`. A service that is called vendor has none of their marks. */
function vendorFolders(paths: readonly string[]): string[] {
  const marked = paths.map(
    path =>
      /^(.*?\/)?vendor\/(?=modules\.txt$|autoload\.php$|bundle\/|github\.com\/|golang\.org\/|google\.golang\.org\/|gopkg\.in\/)/.exec(
        path,
      )?.[0],
  );
  return [...new Set(marked.filter(folder => folder !== undefined))];
}

/** Undefined where git is missing or the folder is no repository. Hooks and file monitors of the workspace are never run. */
async function gitFiles(root: string): Promise<string[] | undefined> {
  const options = { cwd: root, maxBuffer: 512 * 1024 * 1024, encoding: 'utf8' as const };
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '-c', 'core.quotePath=false'];
  try {
    const { stdout } = await promisify(execFile)(
      'git',
      [...safe, 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
      options,
    );
    const files = stdout.split('\0').filter(file => file !== '');
    return files.length > 0 ? files : undefined;
  } catch {
    return undefined;
  }
}

interface Level {
  readonly folder: string;
  readonly rules: readonly { readonly base: string; readonly ignore: Ignore }[];
}

async function walk(root: string): Promise<string[]> {
  const found: string[] = [];
  const queue: Level[] = [{ folder: '', rules: [] }];
  for (let level = queue.pop(); level; level = queue.pop()) {
    const entries = await entriesOf(join(root, level.folder));
    const rules = await rulesOf(root, level, entries);
    for (const entry of entries) {
      const path = level.folder === '' ? entry.name : `${level.folder}/${entry.name}`;
      if (path === '.faultline') {
        found.push(...(await entriesOf(join(root, path))).map(({ name }) => `${path}/${name}`).filter(isToldHere));
        queue.push({ folder: SIBLINGS_FOLDER, rules });
      }
      if (NEVER.has(entry.name) || isIgnored(path, entry.isDirectory(), rules)) continue;
      if (!entry.isDirectory()) found.push(path);
      else if (!(await isBuildOutput(join(root, path), entry.name))) queue.push({ folder: path, rules });
    }
  }
  return found;
}

async function isBuildOutput(folder: string, name: string): Promise<boolean> {
  const mark = BUILT[name];
  return mark !== undefined && (await entriesOf(folder)).some(entry => mark.test(entry.name));
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

async function rulesOf(root: string, level: Level, entries: readonly Dirent[]): Promise<Level['rules']> {
  if (!entries.some(({ name }) => name === '.gitignore')) return level.rules;
  const text = await readFile(join(root, level.folder, '.gitignore'), 'utf8').catch(() => '');
  return [...level.rules, { base: level.folder, ignore: ignore().add(text) }];
}

function isIgnored(path: string, isFolder: boolean, rules: Level['rules']): boolean {
  return rules.some(rule => {
    const relative = rule.base === '' ? path : path.slice(rule.base.length + 1);
    return rule.ignore.ignores(isFolder ? `${relative}/` : relative);
  });
}

/** The root as the system knows it, so that a link out of it can be told from a file in it. */
export const realRoot = (root: string): Promise<string> => realpath(root);
