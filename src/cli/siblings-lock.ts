import { lstat, mkdir, realpath, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { siblingsLock } from '../core/extract/faultline/siblings.ts';
import { pinnedPath, SIBLINGS_LOCK, type Locked, type Sibling } from '../core/model/sibling-fact.ts';
import type { FilePath } from '../core/model/source.ts';
import { lockText } from '../core/siblings/lock-text.ts';
import type { SiblingSnapshot } from '../core/siblings/snapshot.ts';
import { diskFiles } from '../workspace/disk-files.ts';
import { digest } from '../workspace/kept.ts';
import { UsageError } from './usage-error.ts';

/** What is locked in a workspace; none where there is no lock file. One that cannot be read is not written over. */
export function lockedIn(root: string): readonly Sibling[] {
  const text = diskFiles(root).read(SIBLINGS_LOCK);
  if (text === undefined) return [];
  const { facts, problems } = siblingsLock.extract({ path: SIBLINGS_LOCK, text });
  const [problem] = problems;
  if (problem) throw new UsageError(`${SIBLINGS_LOCK} is not as it was written: ${problem.message} Restore it, or delete it.`);
  return facts.filter(fact => fact.kind === 'sibling');
}

/** The copies of a sibling's contracts, by the paths of their own repository. */
export function pinnedTexts({ name, files }: Locked, root: string): ReadonlyMap<FilePath, string> {
  const disk = diskFiles(root);
  return new Map(
    files.flatMap(({ path }) => {
      const text = disk.read(pinnedPath(name, path));
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

/** Copies that are not what the lock file says, and those that are gone. */
export function tampered(locked: Locked, root: string): readonly FilePath[] {
  const texts = pinnedTexts(locked, root);
  return locked.files.filter(file => digest(texts.get(file.path) ?? '') !== file.digest).map(({ path }) => pinnedPath(locked.name, path));
}

/** Writes one sibling into a workspace: the copies, and the lock file that names them. Copies of before that are no more are taken away. */
export async function writeSibling({ locked, texts }: SiblingSnapshot, before: readonly Locked[], root: string): Promise<void> {
  const others = before.filter(({ name }) => name !== locked.name);
  const earlier = before.filter(({ name }) => name === locked.name).flatMap(({ files }) => files.map(({ path }) => path));
  const gone = earlier.filter(path => !texts.has(path)).map(path => pinnedPath(locked.name, path));
  const written = [...texts].map(([path, text]) => [pinnedPath(locked.name, path), text] as const);
  for (const path of [...gone, ...written.map(([path]) => path), SIBLINGS_LOCK]) await refuseWayOut(path, root);
  for (const path of gone) await rm(join(root, path), { force: true });
  for (const [path, text] of [...written, [SIBLINGS_LOCK, lockText([...others, locked])] as const]) await write(join(root, path), text);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown'}).`);
  }
}

/** No link of a workspace leads the writing out of it. */
async function refuseWayOut(path: FilePath, root: string): Promise<void> {
  const top = await realpath(root);
  let there = join(root, path);
  while ((await lstat(there).catch(() => undefined)) === undefined) there = dirname(there);
  const real = await realpath(there).catch(() => undefined);
  const inside = real === undefined ? '..' : relative(top, real);
  if (inside === '..' || inside.startsWith(`..${sep}`))
    throw new UsageError(`A link at ${there} leads out of ${root}; take it away, since what is locked is written below it.`);
}
