import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { KeptSession } from '../../src/workspace/kept-session.ts';
import type { KeptFindings } from '../../src/workspace/told-findings.ts';
import type { View } from '../../src/workspace/view.ts';

const scratch = await mkdtemp(join(tmpdir(), 'faultline-session-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

const SHOP = {
  'compose.yaml':
    'services:\n  shop:\n    image: acme/shop\n    env_file: shop.env\n    environment:\n      ORDERS_URL: http://orders:80\n  orders:\n    image: acme/orders\n  stock:\n    image: acme/stock\n',
  'shop.env': 'STOCK_URL=http://stock:80\n',
};

let count = 0;

class Opened {
  readonly root: string;
  readonly cacheFolder: string;
  readonly views: View[] = [];
  readonly behind: (number | null)[] = [];
  /** Of each view, whether it was said to be old when it was shown. */
  readonly shownBehind: boolean[] = [];
  readonly failures: unknown[] = [];
  readonly session: KeptSession;
  /** What the checks said before, where nothing has changed since. */
  findings: KeptFindings | undefined;
  progressed: (state: unknown) => void = () => undefined;

  constructor(root: string, cacheFolder: string) {
    this.root = root;
    this.cacheFolder = cacheFolder;
    this.session = new KeptSession(
      root,
      {
        kept: view => this.show(view),
        view: view => this.show(view),
        proven: findings => void (this.findings = findings),
        progress: state => this.progressed(state),
        behind: since => void this.behind.push(since),
        failed: error => void this.failures.push(error),
      },
      { cacheFolder, answers: () => ({ findings: { isWanted: true, byCheck: [], judged: [] }, changes: undefined }) },
    );
  }

  private show(view: View): void {
    this.views.push(view);
    this.shownBehind.push((this.behind.at(-1) ?? null) !== null);
  }

  /** Calls of the newest view. */
  calls(): string[] {
    return callsOf(this.views.at(-1));
  }

  /** Of a variable of shop. */
  value(name: string): string | undefined {
    const shop = this.views.at(-1)!.graph.nodes.find(({ id }) => id === 'service:shop');
    return shop?.running?.[0]?.variables.find(variable => variable.name === name)?.value;
  }

  /** Waits until the newest view has these calls. */
  async shows(calls: readonly string[]): Promise<void> {
    await expect.poll(() => this.calls(), { timeout: 5000, interval: 10 }).toEqual(calls);
    await expect.poll(() => this.behind.at(-1), { timeout: 5000 }).toBeNull();
  }

  async write(path: string, text: string): Promise<void> {
    await write(join(this.root, path), text);
  }
}

const callsOf = (view: View | undefined): string[] =>
  (view?.graph.edges ?? []).filter(({ kind }) => kind !== 'depends-on').map(({ from, to }) => `${from.slice(8)} → ${to.slice(8)}`);

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function opened(files: Readonly<Record<string, string>> = SHOP): Promise<Opened> {
  const root = join(scratch, `workspace-${count++}`);
  for (const [path, text] of Object.entries(files)) await write(join(root, path), text);
  await mkdir(root, { recursive: true });
  return new Opened(root, `${root}-cache`);
}

const path = (name: string): FilePath => name as FilePath;
const TO_STOCK = SHOP['compose.yaml'].replace('http://orders:80', 'http://stock:80');

test('what is typed wins over the disk until it is closed', async () => {
  const shop = await opened();
  await shop.session.start();
  await shop.shows(['shop → orders']);
  shop.session.edit(path('compose.yaml'), TO_STOCK);
  await shop.shows(['shop → stock']);
  await shop.write('compose.yaml', SHOP['compose.yaml'].replace('http://orders:80', 'http://nobody.example:80'));
  shop.session.touched([path('compose.yaml')]);
  await shop.shows(['shop → stock']);
  await shop.write('compose.yaml', SHOP['compose.yaml']);
  shop.session.close(path('compose.yaml'));
  await shop.shows(['shop → orders']);
  await shop.session.end();
  expect(shop.failures).toEqual([]);
});

test('a file that only manifests read counts as it is typed', async () => {
  const shop = await opened();
  await shop.session.start();
  expect(shop.value('STOCK_URL')).toBe('http://stock:80');
  shop.session.edit(path('shop.env'), 'STOCK_URL=http://other:80\n');
  await expect.poll(() => shop.value('STOCK_URL')).toBe('http://other:80');
  await shop.session.end();
});

test('what is open before reading begins counts from the first graph', async () => {
  const shop = await opened();
  shop.session.edit(path('compose.yaml'), TO_STOCK);
  await shop.session.start();
  expect(shop.views.map(callsOf)).toEqual([['shop → stock']]);
  await shop.session.end();
});

test('files that come and go on disk are found', async () => {
  const shop = await opened();
  await shop.session.start();
  await shop.write('compose.override.yaml', 'services:\n  orders:\n    environment:\n      STOCK_URL: http://stock:80\n');
  shop.session.touched([path('compose.override.yaml')]);
  await shop.shows(['orders → stock', 'shop → orders']);
  await rm(join(shop.root, 'compose.override.yaml'));
  shop.session.touched([path('compose.override.yaml')]);
  await shop.shows(['shop → orders']);
  await shop.session.end();
});

test('a folder that comes or goes takes its files with it', async () => {
  const shop = await opened();
  await shop.session.start();
  await shop.write('more/compose.yaml', 'services:\n  a:\n    image: a\n    environment:\n      URL: http://b:80\n  b:\n    image: b\n');
  shop.session.touched([path('more')]);
  await shop.shows(['a → b', 'shop → orders']);
  await rm(join(shop.root, 'more'), { recursive: true });
  shop.session.touched([path('more')]);
  await shop.shows(['shop → orders']);
  await shop.session.end();
});

test('many changes at once are linked once', async () => {
  const shop = await opened();
  await shop.session.start();
  const before = shop.views.length;
  for (let at = 0; at < 50; at++) shop.session.edit(path('compose.yaml'), `${SHOP['compose.yaml']}# ${at}\n  x${at}:\n    image: x\n`);
  await expect.poll(() => shop.views.at(-1)!.graph.nodes.some(({ name }) => name === 'x49')).toBe(true);
  expect(shop.views.length - before).toBeLessThanOrEqual(2);
  await shop.session.end();
});

test('the same text again is nothing new', async () => {
  const shop = await opened();
  await shop.session.start();
  const before = shop.views.length;
  shop.session.edit(path('compose.yaml'), SHOP['compose.yaml']);
  shop.session.touched([path('compose.yaml'), path('README.md')]);
  await new Promise(done => setTimeout(done, 150));
  expect(shop.views.length).toBe(before);
  await shop.session.end();
});

test('the next start shows the kept graph at once, and then what has changed', async () => {
  const shop = await opened();
  await utimes(join(shop.root, 'compose.yaml'), new Date(0), new Date(0));
  await shop.session.start();
  await new Promise(done => setTimeout(done, 2100));
  shop.session.edit(path('compose.yaml'), TO_STOCK);
  await shop.shows(['shop → stock']);
  shop.session.edit(path('compose.yaml'), SHOP['compose.yaml']);
  await shop.shows(['shop → orders']);
  await shop.session.end();
  await shop.write('compose.yaml', TO_STOCK);
  const next = new Opened(shop.root, shop.cacheFolder);
  await next.session.start();
  expect(next.views.map(callsOf)).toEqual([['shop → orders'], ['shop → stock']]);
  expect(next.shownBehind).toEqual([true, true]);
  await next.session.end();
});

test('what is not saved is not kept for anybody else', async () => {
  const shop = await opened();
  await shop.session.start();
  await new Promise(done => setTimeout(done, 2100));
  shop.session.edit(path('compose.yaml'), TO_STOCK);
  await shop.shows(['shop → stock']);
  await shop.session.end();
  const other = new Opened(shop.root, shop.cacheFolder);
  await other.session.start();
  expect(other.views.map(callsOf)).toEqual([['shop → orders']]);
  await other.session.end();
});

test('two sessions on one folder keep one cache, each whole', async () => {
  const shop = await opened();
  const twin = new Opened(shop.root, shop.cacheFolder);
  await Promise.all([shop.session.start(), twin.session.start()]);
  await new Promise(done => setTimeout(done, 2100));
  await Promise.all([shop.session.end(), twin.session.end()]);
  const next = new Opened(shop.root, shop.cacheFolder);
  await next.session.start();
  expect(next.views.map(callsOf)[0]).toEqual(['shop → orders']);
  await next.session.end();
});

test('reading that is stopped shows what it has, and stays behind until it is taken up', async () => {
  const files = Object.fromEntries(Array.from({ length: 200 }, (_, at) => [`s${at}/compose.yaml`, `services:\n  a${at}:\n    image: a\n`]));
  const many = await opened(files);
  many.progressed = state => void (state !== null && many.session.stop());
  await many.session.start();
  many.progressed = () => undefined;
  const first = many.views.at(-1)!.graph.nodes.length;
  expect(first).toBeLessThan(200);
  expect(many.behind.at(-1)).not.toBeNull();
  many.session.relist();
  await expect.poll(() => many.views.at(-1)!.graph.nodes.length).toBe(200);
  await expect.poll(() => many.behind.at(-1)).toBeNull();
  await many.session.end();
});
