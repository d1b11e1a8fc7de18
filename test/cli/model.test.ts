import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { folderOf } from '../robustness/workspace-folder.ts';
import { modelFiles } from '../../src/cli/reporters/model-files.ts';
import { modelText } from '../../src/cli/reporters/model-text.ts';
import { built, faultline } from './command-line.ts';

beforeAll(built, 60_000);

const SHOP = 'examples/shop';

const fresh = (): string => join(mkdtempSync(join(tmpdir(), 'faultline-model-')), 'out');

test('the example’s contracts and callers are told of, with reasons and what is not known', () => {
  const { status, stdout } = faultline('model', SHOP);
  expect(status).toBe(0);
  expect(stdout).toContain('A caller of POST /charges gives up after 1000 ms');
  expect(stdout).toContain('services/orders/src/payments.ts:13: fetch waits 1000 ms');
  expect(stdout).toContain('an engineer decides: idempotency:');
  expect(stdout).toContain('Not known:');
});

test('--contract and --service choose, and say what they do not find', () => {
  const json = (...args: readonly string[]) => JSON.parse(faultline('model', SHOP, '--format', 'json', ...args).stdout);
  expect(json('--contract', 'services/payments/openapi.yaml')).toMatchObject({ overlays: [{ service: 'payments' }], serviceConfigs: [] });
  expect(json('--contract', `${SHOP}/contracts/proto/shop/v1/inventory.proto`)).toMatchObject({
    overlays: [],
    serviceConfigs: [{ service: 'shop.v1.Inventory' }],
  });
  expect(faultline('model', SHOP, '--service', 'paymnts')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('There is no service "paymnts" here'),
  });
  expect(faultline('model', SHOP, '--contract', 'package.json')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('is no OpenAPI document or proto file'),
  });
  expect(faultline('model', SHOP, '--contract', 'a', '--service', 'b').status).toBe(2);
});

describe('--out', () => {
  test('writes new files, and never over one that is there', () => {
    const out = fresh();
    expect(faultline('model', SHOP, '--out', out).status).toBe(0);
    const names = readdirSync(out).toSorted();
    expect(names).toEqual([
      'orders-to-payments.p-retry.txt',
      'payments-openapi.overlay.json',
      'shop.v1.Inventory.service-config.json',
      'storefront-to-orders.fetch.txt',
    ]);
    expect(JSON.parse(readFileSync(join(out, names[1]!), 'utf8'))).toMatchObject({
      overlay: '1.0.0',
      extends: 'services/payments/openapi.yaml',
    });
    const again = faultline('model', SHOP, '--out', out);
    expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('exists already and is not overwritten') });
  });

  test('writes nothing at all where one of its files is there', () => {
    const out = fresh();
    mkdirSync(out);
    writeFileSync(join(out, 'payments-openapi.overlay.json'), 'mine');
    expect(faultline('model', SHOP, '--out', out).status).toBe(2);
    expect([readdirSync(out), readFileSync(join(out, 'payments-openapi.overlay.json'), 'utf8')]).toEqual([
      ['payments-openapi.overlay.json'],
      'mine',
    ]);
  });

  test('follows no link, neither itself nor one of the workspace that leads out of it', () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'faultline-elsewhere-'));
    const link = fresh();
    symlinkSync(elsewhere, link);
    expect(faultline('model', SHOP, '--out', link)).toMatchObject({ status: 2, stderr: expect.stringContaining('is a link') });
    const workspace = folderOf({ 'package.json': '{ "name": "a" }', build: { kind: 'link', to: elsewhere } });
    expect(faultline('model', workspace, '--out', join(workspace, 'build', 'deep'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('out of'),
    });
    expect([readdirSync(elsewhere), existsSync(join(elsewhere, 'deep'))]).toEqual([[], false]);
  });
});

test('names from the workspace make file names and nothing else', () => {
  const snippets = [{ for: 'got', format: 'text' as const, text: '' }];
  const caller = (name: string) => ({
    caller: name,
    callee: '../x',
    callsAtWorst: 1,
    uses: [],
    says: [],
    engineerDecides: [],
    notKnown: [],
    evidence: [],
    snippets,
  });
  const files = modelFiles({ overlays: [], serviceConfigs: [], callers: [caller('../../etc'), caller('..-..-ETC'), caller('.hidden')] });
  expect(files.map(({ name }) => name)).toEqual(['etc-to-..-x.got.txt', 'ETC-to-..-x.got-2.txt', 'hidden-to-..-x.got.txt']);
});

test('an empty workspace is said to be one', () => {
  expect(modelText({ overlays: [], serviceConfigs: [], callers: [] })).toMatch(/^There is no OpenAPI document/);
});
