import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Undo } from '../../src/sandbox/sandbox.ts';
import { brokerUnavailable } from '../../src/sandbox/faults/broker-unavailable.ts';
import { dnsFailure } from '../../src/sandbox/faults/dns-failure.ts';
import { kill } from '../../src/sandbox/faults/kill.ts';
import { networkCut } from '../../src/sandbox/faults/network-cut.ts';
import { pause } from '../../src/sandbox/faults/pause.ts';
import { resourceLimit } from '../../src/sandbox/faults/resource-limit.ts';
import { restart } from '../../src/sandbox/faults/restart.ts';
import { serviceFaults } from '../../src/sandbox/faults/service-faults.ts';
import { sendHttp } from '../../src/sandbox/journeys/http-step.ts';
import { left } from '../../src/sandbox/reaper.ts';
import { pairRepository, removeRepository, upPair, type Pair } from './pair.ts';

let repository: string;
let pair: Pair;

beforeAll(async () => {
  repository = await pairRepository();
  pair = await upPair(repository);
}, 60_000);

afterAll(async () => {
  await pair.close();
  await removeRepository(repository);
  expect(await left(pair.engine.docker, pair.run)).toEqual([]);
});

const back = { service: 'back' };
const answers = { status: 200, body: 'first' };

/** Undone, all is as before; undone twice too. */
async function undone(undo: Undo): Promise<void> {
  await undo();
  await undo();
  await expect.poll(() => pair.call().catch(() => undefined), { timeout: 10_000 }).toEqual(answers);
}

test('killed: calls fail until it is started again', async () => {
  const undo = await kill.inject(pair.sandbox, back);
  expect(await pair.call()).toEqual({ error: 'ECONNRESET' });
  await expect(pair.side.container('back')).rejects.toThrow(/^back does not run \(exited \(137\)/);
  await undone(undo);
});

test('restarted: another process answers, after a pause', async () => {
  const before = (await (await pair.side.container('back')).inspect()).State.StartedAt;
  await undone(await restart.inject(pair.sandbox, { ...back, graceSeconds: 2 }));
  expect((await (await pair.side.container('back')).inspect()).State.StartedAt > before).toBe(true);
});

test('paused: callers wait in vain', async () => {
  const undo = await pause.inject(pair.sandbox, back);
  expect(await pair.call()).toEqual({ error: 'TIMEOUT' });
  await undone(undo);
});

test('cut off: it runs, and nobody reaches it; then it has its address again', async () => {
  const endpoint = await pair.side.endpoint('back', 8080);
  const undo = await networkCut.inject(pair.sandbox, back);
  expect(await pair.call()).toEqual({ error: 'ECONNRESET' });
  await expect(pair.side.endpoint('back', 8080)).rejects.toThrow('back is on no network.');
  await undone(undo);
  expect(await pair.side.endpoint('back', 8080)).toMatchObject({ host: endpoint.host, port: endpoint.port });
});

test('without DNS its name does not resolve, neither by the hosts file nor by the engine', async () => {
  const undo = await dnsFailure.inject(pair.sandbox, back);
  expect((await pair.call()).error).toMatch(/^(ENOTFOUND|EAI_AGAIN)$/);
  await undone(undo);
});

test('a caller that has no name for it is the only one', async () => {
  const undo = await dnsFailure.inject(pair.sandbox, { service: 'front', from: 'back' });
  expect(await pair.call()).toEqual(answers);
  await undone(undo);
});

test('an unavailable broker refuses, and comes back with what it kept', async () => {
  const undo = await brokerUnavailable.inject(pair.sandbox, back);
  expect((await pair.call()).error).toMatch(/^(ECONNRESET|ECONNREFUSED)$/);
  await undone(undo);
});

test('with too little memory it is ended when it asks for more; with its own limits again it is not', { timeout: 40_000 }, async () => {
  const undo = await resourceLimit.inject(pair.sandbox, { ...back, memoryMegabytes: 40 });
  expect((await pair.call('/hold')).error).toBe('ECONNRESET');
  await expect.poll(() => pair.side.container('back').catch((error: Error) => error.message)).toMatch(/^back does not run/);
  await undo();
  const stopped = (
    await pair.engine.docker.listContainers({ all: true, filters: { label: [pair.side.label, 'dev.faultline.service=back'] } })
  )[0]!;
  await pair.engine.docker.getContainer(stopped.Id).start();
  await expect.poll(() => pair.call('/hold').catch(() => undefined), { timeout: 10_000 }).toEqual({ status: 200, body: '50331648' });
});

test('with a part of a processor it is slower, and then as quick as before', async () => {
  const work = async (): Promise<number> => {
    const asked = { method: 'GET', path: '/work', headers: {} };
    const answer = await sendHttp(await pair.side.endpoint('back', 8080), asked, { seconds: 60, signal: new AbortController().signal });
    return Number(answer.body);
  };
  const before = Math.min(await work(), await work());
  const undo = await resourceLimit.inject(pair.sandbox, { ...back, cpus: 0.02 });
  expect(await work()).toBeGreaterThan(2.5 * before);
  await undone(undo);
  expect(Math.min(await work(), await work(), await work())).toBeLessThan(2.5 * before);
});

test('every fault says what goes wrong, and refuses options that it does not know', () => {
  expect(serviceFaults.map(({ name }) => name)).toEqual([
    'kill',
    'restart',
    'pause',
    'network-cut',
    'dns-failure',
    'broker-unavailable',
    'resource-limit',
  ]);
  for (const fault of serviceFaults)
    expect(fault.options.safeParse({ service: 'back', memoryMegabytes: 64, unknown: 1 }).success).toBe(false);
  expect(resourceLimit.options.safeParse(back).success, 'a limit of nothing').toBe(false);
  expect(resourceLimit.describe({ ...back, memoryMegabytes: 64, cpus: 0.5 })).toBe('back has only 64 MB of memory and 0.5 processors');
});
