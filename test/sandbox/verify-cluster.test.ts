import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { knownOf, scenariosIn } from '../../src/cli/verification.ts';
import type { VerifyEvent } from '../../src/core/model/verify.ts';
import { openEngine } from '../../src/sandbox/engine.ts';
import { verifyRun } from '../../src/sandbox/verify-run.ts';
import { keepRun, runFolder } from '../../src/workspace/runs.ts';
import type { Receipt } from '../../src/core/verify/receipt.ts';

const fixture = join(import.meta.dirname, '../fixtures/verify/cluster');
const run = promisify(execFile);

/** The fixture in a repository of its own, and one edit of its manifests that is not committed. */
async function edited(from: string, to: string): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'faultline-cluster-'));
  await cp(fixture, root, { recursive: true });
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message', 'shop'],
  ])
    await run('git', args, { cwd: root });
  const path = join(root, 'shop.yaml');
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
  return root;
}

async function verified(root: string): Promise<Receipt> {
  const overlay = new Map<never, string>();
  const { file } = scenariosIn(root, overlay);
  const known = await knownOf(root, { base: undefined, overlay }, {});
  const events: VerifyEvent[] = [];
  await verifyRun(
    { root, base: undefined, overlay, file, only: [], all: false, seed: 1, version: 'test', ...known },
    {
      engine: await openEngine(),
      emit: event => void events.push(event),
      signal: new AbortController().signal,
      onStep: () => undefined,
      keepIn: id => runFolder(root, id),
    },
  );
  return keepRun(root, events);
}

test(
  'a workspace with manifests of Kubernetes and no compose file is verified as its cluster would run it',
  { timeout: 240_000 },
  async () => {
    const root = await edited("name: RETRIES, value: '0'", "name: RETRIES, value: '1'");
    try {
      const receipt = await verified(root);
      expect(receipt).toMatchObject({
        verdict: 'fixed',
        why: expect.any(String) as string,
        left: [],
        control: { before: { met: true }, after: { met: true } },
      });
      expect(receipt.notes).toContain(
        'What runs is made from the manifests of kubernetes, not from a compose project; --env chooses another environment.',
      );
      const edges = receipt.measurements
        .filter(({ scenario }) => scenario === 'prices fails once')
        .map(({ side, edges }) => ({ side, edges }));
      expect(edges).toEqual([
        { side: 'before', edges: [{ from: 'front', to: 'prices', calls: 5, failed: 5 }] },
        { side: 'after', edges: [{ from: 'front', to: 'prices', calls: 10, failed: 5 }] },
      ]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
);
