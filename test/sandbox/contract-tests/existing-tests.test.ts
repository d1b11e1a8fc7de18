import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ContractChecked, SideName, VerifyEvent } from '../../../src/core/model/verify.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { contractResults } from '../../../src/core/verify/contract-results.ts';
import { runOf } from '../../../src/core/verify/run.ts';
import { confirmed, existingTestsRun } from '../../../src/sandbox/contract-tests/existing-tests.ts';
import type { TestCase } from '../../../src/sandbox/contract-tests/test-report.ts';
import type { Stage } from '../../../src/sandbox/scenario-run.ts';

/** Two trees, and a tool that finds wrong what the contract in its tree says is wrong. */
async function trees(contracts: Partial<Record<SideName, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-existing-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [side, text] of Object.entries(contracts)) {
    await mkdir(join(folder, side, 'shop'), { recursive: true });
    await writeFile(join(folder, side, 'shop/api.yaml'), text);
  }
  const dredd = `#!/bin/sh
[ "$1" = --version ] && { echo "dredd v14.1.0"; exit; }
if grep -q hasty "$1" && [ ! -e ${folder}/seen ]; then touch ${folder}/seen; echo "<testcase name='GET /a'><failure message='late'/></testcase>" > "$6"; exit 1; fi
{ echo '<testcase name="GET /a"/>'; grep -q bad "$1" && echo "<testcase name='GET /b'><failure message='asked $2'/></testcase>"; } > "$6"
! grep -q bad "$1"`;
  await writeFile(join(folder, 'dredd'), dredd);
  await chmod(join(folder, 'dredd'), 0o755);
  return folder;
}

async function events(contracts: Partial<Record<SideName, string>>): Promise<VerifyEvent[]> {
  const folder = await trees(contracts);
  const told: VerifyEvent[] = [];
  for (const side of ['before', 'after'] as const)
    await existingTestsRun({
      side,
      tests: [
        {
          tool: 'dredd',
          file: 'dredd.yml' as FilePath,
          contract: 'api.yaml' as FilePath,
          service: 'orders',
          addresses: [],
          program: join(folder, 'dredd'),
        },
      ],
      tree: join(folder, side),
      folder: 'shop',
      endpoint: async () => ({ host: side === 'before' ? '10.0.0.2' : '10.0.0.3', port: 80 }),
      seed: 1,
      stage: { side, emit: event => void told.push(event), now: () => 1, signal: new AbortController().signal } as Partial<Stage> as Stage,
    });
  return told;
}

const results = async (contracts: Partial<Record<SideName, string>>): Promise<string[]> =>
  contractResults(runOf(await events(contracts))).map(
    ({ operation, test: by, before, after, verdict, why }) =>
      `${by?.tool} ${by?.version} ${operation}: ${before} → ${after}, ${verdict}. ${why}`,
  );

const A = 'dredd 14.1.0 GET /a: kept → kept, unchanged. It passed.';

test('what fails only with the change is broken, and addresses of containers are no difference', async () => {
  expect(await results({ before: 'good', after: 'bad' })).toEqual([A, 'dredd 14.1.0 GET /b: null → broken, broken. asked http://orders.']);
  expect(await results({ before: 'bad', after: 'bad' })).toEqual([
    A,
    'dredd 14.1.0 GET /b: broken → broken, unchanged. asked http://orders.',
  ]);
});

test('a test that is there on one side only is run there', async () => {
  expect(await results({ after: 'good' })).toEqual(['dredd 14.1.0 GET /a: null → kept, unchanged. It passed.']);
  expect((await events({ before: 'good' })).map(event => (event as ContractChecked).side)).toEqual(['before']);
});

test('what fails is asked once more', async () => {
  expect(await results({ before: 'good', after: 'hasty' })).toEqual([
    'dredd 14.1.0 GET /a: kept → not-tested, void. It failed once and not when it was run again: late.',
  ]);
});

const one = (result: TestCase['result']): TestCase => ({ name: 'a', result, why: 'late.' });

test('what fails once and passes once says nothing', () => {
  expect(confirmed([one('broken')], [one('broken')])).toEqual([one('broken')]);
  expect(confirmed([one('broken')], [one('kept')])).toEqual([
    { name: 'a', result: 'not-tested', why: 'It failed once and not when it was run again: late.' },
  ]);
});
