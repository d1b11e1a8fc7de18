import type { SetsEnv } from '../model/variable-fact.ts';
import { baseName, folderOf, isTest, isUnder } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Placed } from '../link/facts-view.ts';
import type { System, VariableRead } from './system.ts';
import { isPlatformName, isVariable } from './variable-names.ts';

/** A file of `NAME=value` lines. */
export interface EnvFile {
  readonly file: FilePath;
  readonly folder: string;
  readonly isExample: boolean;
  readonly settings: readonly Placed<SetsEnv>[];
  readonly names: ReadonlySet<string>;
}

/** All of them but those of tests. An empty one is only known by its name, so it is none. */
export function envFiles(system: System): readonly EnvFile[] {
  const settings = system.all('sets-env').filter(({ format, file }) => format === 'dotenv' && !isTest(file));
  return [...Map.groupBy(settings, ({ file }) => file)].map(([file, own]) => ({
    file,
    folder: folderOf(file),
    isExample: own.some(({ example }) => example),
    settings: own,
    names: new Set(own.map(({ name }) => name)),
  }));
}

/** What the code that starts in the folder of an env file reads: deeper folders with an env file of their own read theirs. */
export function readsBeside({ folder }: Pick<EnvFile, 'folder'>, all: readonly EnvFile[], system: System): readonly VariableRead[] {
  const inner = [...new Set(all.map(other => other.folder))].filter(other => other !== folder && isUnder(other, folder));
  return system
    .filesUnder(folder)
    .filter(file => !isTest(file) && !NO_PROGRAM.test(file) && !inner.some(other => isUnder(file, other)))
    .flatMap(file => system.readsIn(file))
    .filter(({ name }) => isVariable(name));
}

/** Configuration of tools and scripts of a build: they run elsewhere. */
const NO_PROGRAM =
  /(^|\/)(\.github|\.gitlab|ci|scripts?|tools?|docs?|examples?|migrations?|bin|node_modules|vendor)\/|\.config\.[cm]?[jt]s$|(^|\/)(gulpfile|Gruntfile|knexfile)/;

/** What a program needs and has no answer to where nobody sets it: somewhere it is used as it is. */
export const isNeeded = (read: VariableRead, all: readonly VariableRead[]): boolean =>
  read.certain &&
  read.use !== 'tested' &&
  read.use !== 'truth' &&
  read.from === 'code' &&
  read.fallback === undefined &&
  !isPlatformName(read.name) &&
  !all.some(other => other.name === read.name && other.fallback !== undefined);

/** `.env.production` is `production`; a plain `.env` is ''. */
export const variantOf = (file: string): string | undefined =>
  /^\.?env(?:[.-]([\w.-]+))?$|^([\w-]+)\.env$/
    .exec(baseName(file))
    ?.slice(1)
    .find(part => part !== undefined) ?? (/^\.env$/.test(baseName(file)) ? '' : undefined);
