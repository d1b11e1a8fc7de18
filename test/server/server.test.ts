import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { afterAll, expect, test } from 'vitest';
import { questions, type GraphAnswer } from '../../src/protocol/lsp.ts';
import { built } from '../cli/command-line.ts';
import { Client } from './client.ts';
import { SHOP } from './system.ts';

built();
const scratch = await mkdtemp(join(tmpdir(), 'faultline-server-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

let count = 0;

async function shop(): Promise<{ root: string; cacheHome: string }> {
  const root = join(scratch, `shop-${count++}`);
  for (const [path, text] of Object.entries(SHOP)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return { root, cacheHome: `${root}-cache` };
}

async function started({ root, cacheHome }: { root: string; cacheHome: string }): Promise<Client> {
  const client = new Client(root, cacheHome);
  await client.start();
  return client;
}

const STOCK = SHOP['contracts/stock.proto']!;

test('a hover follows what is typed and not saved, and what is closed counts no more', async () => {
  const client = await started(await shop());
  await client.ready();
  await client.open('contracts/stock.proto');
  await client.open('compose.yaml');
  expect(await client.hover('contracts/stock.proto', 2, 9)).toContain('served by **stock**');
  await client.type('contracts/stock.proto', STOCK.replace('service Stock', 'service Warehouse'));
  await client.until(
    () => client.hover('contracts/stock.proto', 2, 9),
    text => text.includes('shop.v1.Warehouse') && text.includes('served by nobody here'),
  );
  await client.type('compose.yaml', SHOP['compose.yaml']!.replace('http://orders:8080', 'http://stock:8080'));
  await client.until(
    () => client.hover('compose.yaml', 4, 10),
    text => text.includes('leads to **stock**'),
  );
  await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: client.uri('compose.yaml') } });
  await client.open('compose.yaml');
  await client.until(
    () => client.hover('compose.yaml', 4, 10),
    text => text.includes('leads to **orders**'),
  );
  expect(await client.stop()).toBe(0);
});

test('a hover that is asked before anything is known waits for it', async () => {
  const client = await started(await shop());
  await client.open('compose.yaml');
  expect(await client.hover('compose.yaml', 6, 3)).toContain('**orders**');
  expect(await client.stop()).toBe(0);
});

test('links, symbols and jumps that are asked before anything is known are there all the same', async () => {
  const opened = await shop();
  await writeFile(join(opened.root, 'web/Dockerfile'), 'FROM node:22\n');
  const client = await started(opened);
  await client.open('compose.yaml');
  const textDocument = { uri: client.uri('compose.yaml') };
  const [links, symbols, places] = (await Promise.all([
    client.connection.sendRequest('textDocument/documentLink', { textDocument }),
    client.connection.sendRequest('textDocument/documentSymbol', { textDocument }),
    client.connection.sendRequest('textDocument/references', { textDocument, position: { line: 4, character: 8 }, context: {} }),
  ])) as readonly (readonly unknown[])[];
  expect([links!.length > 0, symbols!.length > 0, places!.length > 0]).toEqual([true, true, true]);
  expect(await client.stop()).toBe(0);
});

test('a hover that waits ends when it is withdrawn', async () => {
  const client = await started(await shop());
  await client.open('compose.yaml');
  const token = new CancellationTokenSource();
  const asked = client.connection.sendRequest(
    'textDocument/hover',
    { textDocument: { uri: client.uri('compose.yaml') }, position: { line: 6, character: 3 } },
    token.token,
  );
  token.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  expect(await client.stop()).toBe(0);
});

test('a server that is killed comes back with what was kept, and says what changed in between', async () => {
  const opened = await shop();
  const first = await started(opened);
  await first.ready();
  // Times of files tell changes apart only after a while; then the facts are kept.
  await first.until(
    () => readdir(join(opened.cacheHome, 'faultline')).catch(() => []),
    files => files.some(file => file.endsWith('.graph.json.gz')),
  );
  first.process.kill('SIGKILL');
  await writeFile(join(opened.root, 'compose.yaml'), `${SHOP['compose.yaml']!}  mail:\n    image: acme/mail\n`);
  const second = await started(opened);
  await second.ready();
  const { roots } = await second.connection.sendRequest<GraphAnswer>(questions.graph.method, {});
  expect(roots[0]!.graph.nodes.map(({ id }) => id)).toContain('service:mail');
  expect(second.states.some(({ complete, services }) => !complete && services > 0)).toBe(true);
  expect(second.states.some(({ indexing }) => indexing !== null && indexing.total > 1)).toBe(false);
  expect(await second.stop()).toBe(0);
});

test('a question that is withdrawn is not answered, and the next one is', async () => {
  const client = await started(await shop());
  await client.ready();
  await client.open('compose.yaml');
  // Many before it, so that it still waits for its turn when it is withdrawn.
  const before = Array.from({ length: 200 }, () => client.hover('compose.yaml', 6, 3));
  const token = new CancellationTokenSource();
  const asked = client.connection.sendRequest(
    'textDocument/hover',
    { textDocument: { uri: client.uri('compose.yaml') }, position: { line: 6, character: 3 } },
    token.token,
  );
  token.cancel();
  await expect(asked).rejects.toMatchObject({ code: -32800 });
  await Promise.all(before);
  expect(await client.hover('compose.yaml', 6, 3)).toContain('**orders**');
  expect(await client.stop()).toBe(0);
});

