import { execFile, spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Receipt } from '../../src/core/verify/receipt.ts';
import { built } from '../cli/command-line.ts';
import { installedShop, needsEngine } from './shop.ts';

built();
const run = promisify(execFile);
const top = join(import.meta.dirname, '../..');
const scratch = await mkdtemp(join(tmpdir(), 'faultline-verify-shop-'));
const shop = join(scratch, 'shop');
afterAll(() => rm(scratch, { recursive: true, force: true }));

const git = (...args: string[]): Promise<unknown> => run('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: shop });

const STOREFRONT = 'services/storefront/src/orders.ts';
const ORDERS = 'services/orders/src/payments.ts';

/** The incident that Faultline exists for: two layers try again, and each thinks that the other does not. */
const layeredStorefront =
  (tries: number) =>
  (text: string): string =>
    text.replace(
      /export async function placeOrder[\s\S]*?\n}\n/,
      `export async function placeOrder(request: OrderRequest): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(\`\${ordersUrl}/orders\`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(5_000),
    });
    if (response.status < 500 || attempt === ${tries}) return { status: response.status, body: await response.json().catch(() => null) };
  }
}
`,
    );
const retriesOf =
  (count: number) =>
  (text: string): string =>
    text.replace(/retries: \d+, minTimeout: \d+/, `retries: ${count}, minTimeout: 20`);

async function edited(file: string, change: (text: string) => string): Promise<void> {
  const before = await readFile(join(shop, file), 'utf8');
  const after = change(before);
  expect(after).not.toBe(before);
  await writeFile(join(shop, file), after);
}

interface Verified {
  readonly code: number;
  readonly receipt: Receipt;
}

/** The command line as CI runs it. */
function verified(...args: string[]): Promise<Verified> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      join(top, 'node_modules/node/bin/node'),
      [join(top, 'dist/cli.js'), 'verify', '.', '--no-cache', '--format', 'json', ...args],
      {
        cwd: shop,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let printed = '';
    let complained = '';
    child.stdout.on('data', (bytes: Buffer) => void (printed += bytes.toString()));
    child.stderr.on('data', (bytes: Buffer) => void (complained += bytes.toString()));
    child.once('close', code => {
      if (printed === '') reject(new Error(`verify ended with ${code}: ${complained}`));
      else resolve({ code: code ?? -1, receipt: JSON.parse(printed) as Receipt });
    });
  });
}

const callsAtPayments = ({ receipt: { scenarios } }: Verified): (number | null | undefined)[] =>
  [scenarios[0]!.before, scenarios[0]!.after].map(side => side?.objectives[0]?.value);

async function nothingLeft(): Promise<void> {
  for (const what of [
    ['ps', '--all', '--quiet'],
    ['network', 'ls', '--quiet'],
    ['volume', 'ls', '--quiet'],
  ]) {
    const { stdout } = await run('docker', [...what, '--filter', 'label=dev.faultline.run']);
    expect(stdout.trim()).toBe('');
  }
}

beforeAll(async () => {
  await needsEngine();
  await installedShop();
  await cp(join(top, 'examples/shop'), shop, { recursive: true, verbatimSymlinks: true });
  await writeFile(join(shop, '.gitignore'), 'node_modules\n');
  await git('init', '--quiet');
  await edited(STOREFRONT, layeredStorefront(4));
  await edited(ORDERS, retriesOf(3));
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'two layers that try again');
}, 300_000);

const BUSY = ['--scenario', 'payments is busy'];

test('what is not in the tree gets no verdict', { timeout: 300_000 }, async () => {
  const found = await verified(...BUSY);
  expect(found.code).toBe(3);
  expect(found.receipt).toMatchObject({
    verdict: 'void',
    why: expect.stringContaining('Nothing differs from the base') as string,
    left: [],
  });
  // Three retries in each of two layers: the product that the graph tells is what the proxy counts.
  expect(callsAtPayments(found)[1]).toBe(16);
  await nothingLeft();
});

test('a change that moves the retries elsewhere has fixed nothing', { timeout: 300_000 }, async () => {
  await edited(STOREFRONT, text => text.replace('attempt === 4', 'attempt === 16'));
  await edited(ORDERS, retriesOf(0));
  const found = await verified(...BUSY);
  expect(found.receipt).toMatchObject({ verdict: 'unchanged', holds: false, left: [] });
  expect(callsAtPayments(found)).toEqual([16, 16]);
  expect(found.code).toBe(1);
});

test('one layer that tries again, and the storm is over', { timeout: 300_000 }, async () => {
  await git('checkout', '--quiet', '.');
  await edited(STOREFRONT, text => text.replace('attempt === 4', 'attempt === 1'));
  const found = await verified(...BUSY);
  expect(found.receipt).toMatchObject({
    verdict: 'fixed',
    holds: true,
    left: [],
    control: { before: { met: true }, after: { met: true } },
  });
  expect(callsAtPayments(found)).toEqual([16, 4]);
  expect(found.code).toBe(0);
  const { stdout } = await run(
    join(top, 'node_modules/node/bin/node'),
    [join(top, 'dist/cli.js'), 'verify', '.', '--check', `.faultline/runs/${found.receipt.id}`],
    { cwd: shop },
  );
  expect(stdout).toContain('The receipt belongs to this tree');
  await nothingLeft();
});
