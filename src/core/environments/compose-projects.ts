import type { Fact } from '../model/fact.ts';
import { baseName, folderOf, isTest, within } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';

/** Compose files that are run together, and the name of the environment that they make. */
export interface ComposeProject {
  readonly name: string;
  readonly folder: FilePath;
  /** Base first, overrides after it. */
  readonly files: readonly FilePath[];
}

type FactsByFile = ReadonlyMap<FilePath, readonly Fact[]>;

/**
 * Compose files become projects, each an environment: the base file of a folder with its override is one;
 * each further file (`docker-compose.prod.yml`) is the base with that file on top.
 */
export function composeProjects(facts: FactsByFile): ComposeProject[] {
  const included = includedFiles(facts);
  const files = [...facts]
    .filter(([, own]) => own.some(({ kind }) => kind === 'compose-service' || kind === 'compose-include'))
    .map(([file]) => file)
    .filter(file => !included.has(file) && !isTest(file) && !/[.-]tests?\.ya?ml$/i.test(file));
  const folders = Map.groupBy(files, folderOf);
  return [...folders].flatMap(([folder, own]) => projectsOf(folder as FilePath, own, folders.size === 1));
}

/** Files that others include, but for two that include each other: neither of those is only a part. */
function includedFiles(facts: FactsByFile): Set<FilePath> {
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
