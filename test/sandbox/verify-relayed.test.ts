import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownOf, scenariosIn } from '../../src/cli/verification.ts';
import type { VerifyEvent } from '../../src/core/model/verify.ts';
import type { ComposeDocument } from '../../src/core/verify/compose-document.ts';
import { seesMountedFiles } from '../../src/sandbox/engine-network/files-seen.ts';
import { openEngine, type Engine } from '../../src/sandbox/engine.ts';
import { removedImages } from '../../src/sandbox/images.ts';
import { labelled } from '../../src/sandbox/objects.ts';
import { openRun, RUN_LABEL } from '../../src/sandbox/owner.ts';
import { left, reap } from '../../src/sandbox/reaper.ts';
import { verifyRun } from '../../src/sandbox/verify-run.ts';

const fixture = join(import.meta.dirname, '../fixtures/verify/tries');

/** What proxies do to calls; what is done to containers is tried with a relay in service-faults-relayed.test.ts. */
const SCENARIOS = `
requests: 3
journeys: [{ name: buy, steps: [{ http: { service: shop, method: POST, path: /buy } }] }]
scenarios:
  - { name: busy, fault: { kind: http-status, edge: shop -> bank, status: 429 }, expect: [{ measure: calls-per-request, at: bank, atMost: 2 }] }
  - { name: reset, fault: { kind: connection-reset, edge: shop -> bank }, expect: [{ measure: calls-per-request, at: bank, atMost: 9 }] }
  - { name: refused, fault: { kind: connection-refused, edge: shop -> bank }, expect: [{ measure: calls-per-request, at: bank, atMost: 9 }] }
  - { name: late, fault: { kind: latency, edge: shop -> bank, milliseconds: 200 }, expect: [{ measure: calls-per-request, at: bank, atMost: 9 }] }
`;

let root: string;
let direct: Engine;
let relayed: Engine;

/** The fixture in a repository of its own, and a change that tries less often. */
beforeAll(async () => {
  direct = await openEngine({ ...process.env, FAULTLINE_RELAY: '' });
  relayed = await openEngine({ ...process.env, FAULTLINE_RELAY: '1' });
  await reap(direct.docker);
  root = await mkdtemp(join(tmpdir(), 'faultline-relayed-'));
  await cp(fixture, root, { recursive: true });
  await writeFile(join(root, '.faultline/verify.yaml'), SCENARIOS);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message', 'tries'],
  ])
    await promisify(execFile)('git', args, { cwd: root });
  const shop = join(root, 'shop/server.js');
  await writeFile(shop, (await readFile(shop, 'utf8')).replace('TRIES = 4', 'TRIES = 2'));
});
afterAll(async () => {
  await removedImages(direct.docker, root);
  await rm(root, { recursive: true, force: true });
});

async function verified(
  engine: Engine,
  only: readonly string[],
  seen: (event: VerifyEvent) => void = () => undefined,
): Promise<VerifyEvent[]> {
  const overlay = new Map<never, string>();
  const { file } = scenariosIn(root, overlay);
  const known = await knownOf(root, { base: undefined, overlay }, {});
  const events: VerifyEvent[] = [];
  await verifyRun(
    { root, base: undefined, overlay, file, only, all: false, seed: 1, version: 'test', ...known },
    {
      engine,
      emit: event => {
        events.push(event);
        seen(event);
      },
      signal: new AbortController().signal,
      onStep: () => undefined,
      keepIn: id => join(root, '.faultline/runs', id),
    },
  );
  return events;
}

/** Everything that counts, and no times. Names of caller and called say that the true address of a caller was seen. */
const told = (events: readonly VerifyEvent[]): readonly string[] =>
  events
    .flatMap(event => {
      if (event.kind === 'request') return [`${event.side} ${event.scenario}: ${event.outcome} ${event.passed} ${event.why ?? ''}`];
      if (event.kind === 'call') {
        const { side, scenario, from, to, operation, outcome, injected } = event;
        return [`${side} ${scenario}: ${from} -> ${to} ${operation} ${outcome}${injected ? ' injected' : ''}`];
      }
      if (event.kind === 'fault') return [`${event.side} ${event.scenario}: ${event.description} ${event.state}`];
      if (event.kind === 'void') return [`void: ${event.why}`];
      if (event.kind === 'removed') return [`left: ${event.left.join()}`];
      return [];
    })
    .toSorted();

test('over a relay the same is seen as without one, whatever goes wrong', { timeout: 240_000 }, async () => {
  const there = await verified(relayed, []);
  const here = await verified(direct, []);
  expect(told(there)).toEqual(told(here));
  expect(told(there)).toContain('left: ');
  expect(told(there).filter(line => line.startsWith('after busy: shop -> bank POST /pay 429 injected'))).toHaveLength(6);
  expect(told(there).filter(line => line.startsWith('void'))).toEqual([]);
});

test('a relay that ends in the middle makes the run void, and nothing is left', { timeout: 120_000 }, async () => {
  let killing: Promise<unknown> | undefined;
  const events = await verified(relayed, ['busy'], ({ kind }) => {
    if (kind === 'request') killing ??= killedRelay();
  });
  await killing;
  const voids = events.flatMap(event => (event.kind === 'void' ? [event.why] : []));
  expect(voids).toEqual(["The relay in the engine's network ended in the middle of the run, so what was seen proves nothing; try again."]);
  expect(events.at(-2)).toMatchObject({ kind: 'removed', left: [] });
});

async function killedRelay(): Promise<void> {
  const relay = (await labelled(direct.docker, RUN_LABEL)).find(({ name }) => /-relay-\w+$/.test(name))!;
  await direct.docker.getContainer(relay.id).kill();
}

test(
  'what services mount has to be seen by an engine that is apart, and one sentence says where it is not',
  { timeout: 60_000 },
  async () => {
    const run = await openRun();
    const document: ComposeDocument = {
      services: {
        web: { volumes: [{ type: 'bind', source: '/x', target: '/x' }] },
        cache: { volumes: [{ type: 'volume', target: '/x' }] },
      },
      networks: {},
      volumes: {},
      configs: {},
      secrets: {},
    };
    const looked = (folder: string, engine = relayed): Promise<void> => seesMountedFiles(engine, { document, root: folder, run });
    await looked(root);
    await expect(looked('/nowhere/tree')).rejects.toThrow(
      'This engine does not see /nowhere/tree, from which web mounts files; share a folder with it and set TMPDIR to that, or use an engine on this machine.',
    );
    await looked('/nowhere/tree', direct);
    await run.remove();
    expect(await left(direct.docker, run)).toEqual([]);
  },
);

test('a relay ends by itself with the process that has it', { timeout: 60_000 }, async () => {
  const holder = spawn(process.execPath, [join(import.meta.dirname, 'engine-network/relay-holder.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(holder.stdout, 'data')) as [Buffer];
  const label = `${RUN_LABEL}=${said.toString().trim()}`;
  expect((await labelled(direct.docker, label)).map(({ kind }) => kind)).toEqual(['container']);
  holder.kill('SIGKILL');
  await expect.poll(() => labelled(direct.docker, label), { timeout: 10_000 }).toEqual([]);
  await reap(direct.docker);
});
