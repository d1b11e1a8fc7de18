import { mkdtemp, mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { indexWorkspace, workspaceSnapshot } from '../../src/workspace/engine.ts';
import { digest, keep, loadKept, userCacheFolder } from '../../src/workspace/kept.ts';

const scratch = await mkdtemp(join(tmpdir(), 'faultline-cache-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const SHOP = {
  'compose.yaml': 'services:\n  shop:\n    build: shop\n  orders:\n    image: acme/orders\n  stock:\n    image: acme/stock\n',
  'shop/Dockerfile': 'FROM node:22\n',
  'shop/package.json': '{"name":"shop"}',
  'shop/index.js': 'import axios from "axios";\naxios.get("http://orders:80/all");\n',
};

let count = 0;

/** A workspace and a cache folder of its own; files were written long ago, or caching would wait. */
async function workspace(files: Readonly<Record<string, string>>): Promise<{ root: string; cacheFolder: string }> {
  const root = join(scratch, `workspace-${count++}`);
  for (const [path, text] of Object.entries(files)) await write(join(root, path), text);
  return { root, cacheFolder: `${root}-cache` };
}

const LONG_AGO = new Date('2024-01-01T00:00:00Z');

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  await utimes(path, LONG_AGO, LONG_AGO);
}

/** The change time of a file cannot be set, so what was just written counts as settled only after a while. */
const settle = (): Promise<void> => new Promise(done => setTimeout(done, 2100));

interface Opened {
  readonly root: string;
  readonly cacheFolder: string | undefined;
}

/** Calls of the graph, each with the line that proves it. */
async function calls({ root, cacheFolder }: Opened): Promise<string[]> {
  const { graph, place } = await workspaceSnapshot(root, { cacheFolder });
  return graph.edges
    .filter(({ kind }) => kind === 'http')
    .map(({ id, evidence }) => `${id} ${[...new Set(evidence.map(place).map(({ file, line }) => `${file}:${line}`))].join(' ')}`);
}

/** How many files the facts index did not have to read. */
async function readAgain({ root, cacheFolder }: Opened): Promise<readonly string[]> {
  const before = (await loadKept({ root, folder: cacheFolder!, what: 'facts' })) as Record<string, [unknown, { fingerprint: string }]>;
  const { index } = await indexWorkspace(root, { cacheFolder });
  return [...index.files].filter(([path, { fingerprint }]) => before[path]?.[1].fingerprint !== fingerprint).map(([path]) => path);
}

const ORDERS = ['service:shop http service:orders shop/index.js:2'];

test.concurrent('a start from the cache gives the same graph with the same lines', async () => {
  const shop = await workspace(SHOP);
  await settle();
  expect(await calls({ ...shop, cacheFolder: undefined })).toEqual(ORDERS);
  expect(await calls(shop)).toEqual(ORDERS);
  expect((await readdir(shop.cacheFolder)).map(name => name.replace(digest(shop.root), ''))).toEqual(['.facts.json.gz', '.graph.json.gz']);
  expect(await calls(shop)).toEqual(ORDERS);
});

test.concurrent('what is kept is taken over, and only a changed file is read again', async () => {
  const shop = await workspace(SHOP);
  await settle();
  await calls(shop);
  expect(await readAgain(shop)).toEqual([]);
  await write(join(shop.root, 'shop/index.js'), 'import axios from "axios";\n\naxios.get("http://stock:80/all");\n');
  expect(await readAgain(shop)).toEqual(['shop/index.js']);
  expect(await calls(shop)).toEqual(['service:shop http service:stock shop/index.js:3']);
});

test.concurrent('a change that keeps size and modification time is seen', async () => {
  const shop = await workspace(SHOP);
  await settle();
  await calls(shop);
  await write(join(shop.root, 'shop/index.js'), SHOP['shop/index.js'].replace('orders:80', 'stock:080'));
  expect(await calls(shop)).toEqual(['service:shop http service:stock shop/index.js:2']);
});

test.concurrent('a file that is gone takes its edges with it', async () => {
  const shop = await workspace(SHOP);
  await settle();
  await calls(shop);
  await rm(join(shop.root, 'shop/index.js'));
  expect(await calls(shop)).toEqual([]);
});

test('a file that was written just now is not trusted', async () => {
  const shop = await workspace(SHOP);
  await calls(shop);
  expect(await readdir(shop.cacheFolder).catch(() => [])).toEqual([]);
});

const BROKEN: readonly (readonly [string, (root: string) => Buffer])[] = [
  ['no gzip', () => Buffer.from('{')],
  ['cut off', () => gzipSync('{"what":"facts","files":{}}').subarray(0, 20)],
  ['no JSON', () => gzipSync('faultline')],
  ['nothing', () => Buffer.alloc(0)],
  ['null', () => gzipSync('null')],
  ['of another build', root => gzipSync(JSON.stringify({ what: 'facts', build: 'other', root, body: { 'shop/index.js': 1 } }))],
];

test.for(BROKEN)('a cache file that is %s is ignored', async ([, bytes]) => {
  const shop = await workspace(SHOP);
  await mkdir(shop.cacheFolder);
  for (const what of ['facts', 'graph']) await writeFile(join(shop.cacheFolder, `${digest(shop.root)}.${what}.json.gz`), bytes(shop.root));
  expect(await calls(shop)).toEqual(ORDERS);
});

test.for([
  1,
  [],
  { 'shop/index.js': 1 },
  { 'shop/index.js': [[1, 2, 3], { facts: 1 }] },
  { state: 1 },
  { state: '', snapshot: null, lines: {} },
])('a body of another shape, %j, is ignored', async body => {
  const shop = await workspace(SHOP);
  for (const what of ['facts', 'graph'] as const) await keep({ root: shop.root, folder: shop.cacheFolder, what }, body);
  expect(await calls(shop)).toEqual(ORDERS);
});

test('what is kept of one workspace is never taken for another', async () => {
  const { cacheFolder: folder } = await workspace({});
  await keep({ root: '/a', folder, what: 'facts' }, {});
  expect(await loadKept({ root: '/a', folder, what: 'facts' })).toEqual({});
  expect(await loadKept({ root: '/b', folder, what: 'facts' })).toBeUndefined();
});

test.concurrent('a folder that cannot be written to is no error', async () => {
  const shop = await workspace({ ...SHOP });
  await settle();
  await writeFile(shop.cacheFolder, 'a file where the folder should be');
  expect(await calls(shop)).toEqual(ORDERS);
});

test("the cache lies in the user's cache folder", () => {
  expect(userCacheFolder({ XDG_CACHE_HOME: '/var/cache/me' })).toBe('/var/cache/me/faultline');
  expect(userCacheFolder({ XDG_CACHE_HOME: 'relative' })).toMatch(/[\\/]\.cache[\\/]faultline$/);
});
