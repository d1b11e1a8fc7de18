import { lstat, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { RevisionError } from '../workspace/revision-error.ts';
import { SandboxError } from './sandbox-error.ts';
import { throwAway } from './throw-away-repository.ts';
import type { Tree } from './trees.ts';

/** Writes exactly that tree into a new folder. Links that lead out of it are left out and named: whoever follows one would leave the sandbox. */
export async function materialised({ hash, repository, format }: Tree, folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const own = await mkdtemp(join(dirname(folder), 'index-'));
  try {
    const { git, over } = await throwAway(own, { objects: repository.objects, format, settings: [['core.autocrlf', 'false']] });
    await git.output([...over(folder), 'read-tree', hash]);
    await git.output([...over(folder), 'checkout-index', '--all', '--force', '--quiet']);
    const entries = (await git.output(['ls-tree', '-r', '-z', hash])).toString().split('\0');
    const links = entries.filter(entry => entry.startsWith('120000 ')).map(entry => entry.slice(entry.indexOf('\t') + 1));
    return await withoutLinksOut(folder, links);
  } catch (error) {
    throw error instanceof RevisionError ? new SandboxError(error.message) : error;
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** A link that leads nowhere yet may lead out as soon as what it names is there. */
export async function withoutLinksOut(folder: string, links: readonly string[]): Promise<readonly string[]> {
  const top = await realpath(folder);
  const notes: string[] = [];
  for (const link of links) {
    const path = join(folder, link);
    const target = await realpath(path).catch(() => undefined);
    if (target !== undefined && (target === top || target.startsWith(`${top}/`))) continue;
    if ((await lstat(path).catch(() => undefined)) === undefined) continue;
    await rm(path, { force: true });
    notes.push(`The link ${link} leads out of the repository or nowhere, and is left out.`);
  }
  return notes;
}
