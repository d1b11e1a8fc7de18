import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { knownOf, scenariosIn } from '../../../src/cli/verification.ts';
import type { VerifyEvent } from '../../../src/core/model/verify.ts';
import type { Receipt } from '../../../src/core/verify/receipt.ts';
import { openEngine } from '../../../src/sandbox/engine.ts';
import { clusterPlace } from '../../../src/sandbox/kubernetes/cluster-place.ts';
import { openCluster } from '../../../src/sandbox/kubernetes/cluster.ts';
import { verifyRun } from '../../../src/sandbox/verify-run.ts';
import { keepRun, runFolder } from '../../../src/workspace/runs.ts';
import { standIn } from './stand-in.ts';

const fixture = join(import.meta.dirname, '../../fixtures/verify/cluster');
const git = promisify(execFile);
const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

const SCENARIOS = `requests: 5
journeys:
  - name: look at a price
    steps: [{ http: { service: front, method: GET, path: /, expect: { status: 200, body: { price: 7 } } } }]
scenarios:
  - name: prices fails
    fault: { kind: http-status, to: prices, status: 503 }
    expect: [{ measure: success-rate, atLeast: 1 }]
  - name: prices is asked once
    expect: [{ measure: calls-per-request, at: prices, atMost: 1 }]
  - name: every second answer fails
    fault: { kind: http-status, to: prices, status: 503, share: 0.5 }
    expect: [{ measure: success-rate, atLeast: 1 }]
`;

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-on-cluster-'));
  folders.push(folder);
  return folder;
}

/** The fixture with retries that are not committed yet. */
async function workspace(): Promise<string> {
  const root = await temporary();
  await cp(fixture, root, { recursive: true });
  await writeFile(join(root, '.faultline/verify.yaml'), SCENARIOS);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message', 'shop'],
  ])
    await git('git', args, { cwd: root });
  const manifests = join(root, 'shop.yaml');
  await writeFile(manifests, (await readFile(manifests, 'utf8')).replace("name: RETRIES, value: '0'", "name: RETRIES, value: '1'"));
  return root;
}

async function verifiedOnCluster(root: string, environment: NodeJS.ProcessEnv): Promise<Receipt> {
  const overlay = new Map<never, string>();
  const { file } = scenariosIn(root, overlay);
  const known = await knownOf(root, { base: undefined, overlay, onCluster: true }, {});
  const events: VerifyEvent[] = [];
  await verifyRun(
    { root, base: undefined, overlay, file, only: [], all: false, seed: 1, version: 'test', ...known },
    {
      engine: await openEngine(),
      place: clusterPlace(await openCluster(environment)),
      emit: event => void events.push(event),
      signal: new AbortController().signal,
      onStep: () => undefined,
      keepIn: id => runFolder(root, id),
    },
  );
  return keepRun(root, events);
}

test('both sides run on a cluster, one after the other: what its user sees gets a verdict, what only a proxy sees is void', async () => {
  const [root, machine] = [await workspace(), await temporary()];
  const receipt = await verifiedOnCluster(root, await standIn(machine));
  expect(receipt).toMatchObject({ left: [], control: { before: { met: true }, after: { met: true } } });
  expect(receipt.scenarios.map(({ name, verdict, why }) => [name, verdict, why])).toEqual([
    ['prices fails', 'fixed', expect.any(String)],
    ['prices is asked once', 'void', expect.stringContaining('Calls between services are not counted on a cluster')],
    ['every second answer fails', 'void', 'Chaos Mesh cannot do it: its HTTP faults are for every request, not for a share.'],
  ]);
  expect(receipt.notes.join(' ')).toContain('Both sides ran on the cluster of docker-desktop (Kubernetes v1.30.0)');
  const asked = (await readFile(join(machine, 'state/asked'), 'utf8')).split('\n');
  const namespaces = asked.filter(line => line.startsWith('delete namespace')).map(line => /-(before|after) /.exec(line)?.[1]);
  expect(namespaces).toEqual(['before', 'after']);
  expect(await readdir(join(machine, 'state'))).toEqual(['asked']);
  expect(await readFile(join(root, '.faultline/runs', receipt.id, 'logs/after/front.log'), 'utf8')).toBe('well\n');
});
