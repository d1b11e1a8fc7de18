import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, type Engine } from '../../src/sandbox/engine.ts';
import { labelled } from '../../src/sandbox/objects.ts';
import { FOLDER, openRun, OWNER_LABEL, startOf } from '../../src/sandbox/owner.ts';
import { ourNetwork } from '../../src/sandbox/networks.ts';
import { left, reap } from '../../src/sandbox/reaper.ts';
import { pairRepository, removeRepository } from './pair.ts';

let engine: Engine;
let repository: string;

beforeAll(async () => {
  engine = await openEngine();
  repository = await pairRepository();
});
afterAll(() => removeRepository(repository));

/** Parts of the time that it takes until a sandbox is up: from before the first object to after the last. */
const MOMENTS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.95];

test('whatever a process leaves that is killed at any moment, the reaper removes', { timeout: 150_000 }, async () => {
  const began = Date.now();
  let found = await reapedAfter(async holder => void (await once(holder.stdout!, 'data')));
  const whole = Date.now() - began;
  // A relay ends by itself, but it may be found before.
  const relays = engine.apart === undefined ? 0 : 1;
  expect([7, 7 + relays], 'two containers, three networks, a volume and a folder').toContain(found);
  for (const part of MOMENTS)
    found += await reapedAfter(() => new Promise(resolve => setTimeout(resolve, whole * (part + Math.random() / 20))));
  expect(found).toBeGreaterThan(20);
});

/** Starts a process that holds a sandbox, kills it at a moment, and gives how much the reaper found of it; nothing is left then. */
async function reapedAfter(moment: (holder: ChildProcess) => Promise<void>): Promise<number> {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), repository], { stdio: ['ignore', 'pipe', 'ignore'] });
  const owner = `${holder.pid}:${await startOf(holder.pid!)}`;
  await moment(holder);
  holder.kill('SIGKILL');
  await once(holder, 'close');
  const { removed } = await reap(engine.docker);
  expect(await labelled(engine.docker, `${OWNER_LABEL}=${owner}`)).toEqual([]);
  expect((await readdir(tmpdir())).filter(name => FOLDER.test(name) && name.endsWith(owner.replace(':', '-')))).toEqual([]);
  return removed.length;
}

test('a run whose process id was given to another process is nobody’s', { timeout: 30_000 }, async () => {
  const run = await openRun();
  const labels = { ...run.labels, [OWNER_LABEL]: `${process.pid}:1` };
  await ourNetwork(engine.docker, { name: `faultline-${run.id}`, labels, size: 'anchor' });
  await mkdir(join(tmpdir(), `faultline-run-${run.id}-${process.pid}-1`));
  expect((await reap(engine.docker)).removed.filter(name => name.includes(run.id))).toHaveLength(2);
  expect(await left(engine.docker, run)).toEqual([`folder ${run.folder}`]);
  await run.remove();
});

test('what a living run has is left to it', { timeout: 30_000 }, async () => {
  const run = await openRun();
  const { name } = await ourNetwork(engine.docker, { name: `faultline-${run.id}`, labels: run.labels, size: 'project' });
  expect((await reap(engine.docker)).removed).toEqual([]);
  expect(await left(engine.docker, run)).toEqual([`network ${name}`, `folder ${run.folder}`]);
  await engine.docker.getNetwork(name).remove();
  await run.remove();
});
