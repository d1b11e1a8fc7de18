import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { installedShop, needsEngine } from './shop.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const shop = join(root, 'examples/shop');
const project = `faultline-shop-${process.pid}`;
// Port 0 lets the engine choose, so that this run disturbs neither a shop that is up already nor another run.
const anyPort = { STOREFRONT_PORT: '0', ORDERS_PORT: '0', PAYMENTS_PORT: '0', NOTIFICATIONS_PORT: '0' };

async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run('docker', args, { cwd: shop, env: { ...process.env, ...anyPort }, maxBuffer: 64 * 1024 * 1024 });
  return stdout.trim();
}

const compose = (...args: string[]): Promise<string> => docker('compose', '--project-name', project, '--ansi', 'never', ...args);

async function upWithLogs(): Promise<void> {
  await compose('up', '--build', '--wait', '--wait-timeout', '120').catch(async (cause: unknown) => {
    throw new Error(`The shop did not become healthy.\n${await compose('logs', '--no-color', '--tail', '20')}`, { cause });
  });
}

async function address(service: string): Promise<string> {
  const published = await compose('port', service, '8080');
  expect(published).toMatch(/^127\.0\.0\.1:/);
  return `http://${published}`;
}

async function json(url: string, init?: RequestInit): Promise<unknown> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(10_000) });
  return { status: response.status, body: await response.json() };
}

const order = { sku: 'tea', quantity: 3, email: 'ada@example.com' };
const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(order) };
const accepted = expect.objectContaining({ ...order, orderId: expect.any(String), amountCents: 2_550 });
const tea = (available: number) => ({ status: 200, body: expect.arrayContaining([expect.objectContaining({ sku: 'tea', available })]) });

async function expectOneOrderEverywhere(): Promise<void> {
  const [storefront, orders, payments, notifications] = await Promise.all(
    ['storefront', 'orders', 'payments', 'notifications'].map(address),
  );
  expect(await json(`${storefront}/catalogue`)).toEqual(tea(100));

  const placed = (await json(`${storefront}/orders`, post)) as { readonly body: { readonly orderId: string } };
  expect(placed).toEqual({ status: 201, body: accepted });
  const { orderId } = placed.body;

  expect(await json(`${storefront}/orders/${orderId}`)).toEqual({ status: 200, body: accepted });
  expect(await json(`${payments}/charges/${orderId}`)).toEqual({
    status: 200,
    body: { order_id: orderId, amount_cents: 2_550, charged_at: expect.any(String) },
  });
  expect(await json(`${orders}/products`), 'orders asks inventory through gRPC').toEqual(tea(97));
  await expect
    .poll(() => json(`${notifications}/sent`), { timeout: 10_000 })
    .toEqual({ status: 200, body: [{ orderId, to: order.email, text: 'Thank you: 3 × tea.' }] });
}

test('one order goes through every service of the shop', { timeout: 300_000 }, async () => {
  await needsEngine();
  await installedShop();
  try {
    await upWithLogs();
    await expectOneOrderEverywhere();
  } finally {
    await compose('down', '--volumes', '--rmi', 'local', '--timeout', '10');
  }
  expect(await docker('ps', '--all', '--quiet', '--filter', `label=com.docker.compose.project=${project}`)).toBe('');
});
