import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { FilePath } from '../core/model/source.ts';
import { folder } from './folder.ts';
import { UsageError } from './usage-error.ts';

/** Without a repository, so many folders above the one that was named may be read: `../../common/base.yaml` is as far as people reach. */
const MOST_ABOVE = 3;

/**
 * The folder below which a command may read: what `--root` names, else the repository that the folder lies in, so that bases,
 * values and env files beside it count; else a few folders above, but never somebody's home or all of the machine.
 */
export async function readableRoot(target: string, asked: string | undefined): Promise<string> {
  if (asked !== undefined) return folder(asked);
  const above = foldersFrom(target);
  return (
    above.find(path => existsSync(join(path, '.git'))) ??
    above.slice(0, MOST_ABOVE + 1).findLast((path, at) => at === 0 || isOrdinary(path)) ??
    target
  );
}

function foldersFrom(target: string): readonly string[] {
  const found = [target];
  for (let path = target; dirname(path) !== path; path = dirname(path)) found.push(dirname(path));
  return found;
}

/** No home, nothing that holds homes, and no top folder of the machine. */
function isOrdinary(path: string): boolean {
  const home = resolve(homedir());
  return path.split(sep).filter(part => part !== '').length > 1 && path !== home && !home.startsWith(path + sep);
}

/** A path as the core sees it, below the root. */
export function below(root: string, path: string): FilePath | '' {
  const found = relative(root, path).replaceAll(sep, '/');
  if (found === '..' || found.startsWith('../'))
    throw new UsageError(`${path} lies outside of ${root}; name a folder that holds both with --root.`);
  return found as FilePath;
}
