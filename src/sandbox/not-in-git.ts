import { constants } from 'node:fs';
import { copyFile, cp, lstat, mkdir, readdir, readFile, realpath } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import { openGit } from '../workspace/revision-git.ts';

/** A file or folder that the project needs, that git ignores and that the work tree has: both sides get what is there now. */
export interface NotInGit {
  readonly path: string;
  /** Tells one state of it from another. */
  readonly digest: string;
}

/** Those of the named paths that git ignores and the work tree has. Paths are relative to the top. */
export async function ignoredAmong(top: string, paths: readonly string[]): Promise<readonly string[]> {
  const there = await Promise.all(paths.map(async path => ((await isWithin(top, path)) ? [path] : [])));
  const asked = [...new Set(there.flat())];
  if (asked.length === 0) return [];
  const git = await openGit(top).catch(() => undefined);
  // Without git nothing is ignored by a rule that we know, and the copy has everything.
  if (!git) return [];
  const { output } = await git.ask(['check-ignore', '-z', '--stdin'], asked.join('\0'));
  return output.toString().split('\0').filter(Boolean);
}

/** Files and folders that git ignores in these folders; a folder of which it ignores everything is one. Paths are relative to the top. */
export async function ignoredBelow(top: string, folders: readonly string[]): Promise<readonly string[]> {
  const git = folders.length === 0 ? undefined : await openGit(top).catch(() => undefined);
  if (!git) return [];
  const asked = ['--literal-pathspecs', 'ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory', '--'];
  const { output } = await git.ask([...asked, ...folders.map(folder => folder || '.')]);
  const paths = output
    .toString()
    .split('\0')
    .map(path => path.replace(/\/$/, ''))
    .filter(Boolean);
  const within = await Promise.all(paths.map(path => isWithin(top, path)));
  return [...new Set(paths.filter((_, index) => within[index]))];
}

/** It is there, and not by a link that leads out of the work tree. */
async function isWithin(top: string, path: string): Promise<boolean> {
  const real = await realpath(join(top, path)).catch(() => undefined);
  return real !== undefined && real.startsWith(`${top}/`);
}

/** Copies one of them; where the disk can, without writing it twice. What is there already stays, and links that lead out are left out. */
export async function copied(path: string, { from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  const source = await realpath(join(from, path));
  await mkdir(dirname(join(to, path)), { recursive: true });
  const mode = constants.COPYFILE_FICLONE;
  if (!(await lstat(source)).isDirectory()) return copyFile(source, join(to, path), mode);
  const staysInside = async (file: string): Promise<boolean> => {
    const entry = await lstat(file);
    return entry.isFile() || entry.isDirectory() || (entry.isSymbolicLink() && isWithin(from, file.slice(from.length + 1)));
  };
  await cp(source, join(to, path), { recursive: true, force: false, verbatimSymlinks: true, mode, filter: staysInside });
}

/** By content for a file; by names, sizes and times for a folder, which may be one of many thousand files. */
export async function digestOf(top: string, path: string): Promise<string> {
  const digest = createHash('sha256').update(path);
  const whole = join(top, path);
  if ((await lstat(whole)).isDirectory()) for (const line of await listing(whole)) digest.update(line);
  else digest.update(await readFile(whole));
  return digest.digest('hex');
}

async function listing(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => !entry.isDirectory()).map(entry => join(entry.parentPath, entry.name));
  return Promise.all(
    files.toSorted().map(async file => {
      const { size, mtimeMs } = await lstat(file);
      return `${file.slice(folder.length)}\0${size}\0${mtimeMs}\n`;
    }),
  );
}
