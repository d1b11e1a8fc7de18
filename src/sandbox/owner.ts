import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { userCacheFolder } from '../workspace/kept.ts';
import type { Undo } from './sandbox.ts';

/** The labels that tell our objects from those of others. */
export const RUN_LABEL = 'dev.faultline.run';
export const OWNER_LABEL = 'dev.faultline.owner';
export const SIDE_LABEL = 'dev.faultline.side';
/** Process ids count inside of one namespace only: who owns what lies in another cannot be asked here. */
export const NAMESPACE_LABEL = 'dev.faultline.processes';

/** One run, and the process that has to end it. */
export interface Run {
  readonly id: string;
  /** On everything that the run makes. */
  readonly labels: Readonly<Record<string, string>>;
  /** For its files; removed with the run. */
  readonly folder: string;
  readonly remove: Undo;
}

/** Process id and start time: an id is used again, both together are not. */
export interface Owner {
  readonly pid: number;
  readonly started: string;
}

export const FOLDER = /^faultline-run-([\w.-]+?)-(\d+)-(\d+)$/;

/** Where the folders of runs are. Engines of macOS see the home folder, and not all of them what is temporary. */
export const runsFolder = (): string => (process.platform === 'darwin' ? userCacheFolder() : tmpdir());

/** The names of what lies there; nothing where no run ever was. */
export const inRunsFolder = (): Promise<readonly string[]> => readdir(runsFolder()).catch(() => []);

/** A new run of this process. The name of its folder says whose it is, so that there is no moment in which it is nobody's. */
export async function openRun(id: string = randomBytes(6).toString('hex')): Promise<Run> {
  const owner = { pid: process.pid, started: (await startOf(process.pid)) ?? '0' };
  const folder = join(runsFolder(), `faultline-run-${id}-${owner.pid}-${owner.started}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return {
    id,
    labels: { [RUN_LABEL]: id, [OWNER_LABEL]: `${owner.pid}:${owner.started}`, [NAMESPACE_LABEL]: await processNamespace() },
    folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** No other run of this machine is under way. */
export async function isAlone({ folder }: Pick<Run, 'folder'>): Promise<boolean> {
  const others = (await inRunsFolder()).flatMap(name => {
    const [, , pid, started] = FOLDER.exec(name) ?? [];
    return pid === undefined || started === undefined || join(runsFolder(), name) === folder ? [] : [{ pid: Number(pid), started }];
  });
  return !(await Promise.all(others.map(isAlive))).includes(true);
}

export function ownerOf(label: string | undefined): Owner | undefined {
  const [, pid, started] = /^(\d+):(\d+)$/.exec(label ?? '') ?? [];
  return pid === undefined || started === undefined ? undefined : { pid: Number(pid), started };
}

export const isAlive = async ({ pid, started }: Owner): Promise<boolean> => (await startOf(pid)) === started;

/** When a process started, in digits that no later process of the same id has; undefined where there is none. */
export async function startOf(pid: number): Promise<string | undefined> {
  if (process.platform !== 'linux') return startByPs(pid);
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The second field is the program's name, which may hold anything but ends at the last parenthesis.
  const [state, ...after] = line?.slice(line.lastIndexOf(')') + 2).split(' ') ?? [];
  return state === undefined || state === 'Z' || state === 'X' ? undefined : after[18];
}

async function startByPs(pid: number): Promise<string | undefined> {
  const asked = promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], { env: { ...process.env, LC_ALL: 'C' } });
  const printed = await asked.then(({ stdout }) => Date.parse(stdout.trim())).catch(() => Number.NaN);
  return Number.isNaN(printed) ? undefined : String(printed);
}

/** Of this machine: an engine may serve several, and the first namespace has the same number on each. */
export async function processNamespace(): Promise<string> {
  const link = await readlink('/proc/self/ns/pid').catch(() => 'pid:[0]');
  return `${hostname()}:${/\d+/.exec(link)?.[0] ?? '0'}`;
}
