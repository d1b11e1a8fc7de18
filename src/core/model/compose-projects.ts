import { baseName, folderOf, isTest } from './paths.ts';
import type { FilePath } from './source.ts';

/** Compose files that are run together, and the name of the environment that they make. */
export interface ComposeProject {
  readonly name: string;
  readonly folder: FilePath;
  /** Base first, overrides after it. */
  readonly files: readonly FilePath[];
}

/**
 * Compose files become projects, each an environment: the base file of a folder with its override is one;
 * each further file (`docker-compose.prod.yml`) is the base with that file on top. Files that others include are no projects.
 */
export function composeProjects(files: Iterable<FilePath>, included: ReadonlySet<string>): ComposeProject[] {
  const own = [...files].filter(file => !included.has(file) && !isTest(file) && !/[.-]tests?\.ya?ml$/i.test(file));
  const folders = Map.groupBy(own, folderOf);
  return [...folders].flatMap(([folder, inFolder]) => projectsOf(folder as FilePath, inFolder, folders.size === 1));
}

const BASE = /^(docker-)?compose\.ya?ml$/i;
const OVERRIDE = /^(docker-)?compose\.override\.ya?ml$/i;

function projectsOf(folder: FilePath, files: readonly FilePath[], alone: boolean): ComposeProject[] {
  const prefix = alone || folder === '' ? 'compose' : `compose:${folder}`;
  const base = files.filter(file => BASE.test(baseName(file)));
  const override = files.filter(file => OVERRIDE.test(baseName(file)));
  const others = files.filter(file => !base.includes(file) && !override.includes(file)).toSorted();
  const main = base.length + override.length > 0 ? [{ name: prefix, folder, files: [...base, ...override] }] : [];
  return [...main, ...others.map(file => ({ name: `${prefix}:${variantName(file)}`, folder, files: [...base, file] }))];
}

const variantName = (file: FilePath): string =>
  baseName(file)
    .replace(/\.ya?ml$/i, '')
    .replace(/^(docker-)?compose[.-]?/i, '') || baseName(file);
