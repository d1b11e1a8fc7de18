import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { FilePath } from '../../../src/core/model/source.ts';
import type { ChosenTest } from '../../../src/sandbox/contract-tests/chosen-tests.ts';
import { programOf, toolRun, versionOf, type Running } from '../../../src/sandbox/contract-tests/run-tool.ts';

/** A machine on which these programs are installed; each is a shell script. Gives a folder for what runs. */
async function machine(programs: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'faultline-tool-test-'));
  await mkdir(join(root, 'bin'));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
    await chmod(join(root, 'bin', name), 0o755);
  }
  const before = process.env['PATH'];
  process.env['PATH'] = `${join(root, 'bin')}${delimiter}/usr/bin${delimiter}/bin`;
  onTestFinished(async () => {
    process.env['PATH'] = before;
    await rm(root, { recursive: true, force: true });
  });
  return root;
}

type Written = Partial<ChosenTest> & Pick<ChosenTest, 'tool'>;

const chosen = ({ file = 'file' as FilePath, ...more }: Written): ChosenTest => ({ file, service: 'orders', addresses: [], ...more });

const running = (around: string, signal = new AbortController().signal): Running => ({
  root: '/tree',
  around,
  endpointOf: () => ({ host: '10.0.0.2', port: 8080 }),
  seed: 7,
  signal,
});

async function ran(written: Written, around: string, version = '4.0.0', signal?: AbortSignal): Promise<string[]> {
  const test = chosen(written);
  const program = await programOf(test);
  if (typeof program === 'string') return [program];
  const cases = await toolRun({ ...test, program: program.at }, version, running(around, signal));
  return cases.map(({ name, result, why }) => `${name}: ${result}${why && ` (${why})`}`);
}

/** Fails with the words that it was given. */
const ECHO = 'echo "$@ in $BASE_URL"; exit 3';

test.each([
  [
    'pact_verifier_cli',
    { tool: 'pact', file: 'pacts/a.json' as FilePath },
    '--file /tree/pacts/a.json --hostname 10.0.0.2 --port 8080 --junit SCRATCH/report.xml in',
  ],
  [
    'pact-verifier',
    { tool: 'pact', file: 'pacts/a.json' as FilePath },
    '--file /tree/pacts/a.json --hostname 10.0.0.2 --port 8080 --junit SCRATCH/report.xml in',
  ],
  [
    'dredd',
    { tool: 'dredd', contract: 'api.yaml' as FilePath },
    '/tree/api.yaml http://10.0.0.2:8080 --reporter xunit --output SCRATCH/report.xml in',
  ],
  [
    'specmatic',
    { tool: 'specmatic', contract: 'api.yaml' as FilePath },
    'test /tree/api.yaml --host=10.0.0.2 --port=8080 --junitReportDir=SCRATCH in',
  ],
  [
    'st',
    { tool: 'schemathesis', contract: 'api.yaml' as FilePath },
    'run /tree/api.yaml --url http://10.0.0.2:8080 --seed 7 --report junit --report-junit-path SCRATCH/report.xml in',
  ],
] as const)('%s is given the address of the service and a place for its report', async (program, written, words) => {
  const around = await machine({ [program]: ECHO });
  const [line = ''] = await ran(written, around);
  expect(line.replaceAll(/\/\S*?\/tool-\w+/g, 'SCRATCH')).toBe(`the whole: broken (It ended with exit code 3: ${words}.)`);
});

test('schemathesis before version 4 is given other options', async () => {
  const around = await machine({ schemathesis: ECHO });
  const [line] = await ran({ tool: 'schemathesis', contract: 'api.yaml' as FilePath }, around, '3.39.0');
  expect(line).toMatch(/ --base-url http:\/\/10.0.0.2:8080 --hypothesis-seed 7 --junit-xml \S+report.xml in/);
});

test('a script is told the address in the variable that it reads, and runs in the workspace', async () => {
  const around = await machine({ k6: 'echo "$7 $8 in $(pwd) with $BASE_URL"; exit 99' });
  const addresses = [{ name: 'BASE_URL', service: 'orders' }];
  const test = { ...chosen({ tool: 'k6', file: 'load.js' as FilePath, addresses }), program: join(around, 'bin/k6') };
  const [one] = await toolRun(test, '1.0.0', { ...running(around), root: around });
  expect(one?.why).toBe(
    `It ended with exit code 99: BASE_URL=http://10.0.0.2:8080 ${around}/load.js in ${around} with http://10.0.0.2:8080.`,
  );
});

/** Writes a report where it is asked for. */
const write = (text: string, code: number): string =>
  `while [ "$1" != --output ]; do shift; done; echo '${text}' > "$2"; echo broken; exit ${code}`;

test('the report says what passed, and the exit code counts where it says that nothing failed', async () => {
  const around = await machine({ dredd: write('<testcase name="a"/><testcase name="b"><failure message="no"/></testcase>', 1) });
  expect(await ran({ tool: 'dredd' }, around)).toEqual(['a: kept', 'b: broken (no.)']);
  const other = await machine({ dredd: write('<testcase name="a"/>', 1) });
  expect(await ran({ tool: 'dredd' }, other)).toEqual(['a: kept', 'the whole: broken (It ended with exit code 1: broken.)']);
  expect(await readdir(other), 'nothing is left of it').toEqual(['bin']);
  expect(await ran({ tool: 'dredd' }, await machine({ dredd: 'true' }))).toEqual(['the whole: kept']);
});

test('a tool sees nothing of the environment that may be a secret', async () => {
  process.env['FAULTLINE_TEST_TOKEN'] = 'secret';
  onTestFinished(() => void delete process.env['FAULTLINE_TEST_TOKEN']);
  const around = await machine({ dredd: 'echo "token: $FAULTLINE_TEST_TOKEN"; exit 1' });
  expect(await ran({ tool: 'dredd' }, around)).toEqual(['the whole: broken (It ended with exit code 1: token:.)']);
});

test.each([
  ['echo "k6 v0.49.0 (go1.21)"', '0.49.0'],
  ['printf "pact verifier version   : v1.3.5\\npact specification      : v4.0\\n"', '1.3.5'],
  ['echo "Specmatic Version: v2.55.1(01b2d2bf)"', '2.55.1'],
  ['echo no', 'of no known version'],
])('%s is version %s', async (script, version) => {
  const around = await machine({ dredd: script });
  expect(await versionOf({ ...chosen({ tool: 'dredd' }), program: join(around, 'bin/dredd') }, running(around))).toBe(version);
});

test('a tool that is not installed is named', async () => {
  const around = await machine({});
  expect(await ran({ tool: 'pact' }, around)).toEqual(['pact_verifier_cli or pact-verifier is not installed']);
  expect(await ran({ tool: 'schemathesis', file: 'test_api.py' as FilePath }, around)).toEqual(['pytest is not installed']);
});

test('a tool that is stopped ends with all that it started', async () => {
  const around = await machine({ dredd: 'sleep 60 & wait' });
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 200);
  const began = Date.now();
  await expect(ran({ tool: 'dredd' }, around, '1.0.0', stopping.signal)).rejects.toThrow();
  expect(Date.now() - began).toBeLessThan(4000);
});
