import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../../src/core/verify/receipt.ts';
import { openEngine } from '../../src/sandbox/engine.ts';
import { imagesFolder } from '../../src/sandbox/images.ts';
import { madeImage } from './made-image.ts';
import { pairRepository, removeRepository } from './pair.ts';
import { PAIR_SCENARIOS, verifiedHere, written } from './verify-pair.ts';

const undos: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const undo of undos.toReversed()) await undo();
});

/** Speaks the command line of Pact's verifier: asks each interaction, compares the body's text, writes JUnit. */
const VERIFIER = `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
const option = name => process.argv[process.argv.indexOf(name) + 1];
if (process.argv.includes('--version')) console.log('pact verifier version   : v9.8.7');
else (async () => {
  let code = 0;
  const cases = [];
  for (const { description, request, response } of JSON.parse(readFileSync(option('--file'), 'utf8')).interactions) {
    const answer = await fetch('http://' + option('--hostname') + ':' + option('--port') + request.path).then(got => got.text());
    const failure = answer === response.body ? '' : '<failure message="the answer is ' + answer + '"/>';
    if (failure) code = 1;
    cases.push('<testcase name="' + description + '">' + failure + '</testcase>');
  }
  writeFileSync(option('--junit'), cases.join(''));
  process.exitCode = code;
})();
`;

/** Gives what takes it away again. */
async function installed(name: string, text: string): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-installed-'));
  await writeFile(join(folder, name), text);
  await chmod(join(folder, name), 0o755);
  const before = process.env['PATH'];
  process.env['PATH'] = `${folder}${delimiter}${before}`;
  return async () => {
    process.env['PATH'] = before;
    await rm(folder, { recursive: true, force: true });
  };
}

const AGREED = {
  consumer: { name: 'front' },
  provider: { name: 'back' },
  interactions: [
    { description: 'the word', request: { method: 'GET', path: '/' }, response: { status: 200, body: 'first' } },
    { description: 'health', request: { method: 'GET', path: '/health' }, response: { status: 200, body: 'fine' } },
  ],
};

let root: string;
let receipt: Receipt;

beforeAll(async () => {
  undos.push(await installed('pact-verifier', VERIFIER));
  root = await pairRepository(folder =>
    written(folder, {
      '.faultline/verify.yaml': PAIR_SCENARIOS,
      'pacts/front-back.json': JSON.stringify(AGREED),
      'load/k6.js': "import http from 'k6/http';\nexport default () => http.get(__ENV.BASE_URL);\n",
      'back/dredd.yml': 'blueprint: api.yaml\n',
    }),
  );
  undos.push(() => removeRepository(root));
  await written(root, { 'back/server.js': "require('node:http').createServer((_, answer) => answer.end('second')).listen(8080);\n" });
  for (const version of [1, 2, 3, 4]) await madeImage(`${imagesFolder(root)}/back:${version}`, root);
  receipt = await verifiedHere(root);
}, 400_000);

test('agreements of the workspace are checked on both sides, and only what is new counts', () => {
  const by = { service: 'back', check: 'test', test: { tool: 'pact', version: '9.8.7', file: 'pacts/front-back.json' } };
  expect(receipt.contracts).toEqual([
    { ...by, operation: 'the word', before: 'kept', after: 'broken', verdict: 'broken', why: 'the answer is second.' },
    { ...by, operation: 'health', before: 'broken', after: 'broken', verdict: 'unchanged', why: 'the answer is second.' },
  ]);
  expect(receipt).toMatchObject({ verdict: 'broken', left: [] });
});

test('a test that is not run is named with the reason', () => {
  expect(receipt.notes).toEqual(
    expect.arrayContaining([
      'Contract tests not run: back/dredd.yml: dredd is not installed.',
      'Contract tests not run: load/k6.js: it is a program of the workspace and would run on this machine, not in a container; --scripts allows it.',
    ]),
  );
});

test('of a service four images stay after a run, those that it used among them', async () => {
  const { docker } = await openEngine();
  const images = await docker.listImages({ filters: { reference: [`${imagesFolder(root)}/back`] } });
  const names = images.flatMap(({ RepoTags }) => RepoTags ?? []);
  expect(names).toHaveLength(4);
  const used = Object.values(receipt.images['back'] ?? {});
  expect(used.filter(id => !images.some(({ Id }) => Id === id))).toEqual([]);
});
