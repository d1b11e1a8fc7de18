import { copyFile, mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openGit, type Git } from '../workspace/revision-git.ts';

/** A repository that holds what no other shall: it reads the objects of another one and writes only its own. */
export interface ThrowAway {
  readonly git: Git;
  /** What every question to it begins with, for a work tree of one's choice. */
  readonly over: (workTree: string) => readonly string[];
  readonly objects: string;
}

/** What of another repository's is read. Its configuration is not: that may name programs to run. */
export interface Borrowed {
  readonly objects: string;
  readonly format: string;
  /** What its user has git take into account of the disk, by key. */
  readonly settings: readonly (readonly [string, string])[];
  readonly index?: string;
  readonly exclude?: string;
}

/** Made by hand, so that no template of the user's comes with it. */
export async function throwAway(folder: string, borrowed: Borrowed): Promise<ThrowAway> {
  const inside = join(folder, '.git');
  const objects = join(inside, 'objects');
  for (const name of ['objects/info', 'refs/heads', 'info']) await mkdir(join(inside, name), { recursive: true });
  await writeFile(join(inside, 'HEAD'), 'ref: refs/heads/none\n');
  await writeFile(join(inside, 'config'), configuration(borrowed));
  if (borrowed.objects !== '') await writeFile(join(objects, 'info/alternates'), `${borrowed.objects}\n`);
  if (borrowed.exclude !== undefined) await copyIfThere(borrowed.exclude, join(inside, 'info/exclude'));
  if (borrowed.index !== undefined) await copyIndex(borrowed.index, inside);
  const git = await openGit(folder);
  return { git, objects, over: workTree => ['-C', workTree, `--git-dir=${inside}`, `--work-tree=${workTree}`] };
}

function configuration({ format, settings }: Borrowed): string {
  const version = format === 'sha1' ? '0' : `1\n[extensions]\n\tobjectFormat = ${format}\n[core]`;
  const lines = settings.map(([key, value]) => `\t${key.replace(/^core\./, '')} = ${value}`);
  return ['[core]', `\trepositoryFormatVersion = ${version}`, '\tbare = false', ...lines, ''].join('\n');
}

/**
 * With what git knows of each file's size and times, only what was edited is read. Its own time counts as well: git looks into files that
 * are not older than their index, since they may have been edited in the same second.
 */
async function copyIndex(index: string, into: string): Promise<void> {
  await copyIfThere(index, join(into, 'index'));
  const written = await stat(index).catch(() => undefined);
  const second = Math.floor((written?.mtimeMs ?? 0) / 1000);
  if (written) await utimes(join(into, 'index'), second, second);
  const beside = await readdir(dirname(index)).catch(() => []);
  for (const name of beside.filter(name => name.startsWith('sharedindex.')))
    await copyIfThere(join(dirname(index), name), join(into, name));
}

async function copyIfThere(from: string, to: string): Promise<void> {
  await copyFile(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
}
