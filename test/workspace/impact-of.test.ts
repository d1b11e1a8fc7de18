import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { CONCERNS } from '../../src/core/impact/concerns.ts';
import type { FilePath } from '../../src/core/model/source.ts';
import { ImpactDesk, type ImpactAnswer, type ImpactScope } from '../../src/workspace/impact-of.ts';
import type { Turn } from '../../src/workspace/impact-turn.ts';
import { KeptSession } from '../../src/workspace/kept-session.ts';
import { SHOP } from '../server/system.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'faultline-impact-of-')));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const PROTO = 'contracts/stock.proto' as FilePath;
const WEB = 'web/index.ts' as FilePath;
const COMPOSE = 'compose.yaml' as FilePath;
const changes: ImpactScope = { kind: 'changes' };

const ignore = () => undefined;

let count = 0;

interface Shop {
  readonly session: KeptSession;
  readonly desk: ImpactDesk;
  readonly git: (...args: readonly string[]) => void;
  readonly save: (path: FilePath, text: string) => void;
}

async function shop(): Promise<Shop> {
  const root = join(scratch, `shop-${count++}`);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const [path, text] of Object.entries(SHOP)) write(path, text);
  const git = (...args: readonly string[]) =>
    void execFileSync('git', ['-c', 'user.name=shop', '-c', 'user.email=shop@shop.example', ...args], { cwd: root });
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '-A'],
    ['commit', '-qm', 'Shop'],
  ])
    git(...args);
  const session = new KeptSession(
    root,
    {
      kept: ignore,
      proven: ignore,
      view: ignore,
      ends: ignore,
      progress: ignore,
      behind: ignore,
      failed: error => {
        throw error;
      },
    },
    {},
  );
  await session.start();
  const save = (path: FilePath, text: string) => {
    write(path, text);
    session.touched([path]);
  };
  return { session, desk: new ImpactDesk(root), git, save };
}

const patient: Turn = { step: () => undefined, isWithdrawn: () => false, others: () => Promise.resolve() };

async function asked({ session, desk }: Shop, scope: ImpactScope): Promise<ImpactAnswer> {
  return desk.answer((await session.moment())!, scope, patient);
}

/** The summary, by a desk that has answered before and by one that has not: what is kept may not show. */
async function summary(all: Shop, scope: ImpactScope = changes): Promise<string> {
  const kept = await asked(all, scope);
  const fresh = await asked({ ...all, desk: new ImpactDesk((await all.session.moment())!.real) }, scope);
  expect(kept).toEqual(fresh);
  return kept.kind === 'impact' ? kept.document.summary : kept.why;
}

test('what is kept from one question to the next does not show, whatever is typed, saved, closed or committed', async () => {
  const all = await shop();
  const { session, save, git } = all;
  const nothing = 'Nothing changed that others rely on.';
  expect(await summary(all)).toBe(nothing);
  session.edit(PROTO, SHOP[PROTO]!.replace(/ {2}rpc .*\n/, ''));
  expect(await summary(all)).toContain('shop.v1.Stock.Reserve breaks');
  session.edit(PROTO, SHOP[PROTO]!.replace('string sku = 1', 'int64 sku = 1'));
  expect(await summary(all)).toContain('shop.v1.Request.sku');
  save(COMPOSE, SHOP[COMPOSE]!.replace('ORDERS_URL: http://orders:8080', 'ORDERS_URL: http://orders:9999'));
  session.close(PROTO);
  expect(await summary(all)).toContain('breaks 1 service: web');
  session.edit(WEB, SHOP[WEB]!.replace('/orders`', '/order`'));
  session.edit(WEB, SHOP[WEB]!);
  git('commit', '-qam', 'Another port');
  session.relist();
  expect(await summary(all)).toBe(nothing);
  save(COMPOSE, SHOP[COMPOSE]!);
  expect(await summary(all)).not.toContain('breaks');
  await session.end();
});

test('a what-if leaves the newest version as it is', async () => {
  const all = await shop();
  const before = (await all.session.moment())!.snapshot;
  expect(await summary(all, { kind: 'remove', element: 'POST /orders of orders' })).toContain('breaks 1 service: web');
  expect((await all.session.moment())!.snapshot).toBe(before);
  expect(await summary(all)).toBe('Nothing changed that others rely on.');
  await all.session.end();
});

test('a handler, a call and an operation each name what can be taken away there', async () => {
  const all = await shop();
  const at = async (file: FilePath, word: string) => {
    const answer = await asked(all, { kind: 'symbol', at: { file, offset: SHOP[file]!.indexOf(word) + 1 } });
    return answer.kind === 'impact' ? answer.against : answer.reason;
  };
  expect(await at('orders/index.ts' as FilePath, "'/orders'")).toBe('POST /orders of orders');
  expect(await at('stock/index.ts' as FilePath, 'reserve:')).toBe('shop.v1.Stock.Reserve');
  expect(await at(PROTO, 'sku')).toBe('shop.v1.Request.sku');
  expect(await at(PROTO, 'syntax')).toBe('no-element');
  await all.session.end();
});

test('an answer that nobody waits for any more is not made', async () => {
  const all = await shop();
  const answer = await all.desk.answer((await all.session.moment())!, changes, { ...patient, isWithdrawn: () => true });
  expect(answer).toMatchObject({ kind: 'none', reason: 'withdrawn' });
  await all.session.end();
});

test('before each piece of an answer, and between any two kinds of contracts, whoever edits is served', async () => {
  const all = await shop();
  const [served, steps]: [string[], string[]] = [[], []];
  const others = async () => {
    await setImmediate();
    served.push(steps.at(-1) ?? 'before all');
  };
  await all.desk.answer((await all.session.moment())!, changes, { ...patient, others, step: step => steps.push(step) });
  expect(served).toEqual(expect.arrayContaining(['before all', ...steps]));
  expect(served.filter(step => step === steps.at(-1))).toHaveLength(CONCERNS.length);
  await all.session.end();
});
