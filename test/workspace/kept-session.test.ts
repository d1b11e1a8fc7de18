import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { RootState } from '../../src/server/root-state.ts';
import { IndexerThread, type FromIndexer } from '../../src/workspace/thread.ts';

const scratch = await mkdtemp(join(tmpdir(), 'faultline-kept-session-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const SHOP = {
  'compose.yaml':
    'services:\n  shop:\n    build: shop\n    env_file: shop.env\n    environment:\n      ORDERS_URL: http://orders:80\n    depends_on:\n      orders:\n        condition: service_healthy\n  orders:\n    build: orders\n  stock:\n    image: acme/stock\n',
  'shop.env': 'STOCK_URL=http://stock:80\n',
  'shop/package.json': '{"name":"shop","scripts":{"start":"node index.ts"},"dependencies":{"axios":"1"}}',
  'shop/index.ts': 'import axios from "axios";\naxios.get(`${process.env.ORDERS_URL}/orders/1`);\naxios.get(process.env.STOCK_URL);\n',
  'orders/package.json': '{"name":"orders","scripts":{"start":"node index.ts"},"dependencies":{"express":"5"}}',
  'orders/index.ts': 'import express from "express";\nconst app = express();\napp.get("/orders/:id", (_, response) => response.end());\n',
  'charts/mail/Chart.yaml': 'apiVersion: v2\nname: mail\nversion: 1.0.0\n',
  'charts/mail/values.yaml': 'orders: http://orders:80\n',
  'charts/mail/templates/mail.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: mail\nspec:\n  template:\n    spec:\n      containers:\n        - name: mail\n          image: acme/mail\n          env:\n            - name: ORDERS_URL\n              value: {{ .Values.orders }}\n            {{- range $path, $_ := .Files.Glob "conf/*" }}\n            - name: {{ base $path | upper }}_URL\n              value: http://stock:80\n            {{- end }}\n',
};

/** Where jumps begin: a file and the words that the cursor stands on. */
const CURSORS = [
  ['shop/index.ts', 'ORDERS_URL'],
  ['shop/index.ts', '/orders/1'],
  ['orders/index.ts', '/orders/:id'],
  ['compose.yaml', 'orders:80'],
  ['charts/mail/values.yaml', 'orders:80'],
  ['shop.env', 'STOCK_URL'],
] as const;

const git = (root: string, ...args: readonly string[]): void =>
  void execFileSync('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@shop.example', ...args], { cwd: root, stdio: 'ignore' });

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

let count = 0;

interface Place {
  readonly root: string;
  readonly cacheFolder: string;
}

async function workspace(): Promise<Place> {
  const root = join(scratch, `workspace-${count++}`);
  for (const [path, text] of Object.entries(SHOP)) await write(join(root, path), text);
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'Shop');
  return { root, cacheFolder: `${root}-cache` };
}

/** One window of an editor: all that its answers are made from, as the indexer tells it. */
class Window {
  readonly told: FromIndexer[] = [];
  readonly state: RootState;
  private readonly thread: IndexerThread;
  private readonly root: string;
  private lastTold = 0;
  private id = 0;

  constructor({ root, cacheFolder }: Place) {
    this.root = root;
    this.state = new RootState(root);
    this.thread = new IndexerThread(message => this.take(message));
    void this.thread.take({ kind: 'open-root', root, cacheFolder });
  }

  private take(message: FromIndexer): void {
    this.told.push(message);
    this.lastTold = Date.now();
    if (message.kind === 'view') this.state.show(message.view);
    if (message.kind === 'behind') this.state.age(message.since);
    if (message.kind === 'found') this.state.findings.take(message.news);
  }

  edit(path: string, text: string): void {
    this.lastTold = Date.now();
    this.state.buffers.set(path as FilePath, text);
    void this.thread.take({ kind: 'edit', root: this.root, path: path as FilePath, text });
  }

  touch(...paths: readonly string[]): void {
    void this.thread.take({ kind: 'touched', root: this.root, paths: paths as FilePath[] });
  }

  /** Everything is told, and has been for a while. */
  async settled(): Promise<this> {
    const { state } = this;
    await until(() => state.behindSince === null && state.findings.checked && Date.now() - this.lastTold > 600);
    return this;
  }

  /** What hovers, lenses, Problems and jumps are made of. */
  async known(): Promise<unknown> {
    const { system, findings } = this.state;
    const { graph, problems, files, linesOf } = system!.snapshot;
    const facts = [...system!.facts].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const lines = Object.keys(SHOP).map(path => [path, linesOf(path as FilePath)]);
    const jumps = await Promise.all(CURSORS.map(cursor => this.jumps(cursor)));
    const found = findings.all.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    return { graph, problems, files, facts, lines, jumps, found, judged: findings.judged, impact: await this.impact() };
  }

