import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import type { VerifyEvent } from '../../src/core/model/verify.ts';
import { openEngine } from '../../src/sandbox/engine.ts';
import { labelled } from '../../src/sandbox/objects.ts';
import { RUN_LABEL } from '../../src/sandbox/owner.ts';
import { left, reap } from '../../src/sandbox/reaper.ts';
import { built, command, environment } from '../cli/command-line.ts';
import { pairRepository, removeRepository } from './pair.ts';
import { PAIR_SCENARIOS, written } from './verify-pair.ts';

built();

interface Relay {
  readonly host: string;
  /** From now on nobody reaches the engine by it, and who does already is thrown out. */
  readonly cut: () => void;
}

/** A second way to the engine, which can be taken away from one run alone. */
async function relay(): Promise<Relay> {
  const { stdout } = await promisify(execFile)('docker', ['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}']);
  const engine = stdout.trim().replace('unix://', '');
  const folder = await mkdtemp(join(tmpdir(), 'faultline-relay-'));
  const open = new Set<Socket>();
  const server = createServer(near => {
    const far = connect(engine);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => undefined).on('close', () => (open.delete(one), other.destroy()));
      one.pipe(other);
    }
  });
  const socket = join(folder, 'engine.sock');
  await new Promise<void>(resolve => server.listen(socket, resolve));
  const cut = (): void => {
    server.close();
    for (const one of open) one.destroy();
  };
  onTestFinished(async () => {
    cut();
    await rm(folder, { recursive: true, force: true });
  });
  return { host: `unix://${socket}`, cut };
}

/** Runs `faultline verify` and cuts it off from its engine at an event. */
async function cutOff(root: string, at: (event: VerifyEvent) => boolean): Promise<{ code: number | null; events: readonly VerifyEvent[] }> {
  const { host, cut } = await relay();
  const child = spawn(command.node, [command.script, 'verify', root, '--no-cache', '--events', 'ndjson'], {
    env: { ...environment, DOCKER_HOST: host },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const events: VerifyEvent[] = [];
  createInterface({ input: child.stdout }).on('line', line => {
    const event = JSON.parse(line) as VerifyEvent;
    events.push(event);
    if (at(event)) cut();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, events };
}

test.each<readonly [string, (event: VerifyEvent) => boolean]>([
  ['while services start', event => event.kind === 'service' && event.state === 'starting'],
  ['in a scenario', event => event.kind === 'fault' && event.state === 'injected'],
])('an engine that goes away %s makes the run void, and the reaper removes what it kept', { timeout: 240_000 }, async (_, at) => {
  const root = await pairRepository(folder => written(folder, { '.faultline/verify.yaml': PAIR_SCENARIOS }));
  onTestFinished(() => removeRepository(root));
  await written(root, { 'back/more.txt': 'changed' });
  const { code, events } = await cutOff(root, at);
  expect(code).toBe(3);
  const voids = events.filter(event => event.kind === 'void' && event.scenario === undefined);
  expect(voids.map(event => event.kind === 'void' && event.why)).toEqual([
    expect.stringMatching(
      /^(Before the change: )?The Docker engine went away in the middle of the run; what it kept is removed by the next run of faultline verify\.$/,
    ),
  ]);
  const [began] = events;
  const id = began?.kind === 'run' ? began.id : '';
  const { docker } = await openEngine();
  expect((await labelled(docker, `${RUN_LABEL}=${id}`)).length, 'it kept something').toBeGreaterThan(0);
  await reap(docker);
  expect(await left(docker, { id })).toEqual([]);
});
