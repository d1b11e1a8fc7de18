import type Dockerode from 'dockerode';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forgottenImages } from './images.ts';
import { labelled, removed, type OurObject } from './objects.ts';
import {
  FOLDER,
  inRunsFolder,
  isAlive,
  NAMESPACE_LABEL,
  OWNER_LABEL,
  ownerOf,
  processNamespace,
  RUN_LABEL,
  runsFolder,
  type Owner,
  type Run,
} from './owner.ts';

/** What earlier runs left whose process is gone, and what of it could not be removed; by names. */
export interface Reaped {
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/** The engine may still be making what a process asked for that was killed; it is looked at until nothing more turns up. */
const LOOKS = 10;
const BETWEEN = 300;

/** Removes what runs left that nobody can end any more. A run whose process lives, on this machine or in another container, keeps everything. */
export async function reap(docker: Dockerode): Promise<Reaped> {
  const gone: string[] = [...(await orphanedFolders())];
  let left: readonly OurObject[] = [];
  for (let look = 0, quiet = 0; look < LOOKS && quiet < 2; look++) {
    const orphans = await orphaned(docker);
    if (orphans.length === 0 && gone.length === 0) break;
    quiet = orphans.length === 0 ? quiet + 1 : 0;
    left = await removed(docker, orphans);
    gone.push(...orphans.filter(object => !left.includes(object)).map(named));
    await new Promise(resolve => setTimeout(resolve, BETWEEN));
  }
  await forgottenImages(docker).catch(() => 0);
  return { removed: gone, left: left.map(named) };
}

/** What remains of a run, by names; nothing after everything was undone. */
export async function left(docker: Dockerode, run: Pick<Run, 'id'>): Promise<readonly string[]> {
  const objects = await labelled(docker, `${RUN_LABEL}=${run.id}`);
  const folders = (await inRunsFolder()).filter(name => FOLDER.exec(name)?.[1] === run.id);
  return [...objects.map(named), ...folders.map(name => `folder ${join(runsFolder(), name)}`)];
}

export const named = ({ kind, name }: OurObject): string => `${kind} ${name}`;

async function orphaned(docker: Dockerode): Promise<readonly OurObject[]> {
  const here = await processNamespace();
  const ours = (await labelled(docker, RUN_LABEL)).filter(({ labels }) => labels[NAMESPACE_LABEL] === here);
  const dead = await Promise.all(ours.map(({ labels }) => isDead(ownerOf(labels[OWNER_LABEL]))));
  return ours.filter((_, index) => dead[index]);
}

/** A label that nobody can read is not ours to judge. */
const isDead = async (owner: Owner | undefined): Promise<boolean> => owner !== undefined && !(await isAlive(owner));

async function orphanedFolders(): Promise<readonly string[]> {
  const gone: string[] = [];
  for (const name of await inRunsFolder()) {
    const [, , pid, started] = FOLDER.exec(name) ?? [];
    if (pid === undefined || started === undefined || (await isAlive({ pid: Number(pid), started }))) continue;
    await rm(join(runsFolder(), name), { recursive: true, force: true, maxRetries: 3 });
    gone.push(`folder ${join(runsFolder(), name)}`);
  }
  return gone;
}
