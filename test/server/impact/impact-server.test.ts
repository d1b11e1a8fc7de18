import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  CancellationTokenSource,
  type ClientCapabilities,
  type CodeAction,
  type CodeLens,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { afterAll, expect, test } from 'vitest';
import type { AskedScope, ImpactReply } from '../../../src/protocol/impact.ts';
import { questions } from '../../../src/protocol/lsp.ts';
import { built } from '../../cli/command-line.ts';
import { Client } from '../client.ts';
import { SHOP } from '../system.ts';

built();
const scratch = await mkdtemp(join(tmpdir(), 'faultline-impact-server-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const PROTO = 'contracts/stock.proto';
const STOCK = SHOP[PROTO]!;
const RESERVE = '  rpc Reserve (Request) returns (Answer);\n';
const WITHOUT = STOCK.replace(RESERVE, '');

let count = 0;

interface Shop {
  readonly client: Client;
  readonly git: (...args: readonly string[]) => void;
}

interface Wanted {
  readonly repository?: boolean;
  /** What the editor can do. */
  readonly shows?: ClientCapabilities;
}

/** The shop, committed unless it has no repository, with its contract open. */
async function shop({ repository = true, shows = {} }: Wanted = {}): Promise<Shop> {
  const root = join(scratch, `shop-${count++}`);
  for (const [path, text] of Object.entries(SHOP)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const git = (...args: readonly string[]) =>
    void execFileSync('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@shop.example', ...args], { cwd: root });
  if (repository)
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '-A'],
      ['commit', '-qm', 'Shop'],
    ])
      git(...args);
  const client = new Client(root, `${root}-cache`);
  client.capabilities = shows;
  await client.start();
  await client.ready();
  await client.open(PROTO);
  return { client, git };
}

const marked = (client: Client): readonly Diagnostic[] => (client.diagnostics.get(client.uri(PROTO)) ?? []) as readonly Diagnostic[];
const told = (client: Client): readonly string[] => marked(client).map(({ code, message }) => `${code}: ${message}`);

const asked = (client: Client, scope: AskedScope): Promise<ImpactReply | null> =>
  client.connection.sendRequest(questions.impact.method, { scope });

/** The services that break, by name. */
async function broken(client: Client, scope: AskedScope): Promise<readonly string[]> {
  const reply = await asked(client, scope);
  return reply?.kind === 'impact'
    ? reply.report.services.filter(({ effect }) => effect === 'broken').map(({ name }) => name)
    : [`none: ${reply?.why}`];
}

test('what is typed is marked with the lines of whoever it breaks, and is no more marked when it is taken back', async () => {
  const { client } = await shop();
  await client.type(PROTO, WITHOUT);
  await client.until(
    () => told(client),
    all =>
      all.some(message => /^RPC_NO_DELETE: shop\.v1\.Stock\.Reserve was removed\. It breaks \d of \d consumers?: .*stock/.test(message)),
  );
  const lines = marked(client).flatMap(({ relatedInformation = [] }) => relatedInformation.map(({ location }) => location.uri));
  expect(lines).toContain(client.uri('stock/index.ts'));
  await client.type(PROTO, STOCK);
  await client.until(
    () => told(client),
    all => all.length === 0,
  );
  await client.stop();
});

test('after an edit the editor is told to ask for lenses again as soon as they are others, and needs no further edit', async () => {
  const { client } = await shop({ shows: { workspace: { codeLens: { refreshSupport: true } } } });
  const shown: string[] = [];
  client.connection.onRequest('workspace/codeLens/refresh', async () => {
    const lenses: readonly CodeLens[] = await client.connection.sendRequest('textDocument/codeLens', {
      textDocument: { uri: client.uri(PROTO) },
    });
    shown.push(lenses.map(({ command }) => command?.title).join('\n'));
    return null;
  });
  const last = () => shown.at(-1) ?? '';
  await client.type(PROTO, WITHOUT);
  await client.until(last, titles => /^breaks \d of \d consumers?/m.test(titles));
  await client.type(PROTO, STOCK);
  await client.until(last, titles => titles !== '' && !titles.includes('breaks'));
  await client.stop();
});

