import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ContractTest } from '../../../src/core/readers/tests/contract-tests.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { runTool } from '../../../src/sandbox/contract-tests/run-tool.ts';

/** A machine on which these programs are installed; each is a shell script. */
async function machine(programs: Readonly<Record<string, string>>): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'faultline-tool-'));
  await mkdir(join(root, 'bin'));
  for (const [name, script] of Object.entries(programs)) {
    await writeFile(join(root, 'bin', name), `#!/bin/sh\n${script}\n`);
    await chmod(join(root, 'bin', name), 0o755);
  }
  const before = process.env.PATH;
  process.env.PATH = `${join(root, 'bin')}${delimiter}/usr/bin${delimiter}/bin`;
  onTestFinished(async () => {
    process.env.PATH = before;
    await rm(root, { recursive: true, force: true });
  });
  return root;
}

const contractTest = (tool: ContractTest['tool'], file: string, contract?: string): ContractTest => ({
  tool,
  at: { file: file as FilePath, span: [0, 0] },
  operations: [],
  folder: '',
  ...(contract !== undefined && { contract: contract as FilePath }),
});

const ran = async (test: ContractTest, root: string, signal = new AbortController().signal) =>
  runTool(test, { endpoint: { host: '10.0.0.2', port: 8080 }, root, signal });

test.each([
  ['k6', 'load/test.js', undefined, 'run --env BASE_URL=http://10.0.0.2:8080 load/test.js'],
  ['pact', 'pacts/a-b.json', undefined, '--file pacts/a-b.json --hostname 10.0.0.2 --port 8080'],
  ['dredd', 'dredd.yml', 'api.yaml', 'api.yaml http://10.0.0.2:8080'],
  ['specmatic', 'specmatic.yaml', 'api.yaml', 'test api.yaml --host 10.0.0.2 --port 8080'],
] as const)('%s is started with the address of the service', async (tool, file, contract, words) => {
  const root = await machine({ [tool === 'pact' ? 'pact_verifier_cli' : tool]: 'echo "$@ in $BASE_URL"; exit 3' });
  expect(await ran(contractTest(tool, file, contract), root)).toMatchObject({
    kind: 'ran',
    exitCode: 3,
    output: `${words} in http://10.0.0.2:8080\n`,
  });
});

test.each([
  ['3.39.0', '--base-url'],
  ['4.1.0', '--url'],
])('schemathesis %s is told the address by %s', async (version, option) => {
  const root = await machine({ schemathesis: `[ "$1" = --version ] && echo "Schemathesis ${version}" || echo "$@"` });
  expect(await ran(contractTest('schemathesis', 'Makefile', 'api.yaml'), root)).toMatchObject({
    output: `run api.yaml ${option} http://10.0.0.2:8080\n`,
  });
});

test('a tool that is not installed, and a test that does not say what it checks, are said', async () => {
  const root = await machine({});
  expect(await ran(contractTest('k6', 'load/test.js'), root)).toEqual({ kind: 'missing', why: 'k6 is not installed on this machine.' });
  expect(await ran(contractTest('dredd', 'dredd.yml'), root)).toEqual({
    kind: 'missing',
    why: 'dredd.yml does not say which contract dredd checks.',
  });
});

test('a tool that is stopped ends with all that it started', async () => {
  const root = await machine({ k6: 'sleep 60 & wait' });
  const stopping = new AbortController();
  setTimeout(() => stopping.abort(), 200);
  const began = Date.now();
  await expect(ran(contractTest('k6', 'load/test.js'), root, stopping.signal)).rejects.toThrow();
  expect(Date.now() - began).toBeLessThan(4000);
});
