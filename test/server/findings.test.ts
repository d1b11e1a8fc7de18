import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import type { EnvironmentAnswer, FindingsAnswer } from '../../src/protocol/findings.ts';
import { questions, type MarksAnswer } from '../../src/protocol/lsp.ts';
import { Client } from './client.ts';

const mistaken = resolve(import.meta.dirname, '../fixtures/detect/two-findings');

let scratch: string;
let client: Client;

beforeEach(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'faultline-findings-'));
  cpSync(mistaken, join(scratch, 'shop'), { recursive: true });
  client = new Client(join(scratch, 'shop'), join(scratch, 'cache'));
  await client.start();
  await client.open('compose.yaml');
});

afterEach(async () => {
  await client.stop();
  rmSync(scratch, { recursive: true });
});

const marks = () => (client.diagnostics.get(client.uri('compose.yaml')) ?? []) as readonly Diagnostic[];
const codes = () => marks().map(({ code }) => String(code));
const text = () => readFileSync(join(scratch, 'shop/compose.yaml'), 'utf8');

test('findings are marked, go with the edit that puts them right, and come back with its undo', async () => {
  const both = ['env.name-mismatch', 'dependency.healthy-without-healthcheck'];
  await client.until(codes, found => found.length === 2);
  expect(codes()).toEqual(both);
  await client.until(
    () => client.states.at(-1)?.findings,
    count => count === 2,
  );
  await client.type('compose.yaml', text().replace('STOREHOST', 'STORE_HOST'));
  await client.until(codes, found => found.join() === both[1]);
  await client.type('compose.yaml', text());
  await client.until(codes, found => found.length === 2);
});

test('the map is told what concerns which service, and told again when it is put right', async () => {
  const orders = async () => {
    const { roots } = await client.connection.sendRequest<MarksAnswer>(questions.marks.method, {});
    return roots[0]?.marks.findings['service:orders'];
  };
  await client.until(orders, found => found?.count === 2);
  expect(await orders()).toEqual({ count: 2, worst: 'high' });
  await client.type('compose.yaml', text().replace('STOREHOST', 'STORE_HOST'));
  await client.until(orders, found => found?.count === 1);
});

test('what is ignored with a reason goes, here and by the configuration', async () => {
  await client.until(codes, found => found.length === 2);
  await client.type(
    'compose.yaml',
    text().replace('      STOREHOST', '      # faultline-ignore env.name-mismatch: the image reads it\n      STOREHOST'),
  );
  await client.until(codes, found => found.join() === 'dependency.healthy-without-healthcheck');
});

test('views are told all findings with names, and the whole table of variables', async () => {
  await client.until(codes, found => found.length === 2);
  // Findings are told check by check; the last check may say nothing and still be at work.
  const { roots } = await client.until(
    () => client.connection.sendRequest<FindingsAnswer>(questions.findings.method, {}),
    answer => answer.roots.every(({ checked }) => checked),
  );
  expect(roots.map(({ checked, findings }) => ({ checked, findings: findings.map(({ check, services }) => [check, services]) }))).toEqual([
    {
      checked: true,
      findings: [
        ['env.name-mismatch', ['orders']],
        ['dependency.healthy-without-healthcheck', ['orders', 'cache']],
      ],
    },
  ]);
  const table: EnvironmentAnswer = await client.connection.sendRequest(questions.environment.method, { service: 'orders' });
  const rows = table.roots[0]!.services[0]!.variables.map(({ name, verdicts }) => [name, ...verdicts].join(' '));
  expect(rows).toEqual(['GREETING', 'STOREHOST unused', 'STORE_HOST missing']);
});