test('ways out are offered where it is marked', async () => {
  const { client } = await shop();
  await client.type(PROTO, WITHOUT);
  await client.until(
    () => marked(client),
    all => all.length > 0,
  );
  const [{ range }] = marked(client) as [Diagnostic];
  const actions: readonly CodeAction[] = await client.connection.sendRequest('textDocument/codeAction', {
    textDocument: { uri: client.uri(PROTO) },
    range,
    context: { diagnostics: [] },
  });
  const own = actions.filter(({ title }) => title.includes('Reserve'));
  expect(own.map(({ title }) => title)).toEqual(['Restore Reserve', 'Deprecate Reserve instead of removing it']);
  expect(own[0]!.edit!.changes![client.uri(PROTO)]![0]!.newText).toContain('rpc Reserve (Request) returns (Answer);');
  await client.stop();
});

test('what is committed is what counts from then on', async () => {
  const { client, git } = await shop();
  await client.type(PROTO, WITHOUT);
  await client.until(
    () => told(client),
    all => all.length > 0,
  );
  await writeFile(new URL(client.uri(PROTO)), WITHOUT);
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: client.uri(PROTO) } });
  git('commit', '-qam', 'Without');
  await client.until(
    () => told(client),
    all => all.length === 0,
  );
  await client.stop();
});

test('a branch counts from where it parted, and what is staged without what is not', async () => {
  const { client, git } = await shop();
  git('checkout', '-q', '-b', 'work');
  await writeFile(new URL(client.uri(PROTO)), WITHOUT);
  await client.type(PROTO, WITHOUT);
  await client.connection.sendNotification('textDocument/didSave', { textDocument: { uri: client.uri(PROTO) } });
  expect(await broken(client, { kind: 'staged' })).toEqual([]);
  git('commit', '-qam', 'Without');
  expect(await broken(client, { kind: 'branch' })).toContain('stock');
  expect(await broken(client, { kind: 'branch', base: 'no-such' })).toEqual([
    expect.stringContaining('There is no revision "no-such" here'),
  ]);
  await client.stop();
});

test('what if an element were gone is asked by its name or at a place, and changes nothing', async () => {
  const { client } = await shop();
  expect(await broken(client, { kind: 'remove', element: 'shop.v1.Stock.Reserve' })).toContain('stock');
  expect(await broken(client, { kind: 'symbol', at: { uri: client.uri(PROTO), position: { line: 3, character: 8 } } })).toContain('stock');
  expect(await broken(client, { kind: 'remove', element: 'POST /orders of orders' })).toEqual(['web']);
  expect(await broken(client, { kind: 'remove', element: 'nobody' })).toEqual([
    expect.stringContaining('Nothing here is called "nobody".'),
  ]);
  expect(await broken(client, { kind: 'symbol', at: { uri: client.uri(PROTO), position: { line: 0, character: 0 } } })).toEqual([
    expect.stringContaining('put the cursor on'),
  ]);
  expect(await broken(client, { kind: 'changes' })).toEqual([]);
  await client.stop();
});

test('every element that can be taken away is told', async () => {
  const { client } = await shop();
  const { names }: { readonly names: readonly string[] } = await client.connection.sendRequest(questions.removable.method, {});
  expect(names).toEqual(
    expect.arrayContaining(['shop.v1.Stock.Reserve', 'shop.v1.Request.sku', 'POST /orders of orders', 'ORDERS_URL of web']),
  );
  await client.stop();
});

test('without a repository nothing is marked, and the answer says why', async () => {
  const { client } = await shop({ repository: false });
  await client.type(PROTO, WITHOUT);
  expect(await broken(client, { kind: 'changes' })).toEqual([expect.stringContaining('is in no git repository')]);
  expect(told(client)).toEqual([]);
  expect(await broken(client, { kind: 'remove', element: 'POST /orders of orders' })).toEqual(['web']);
  await client.stop();
});

test('a question that is withdrawn is not answered', async () => {
  const { client } = await shop();
  const withdrawn = new CancellationTokenSource();
  const answer = client.connection.sendRequest(questions.impact.method, { scope: { kind: 'changes' } }, withdrawn.token);
  withdrawn.cancel();
  await expect(answer).rejects.toThrow();
  expect(await broken(client, { kind: 'changes' })).toEqual([]);
  await client.stop();
});
