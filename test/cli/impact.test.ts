import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from '../robustness/workspace-folder.ts';
import { built, faultline } from './command-line.ts';

beforeAll(built, 60_000);

const PACKAGE = (name: string): string => `{ "name": "${name}", "scripts": { "start": "node index.js", "test": "node --test" } }`;

const SHOP = {
  'compose.yaml': 'services:\n  web:\n    build: web\n    environment: { STOCK_URL: "http://stock:8081" }\n  stock:\n    build: stock\n',
  'web/package.json': PACKAGE('web'),
  'web/index.js': "const axios = require('axios');\naxios.get(process.env.STOCK_URL + '/stock/1');\nrequire('express')().listen(1);\n",
  'stock/package.json': PACKAGE('stock'),
  'stock/index.js': "const app = require('express')();\napp.get('/stock/:sku', (req, res) => res.json({ left: 3 }));\napp.listen(8081);\n",
  'web/stock.test.js': "const test = require('node:test');\ntest('stock', () => fetch('/stock/1'));\n",
  CODEOWNERS: '/web/ @shop/web\n',
};

const git = (folder: string, ...args: string[]): void =>
  void execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: folder, stdio: 'ignore' });

/** The shop under git; `edited`: with a route that has another name than its caller knows. */
function shop({ edited }: { readonly edited: boolean }): string {
  const folder = folderOf(SHOP);
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'base');
  if (edited) writeFileSync(join(folder, 'stock/index.js'), SHOP['stock/index.js'].replace('/stock/:sku', '/items/:sku'));
  return folder;
}

const json = (...args: string[]) => JSON.parse(faultline('impact', ...args, '--format', 'json').stdout);

test('JSON names what changed, whom it hits at which lines, what to run and how to roll it out', () => {
  expect(json(shop({ edited: true }))).toMatchObject({
    breaking: true,
    changes: [{ element: 'GET /stock/{} of stock', kind: 'route', level: 'wire', file: 'stock/index.js', line: 2, side: 'before' }],
    services: [
      {
        name: 'web',
        path: 'web',
        effect: 'broken',
        confidence: 'certain',
        evidence: [{ file: 'web/index.js', line: 2 }],
        owners: ['@shop/web'],
      },
      { name: 'stock', effect: 'untouched' },
    ],
    tests: [
      { service: 'web', file: 'web/package.json' },
      { element: 'GET /stock/{} of stock', file: 'web/stock.test.js', line: 2 },
    ],
    rollout: [{ phase: 'expand' }, { phase: 'migrate', services: ['web'] }, { phase: 'contract' }],
    problems: [],
  });
});

test('text begins with the one sentence', () => {
  const { stdout, status } = faultline('impact', shop({ edited: true }));
  expect(stdout.split('\n')[0]).toBe('The change of GET /stock/{} of stock breaks 1 service: web.');
  expect(stdout).toContain('    web/index.js:2\n');
  expect(status).toBe(0);
});

test('nothing changed, nothing said', () => {
  expect(faultline('impact', shop({ edited: false }))).toMatchObject({
    status: 0,
    stdout: 'Nothing changed that others rely on.\n',
    stderr: '',
  });
});

test('Markdown is one table, and mentions nobody', () => {
  const { stdout } = faultline('impact', shop({ edited: true }), '--format', 'markdown');
  expect(stdout).toContain('### The change of GET /stock/{} of stock breaks 1 service: web.');
  expect(stdout).toContain('| web<br>`@shop/web` | 🔴 Broken |');
  expect(stdout.replaceAll('`@shop/web`', '')).not.toMatch(/(^|[^\w`])@\w/);
});

test('SARIF and annotations point at the change, and lead to its readers', () => {
  const folder = shop({ edited: true });
  const [result] = JSON.parse(faultline('impact', folder, '--format', 'sarif').stdout).runs[0].results;
  expect(result).toMatchObject({
    ruleId: 'impact.route',
    level: 'error',
    relatedLocations: [{ physicalLocation: { artifactLocation: { uri: 'web/index.js' }, region: { startLine: 2 } } }],
  });
  expect(faultline('impact', folder, '--format', 'github').stdout).toMatch(/^::error file=stock\/index\.js,line=2,/);
});

describe('what a team takes on', () => {
  test('1 where something breaks and it was asked to fail', () => {
    expect(faultline('impact', shop({ edited: true }), '--fail-on', 'broken').status).toBe(1);
    expect(faultline('check', shop({ edited: true }), '--contracts').status).toBe(1);
  });
  test('a waiver with a reason holds until its day, and is shown', () => {
    const folder = shop({ edited: true });
    mkdirSync(join(folder, '.faultline'));
    const waiver = (expires: string): void =>
      writeFileSync(
        join(folder, '.faultline/waivers.yaml'),
        `- consumer: web\n  element: GET /stock/{} of stock\n  reason: web moves next week\n  expires: ${expires}\n`,
      );
    waiver('2999-01-31');
    expect(faultline('impact', folder, '--fail-on', 'broken')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('web moves next week (until 2999-01-31)'),
    });
    waiver('2020-01-31');
    expect(faultline('impact', folder, '--fail-on', 'broken')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('ran out on 2020-01-31'),
    });
  });
  test('with a baseline only new breakage fails', () => {
    const folder = shop({ edited: true });
    const file = join(folder, '..', `${folder.split('/').at(-1)}-baseline.json`);
    try {
      expect(faultline('impact', folder, '--write-baseline', file).status).toBe(0);
      expect(readFileSync(file, 'utf8')).toContain('GET /stock/{} of stock');
      expect(faultline('impact', folder, '--baseline', file, '--fail-on', 'broken').status).toBe(0);
      writeFileSync(join(folder, 'compose.yaml'), SHOP['compose.yaml'].replace('STOCK_URL', 'STORE_URL'));
      expect(faultline('impact', folder, '--baseline', file, '--fail-on', 'broken').status).toBe(1);
    } finally {
      rmSync(file, { force: true });
    }
  });
});

test('what if something were gone, and a name that is not known leads to those that are', () => {
  const folder = shop({ edited: false });
  expect(json(folder, '--remove', 'GET /stock/{} of stock').services[0]).toMatchObject({ name: 'web', effect: 'broken' });
  expect(faultline('impact', folder, '--remove', '/stock')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringContaining('Did you mean GET /stock/{} of stock?'),
  });
});

test('what git cannot compare is one sentence', () => {
  expect(faultline('impact', shop({ edited: false }), '--base', 'nowhere')).toMatchObject({
    status: 2,
    stdout: '',
    stderr: expect.stringMatching(/^[^\n]*nowhere[^\n]*\.\n$/),
  });
  expect(faultline('impact', folderOf(SHOP))).toMatchObject({ status: 2, stdout: '', stderr: expect.stringMatching(/^[^\n]+\.\n$/) });
});

test('a contract that cannot be read is said, and the rest is compared', () => {
  const folder = shop({ edited: true });
  writeFileSync(join(folder, 'stock/stock.proto'), 'syntax = "proto3";\nmessage Left { int32 = ; }\n');
  expect(json(folder)).toMatchObject({ breaking: true, problems: [{ file: 'stock/stock.proto', line: 2 }] });
});