  private async jumps([file, words]: (typeof CURSORS)[number]): Promise<unknown> {
    const text = this.state.buffers.get(file as FilePath) ?? read(join(this.root, file)) ?? SHOP[file];
    const cursor = { file: file as FilePath, text, offset: text.indexOf(words) + 1 };
    const asked = (['definitions', 'references'] as const).map(what =>
      this.asked({ kind: 'jump', root: this.root, what, cursor, id: this.id++ }),
    );
    return Promise.all(asked);
  }

  private async impact(): Promise<unknown> {
    const answer = await this.asked({ kind: 'impact', root: this.root, scope: { kind: 'changes' }, id: this.id++ });
    return answer.kind === 'impacted' && answer.answer;
  }

  private async asked(question: { readonly id: number } & Parameters<IndexerThread['take']>[0]): Promise<FromIndexer> {
    await this.thread.take(question);
    const answer = this.told.findLast(message => 'id' in message && message.id === question.id)!;
    return { ...answer, id: 0 } as FromIndexer;
  }

  async close(): Promise<void> {
    await this.thread.take({ kind: 'end' });
    expect(this.told.filter(({ kind }) => kind === 'failed')).toEqual([]);
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 20_000; !isSo(); await new Promise(done => setTimeout(done, 20)))
    if (Date.now() > end) throw new Error('It does not come to this.');
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Files that were just written may change unnoticed, so what is made of them is kept a little later. */
const settle = (): Promise<void> => new Promise(done => setTimeout(done, 2100));

/** A workspace that somebody had open until everything was known. */
async function left(): Promise<Place> {
  const place = await workspace();
  await settle();
  const window = await new Window(place).settled();
  await window.known();
  await window.close();
  return place;
}

/** All that a start tells when nothing is kept. */
async function fromNothing({ root }: Place, open: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const window = new Window({ root, cacheFolder: `${root}-empty-${count++}` });
  for (const [path, text] of Object.entries(open)) window.edit(path, text);
  await window.settled();
  const known = await window.known();
  await window.close();
  return known;
}

const kept = ({ cacheFolder }: Place, what: string): string =>
  join(
    cacheFolder,
    readdirSync(cacheFolder).find(name => name.includes(`.${what}.`))!,
  );

const rewrite = (path: string, change: (kept: Record<string, unknown>) => unknown): void =>
  writeFileSync(path, gzipSync(JSON.stringify(change(JSON.parse(gunzipSync(readFileSync(path)).toString())))));

test.concurrent('a second start tells what the first did, and reads nothing for it', { timeout: 60_000 }, async () => {
  const place = await left();
  // Without the facts nothing can be linked.
  rmSync(kept(place, 'facts'));
  const window = await new Window(place).settled();
  const known = await window.known();
  expect(window.told.filter(({ kind }) => kind === 'progress')).toEqual([]);
  expect(window.told.filter(({ kind }) => kind === 'view').length).toBe(1);
  await window.close();
  expect(readdirSync(place.cacheFolder).some(name => name.includes('.facts.'))).toBe(false);
  expect(known).toEqual(await fromNothing(place));
});

const MEANWHILE: Readonly<Record<string, (place: Place) => void | Promise<void>>> = {
  'a file was edited': ({ root }) => write(join(root, 'shop/index.ts'), SHOP['shop/index.ts'].replace('/orders/1', '/orders/2/lines')),
  'a file has come': ({ root }) =>
    write(join(root, 'compose.override.yaml'), 'services:\n  stock:\n    environment:\n      ORDERS_URL: http://orders:80\n'),
  'a file has gone': ({ root }) => rm(join(root, 'orders/index.ts')),
  'a file that only manifests read was edited': ({ root }) => write(join(root, 'shop.env'), 'STOCK_URL=http://orders:80\n'),
  'a chart was given a file that nothing else reads': ({ root }) => write(join(root, 'charts/mail/conf/stock'), 'on'),
  'a branch was switched': async ({ root }) => {
    git(root, 'checkout', '-qb', 'other');
    await write(join(root, 'compose.yaml'), SHOP['compose.yaml'].replace('http://orders:80', 'http://stock:80'));
    git(root, 'commit', '-qam', 'Other');
  },
  'everything was committed once more': ({ root }) => git(root, 'commit', '-q', '--allow-empty', '-m', 'Again'),
  'a file was touched': ({ root }) => appendFile(join(root, 'shop/index.ts'), ''),
  'a file that nothing reads was edited': ({ root }) => write(join(root, 'NOTES'), 'Hello'),
  'files are ignored': ({ root }) => write(join(root, '.gitignore'), 'orders/\n'),
  'files are excluded': ({ root }) => write(join(root, '.faultline/config.yaml'), 'index:\n  exclude: [orders]\n'),
  'what is told was kept by another build': place => rewrite(kept(place, 'told'), told => ({ ...told, build: 'another' })),
  'all was kept by another build': place => {
    for (const what of ['told', 'graph', 'facts']) rewrite(kept(place, what), told => ({ ...told, build: 'another', body: {} }));
  },
  'what is told is of another graph': place =>
    rewrite(kept(place, 'told'), told => ({
      ...told,
      body: { ...(told['body'] as object), state: 'another', findings: { byCheck: [], judged: [] } },
    })),
  'what is told is cut off': place => writeFileSync(kept(place, 'told'), readFileSync(kept(place, 'told')).subarray(0, 200)),
  'what is told is nothing': place => writeFileSync(kept(place, 'told'), ''),
  'the graph is gone': place => rmSync(kept(place, 'graph')),
  'the facts are broken': place => writeFileSync(kept(place, 'facts'), 'facts'),
};

for (const [what, happen] of Object.entries(MEANWHILE)) {
  test.concurrent(`a second start tells what a first would: ${what}`, { timeout: 60_000 }, async () => {
    const place = await left();
    await happen(place);
    const window = await new Window(place).settled();
    const known = await window.known();
    await window.close();
    expect(known).toEqual(await fromNothing(place));
  });
}

const TYPED = SHOP['compose.yaml'].replace('http://orders:80', 'http://stock:80');

test.concurrent('what is open and not saved counts in a second start', { timeout: 60_000 }, async () => {
  const place = await left();
  const window = new Window(place);
  window.edit('compose.yaml', TYPED);
  await window.settled();
  const known = await window.known();
  await window.close();
  expect(known).toEqual(await fromNothing(place, { 'compose.yaml': TYPED }));
});

test.concurrent('the first edit of a second start is told as in any other', { timeout: 60_000 }, async () => {
  const place = await left();
  const window = await new Window(place).settled();
  window.edit('shop/index.ts', SHOP['shop/index.ts']);
  window.edit('compose.yaml', TYPED);
  await window.settled();
  const known = await window.known();
  await window.close();
  expect(known).toEqual(await fromNothing(place, { 'compose.yaml': TYPED }));
});

test.concurrent('a text that is opened as it is saved changes nothing, and says nothing', { timeout: 60_000 }, async () => {
  const place = await left();
  const window = await new Window(place).settled();
  const before = await window.known();
  const told = window.told.filter(({ kind }) => kind !== 'jumped' && kind !== 'impacted').length;
  window.edit('shop/index.ts', SHOP['shop/index.ts']);
  await new Promise(done => setTimeout(done, 1500));
  expect(window.told.filter(({ kind }) => kind !== 'jumped' && kind !== 'impacted').length).toBe(told);
  expect(await window.known()).toEqual(before);
  window.edit('compose.yaml', TYPED);
  await window.settled();
  const known = await window.known();
  await window.close();
  expect(known).toEqual(await fromNothing(place, { 'compose.yaml': TYPED }));
});

test.concurrent('what happens on disk after a second start is found', { timeout: 60_000 }, async () => {
  const place = await left();
  const window = await new Window(place).settled();
  await write(join(place.root, 'compose.yaml'), TYPED);
  window.touch('compose.yaml');
  await until(() => window.told.filter(({ kind }) => kind === 'view').length > 1);
  await write(join(place.root, 'more/compose.yaml'), 'services:\n  more:\n    image: acme/more\n');
  window.touch('more');
  await until(() => window.state.system!.snapshot.graph.nodes.some(({ id }) => id === 'service:more'));
  await window.settled();
  const known = await window.known();
  await window.close();
  expect(known).toEqual(await fromNothing(place));
});

test.concurrent('a folder that comes after a second start is found', { timeout: 60_000 }, async () => {
  const place = await left();
  const window = await new Window(place).settled();
  await write(join(place.root, 'more/compose.yaml'), 'services:\n  more:\n    image: acme/more\n');
  window.touch('more', 'NOTES');
  await until(() => window.state.system!.snapshot.graph.nodes.some(({ id }) => id === 'service:more'));
  await window.close();
});

test.concurrent('two windows on one folder do not disturb each other', { timeout: 60_000 }, async () => {
  const place = await workspace();
  await settle();
  const windows = [new Window(place), new Window(place)];
  for (const window of windows) await window.settled();
  windows[0]!.edit('compose.yaml', TYPED);
  await windows[0]!.settled();
  await Promise.all(windows.map(window => window.close()));
  const third = [new Window(place), new Window(place)];
  for (const window of third) await window.settled();
  const known = await Promise.all(third.map(window => window.known()));
  await Promise.all(third.map(window => window.close()));
  expect(known[0]).toEqual(await fromNothing(place));
  expect(known[1]).toEqual(known[0]);
});

test.concurrent('what is kept stays as it is when nothing has changed', { timeout: 60_000 }, async () => {
  const place = await left();
  const times = (): readonly number[] => readdirSync(place.cacheFolder).map(name => statSync(join(place.cacheFolder, name)).mtimeMs);
  const before = times();
  const window = await new Window(place).settled();
  window.edit('shop/index.ts', SHOP['shop/index.ts']);
  await new Promise(done => setTimeout(done, 1500));
  await window.close();
  expect(times()).toEqual(before);
});