test('a question that makes no sense is an empty answer, and the server lives', async () => {
  const client = await started(await shop());
  await client.ready();
  expect(await client.connection.sendRequest(questions.focus.method, { uri: 7 })).toBeNull();
  expect(await client.hover('nowhere.yaml', 3, 3)).toBe('');
  expect(client.logs.join('\n')).toContain('faultline/focus failed');
  expect(await client.stop()).toBe(0);
});

test('an empty folder has an empty graph', async () => {
  const root = join(scratch, 'empty');
  await mkdir(root);
  const client = await started({ root, cacheHome: `${root}-cache` });
  const { roots } = await client.until(
    () => client.connection.sendRequest<GraphAnswer>(questions.graph.method, {}),
    answer => answer.roots.length === 1,
  );
  expect(roots[0]!.graph).toMatchObject({ root: 'empty', nodes: [], edges: [] });
  await client.ready();
  expect(client.states.at(-1)).toMatchObject({ files: 0, services: 0, behindSince: null });
  expect(await client.stop()).toBe(0);
});

test('each folder of a window is a system of its own', async () => {
  const [one, other] = [await shop(), join(scratch, 'other')];
  await mkdir(other);
  await writeFile(join(other, 'compose.yaml'), 'services:\n  orders:\n    image: acme/other\n');
  const client = new Client(one.root, one.cacheHome);
  await client.start(other);
  const { roots } = await client.until(
    () => client.connection.sendRequest<GraphAnswer>(questions.graph.method, {}),
    answer => answer.roots.length === 2 && answer.roots.every(({ graph }) => graph.nodes.length > 0),
  );
  expect(roots.map(({ uri, graph }) => `${basename(uri)} ${graph.nodes.filter(({ kind }) => kind === 'service').length}`)).toEqual([
    `${basename(one.root)} 3`,
    'other 1',
  ]);
  expect(await client.connection.sendRequest(questions.focus.method, { uri: client.uri('web/index.ts') })).toMatchObject({
    node: 'service:web',
  });
  expect(await client.stop()).toBe(0);
});

test('a file that the editor says has changed on disk is read again, and a new one is found', async () => {
  const opened = await shop();
  const client = await started(opened);
  await client.ready();
  await writeFile(join(opened.root, 'compose.override.yaml'), 'services:\n  mail:\n    image: acme/mail\n');
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: client.uri('compose.override.yaml'), type: 1 }],
  });
  const services = (): number => client.states.at(-1)!.services;
  await client.until(services, count => count === 4);
  await rm(join(opened.root, 'compose.override.yaml'));
  await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: client.uri('compose.override.yaml'), type: 3 }],
  });
  await client.until(services, count => count === 3);
  expect(await client.stop()).toBe(0);
});

test('what is wrong with a file is told as a diagnostic', async () => {
  const opened = await shop();
  await writeFile(join(opened.root, 'compose.override.yaml'), 'services:\n  web:\n    build: [\n');
  const client = await started(opened);
  await client.ready();
  const found = await client.until(
    () => client.diagnostics.get(client.uri('compose.override.yaml')),
    diagnostics => (diagnostics?.length ?? 0) > 0,
  );
  expect(found![0]!.message).toMatch(/\.$/);
  expect(await client.stop()).toBe(0);
});

test('a folder that is left out from now on leaves the graph, and comes back', async () => {
  const opened = await shop();
  await mkdir(join(opened.root, '.faultline'));
  const client = await started(opened);
  await client.ready();
  const services = (): number => client.states.at(-1)!.services;
  const written = async (path: string, text: string): Promise<void> => {
    await writeFile(join(opened.root, path), text);
    await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: client.uri(path), type: 2 }] });
  };
  await client.until(services, count => count === 3);
  await written('.faultline/config.yaml', 'index:\n  exclude: [compose.yaml]\n');
  await client.until(services, count => count < 3);
  await written('.faultline/config.yaml', '# nothing\n');
  await client.until(services, count => count === 3);
  await written('.gitignore', 'compose.yaml\n');
  await client.until(services, count => count < 3);
  expect(await client.stop()).toBe(0);
});

test('a path that a manifest writes leads to its file, where there is one inside the workspace', async () => {
  const opened = await shop();
  await writeFile(join(opened.root, 'web/Dockerfile'), 'FROM node:24\n');
  await symlink('/etc', join(opened.root, 'etc'));
  const text = 'services:\n  web:\n    build: web\n    env_file: [etc/hostname, missing.env, contracts]\n';
  await writeFile(join(opened.root, 'compose.override.yaml'), text);
  const client = await started(opened);
  await client.ready();
  await client.open('compose.override.yaml');
  const textDocument = { uri: client.uri('compose.override.yaml') };
  expect(await client.connection.sendRequest('textDocument/documentLink', { textDocument })).toEqual([
    {
      range: { start: { line: 2, character: 11 }, end: { line: 2, character: 14 } },
      target: client.uri('web/Dockerfile'),
      tooltip: 'web/Dockerfile',
    },
  ]);
  expect(await client.stop()).toBe(0);
});

test('what the editor excludes in a folder is not read there', async () => {
  const { root, cacheHome } = await shop();
  const client = new Client(root, cacheHome);
  client.initializationOptions = { exclude: { [client.uri('')]: ['stock', 7], [client.uri('elsewhere')]: ['web'] } };
  await client.start();
  await client.ready();
  const { roots } = await client.connection.sendRequest<GraphAnswer>(questions.graph.method, {});
  const files = roots[0]!.graph.nodes.flatMap(({ evidence }) => evidence.map(({ file }) => file));
  expect(files).toContain('web/package.json');
  expect(files.filter(file => file.startsWith('stock/'))).toEqual([]);
  expect(await client.stop()).toBe(0);
});
