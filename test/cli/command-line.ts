import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const top = new URL('../../', import.meta.url).pathname;

/** The built command line, by the Node of the project. */
export const command = { node: join(top, 'node_modules/node/bin/node'), script: join(top, 'dist/cli.js') } as const;

export interface Said {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cache of the test run's own: what an earlier build left on this machine must not answer. */
const cache = mkdtempSync(join(tmpdir(), 'faultline-cache-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** For whoever starts the command line. */
export const environment: NodeJS.ProcessEnv = { ...process.env, XDG_CACHE_HOME: cache };

/** Runs `faultline` with arguments in the project's folder. */
export function faultline(...args: readonly string[]): Said {
  const { status, stdout, stderr } = spawnSync(command.node, [command.script, ...args], {
    cwd: top,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: 60_000,
    env: environment,
  });
  return { status, stdout, stderr };
}

const lock = join(top, 'dist/.building');

const newest = (): number =>
  Math.max(...(readdirSync(join(top, 'src'), { recursive: true }) as string[]).map(file => statSync(join(top, 'src', file)).mtimeMs));

const made = (): number => statSync(command.script, { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Builds where a source is newer than what was built of it; test files that ask at the same time wait for the one that builds. */
export function built(): void {
  if (made() > newest()) return;
  mkdirSync(join(top, 'dist'), { recursive: true });
  if (!taken()) return waited();
  try {
    const { status, stderr } = spawnSync(command.node, [join(top, 'esbuild.config.mjs')], { cwd: top, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The build failed: ${stderr}`);
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function taken(): boolean {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
}

function waited(): void {
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let round = 0; round < 600 && statSync(lock, { throwIfNoEntry: false }); round++) Atomics.wait(pause, 0, 0, 50);
}
