import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { barriersInThemes } from './accessible.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';
import { soon } from './soon.ts';

let vscode: Opened;

beforeAll(async () => {
  vscode = await opened();
}, 180_000);

afterAll(() => vscode?.close());

/** A window with a file of orders in hand and the sidebar open. */
async function atOrders(): Promise<{ readonly workbench: Workbench; readonly page: Page; readonly map: FrameLocator }> {
  const workbench = await vscode.window();
  const { page } = workbench;
  await workbench.openFile('services/orders/src/payments.ts');
  await workbench.sidebar();
  const map = await workbench.map('sidebar');
  await map.locator('.centre b', { hasText: 'orders' }).waitFor();
  return { workbench, page, map };
}

async function wide(workbench: Workbench): Promise<FrameLocator> {
  await workbench.command('Faultline: Show Dependency Map');
  const map = await workbench.map('panel');
  await map.locator('.card').first().waitFor();
  return map;
}

const line = (page: Page) => page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();

/** What has the keyboard in a webview, as it would be read out. */
const inHand = (map: FrameLocator): Promise<string> =>
  map.locator('body').evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

async function tabTo(page: Page, map: FrameLocator, label: RegExp): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (label.test(await inHand(map))) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reached ${String(label)}.`);
}

describe('the extension in a window', { timeout: 120_000 }, () => {
  test('the sidebar shows the service of the file in hand, and leaves the keyboard to the editor', async () => {
    const { workbench, page, map } = await atOrders();
    await soon(() => map.locator('.side-title').allTextContents()).toEqual(['If orders fails, these fail', 'orders needs']);
    // Files that are open are read first, so the first graph may be a part.
    await soon(() => map.locator('.rail .name').allTextContents()).toEqual(expect.arrayContaining(['storefront', 'payments', 'inventory']));
    await workbench.openFile('services/payments/payments/charges.py');
    await page.locator('.editor-instance').click();
    await map.locator('.centre b', { hasText: 'payments' }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('# still typing');
    await page.locator('.view-line', { hasText: 'still typing' }).waitFor();
    await workbench.command('File: Revert File');
    await soon(() => page.locator('.statusbar-item', { hasText: '5 services' }).count()).toBe(1);
    await page.context().close();
  });

  test('the tree lists the same system, and its lines lead to the map', async () => {
    const { workbench, page, map } = await atOrders();
    const rows = workbench.treeRows;
    await rows.filter({ hasText: 'Services' }).first().waitFor();
    await soon(() => rows.locator('.label-name').allInnerTexts()).toEqual(expect.arrayContaining(['Services', 'inventory', 'Data stores']));
    const inventory = rows.filter({ hasText: 'inventory' }).first();
    await inventory.hover();
    await inventory.locator('.action-label[aria-label*="Reveal in Map"]').click();
    await map.locator('.centre b', { hasText: 'inventory' }).waitFor();
    await page.context().close();
  });

  test('a service name in compose.yaml says what it is', async () => {
    const workbench = await vscode.window();
    await workbench.openFile('compose.yaml');
    await workbench.page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
    const box = await workbench.hover('ORDERS_URL', /orders/);
    await soon(() => box.innerText()).toContain('orders');
    await workbench.page.context().close();
  });

  test('F12 on a client call opens the handler in the other service', async () => {
    const { page } = await atOrders();
    await page.locator('.editor-instance .view-line', { hasText: 'fetch(' }).locator('span span', { hasText: '/charges' }).first().click();
    await page.keyboard.press('F12');
    await page.locator('.tab.active[data-resource-name="app.py"]').waitFor();
    await page.context().close();
  });

  test('from a line of the large map to its proofs, and from a proof to its line', async () => {
    const { workbench, page } = await atOrders();
    const map = await wide(workbench);
    await map.locator('.wire[aria-label^="storefront to orders"]').click({ force: true });
    expect(await map.locator('.proofs h2').textContent()).toBe('storefront → orders');
    // What the checks know of the edge comes after the graph.
    await map.locator('.proofs .resilience li', { hasText: 'waits 5 s' }).waitFor();
    const proof = map.locator('.proofs .sources button').first();
    const [file, number] = (await proof.innerText()).split(':') as [string, string];
    await proof.click();
    await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await soon(() => line(page)).toMatch(new RegExp(`^Ln ${number},`));
    await page.context().close();
  });

  test('with the keyboard alone from the palette to a line of the source', async () => {
    const { workbench, page } = await atOrders();
    const map = await wide(workbench);
    await soon(() => page.evaluate(() => document.activeElement?.tagName)).toBe('IFRAME');
    await tabTo(page, map, /^orders, service/);
    await page.keyboard.press('ArrowLeft');
    expect(await inHand(map)).toMatch(/^storefront to orders: HTTP/);
    await page.keyboard.press('Enter');
    await tabTo(page, map, /\.ts:\d+$/);
    const [file] = (await inHand(map)).split(':') as [string];
    await page.keyboard.press('Enter');
    await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await page.context().close();
  });

  test('explaining a dependency lists its proofs, and choosing one goes there', async () => {
    const { workbench, page } = await atOrders();
    await workbench.command('Faultline: Explain Edge');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'orders → payments' }).filter({ hasText: 'HTTP' }).click();
    await page.locator('.quick-input-title', { hasText: 'orders → payments' }).waitFor();
    await rows.filter({ hasText: 'payments.ts:' }).first().click();
    await page.locator('.tab.active[data-resource-name="payments.ts"]').waitFor();
    await page.context().close();
  });

  test('a window that is reloaded shows the same map', async () => {
    const { workbench, page } = await atOrders();
    const map = await wide(workbench);
    await map.locator('.card[aria-label^="inventory"]').click();
    await map.locator('.card.focused .name', { hasText: 'inventory' }).waitFor();
    await map.getByLabel(/^Events/).uncheck();
    await Promise.all([page.waitForEvent('load'), workbench.command('Developer: Reload Window')]);
    const again = await workbench.map('panel');
    await again.locator('.card.focused .name', { hasText: 'inventory' }).waitFor();
    expect(await again.getByLabel(/^Events/).isChecked()).toBe(false);
    await page.context().close();
  });

  test('a server that is killed, and again while it starts, takes nothing away from the map and is not talked about', async () => {
    const { workbench, page } = await atOrders();
    const map = await wide(workbench);
    await map.locator('.card[aria-label^="inventory"]').click();
    await map.getByLabel(/^Events/).uncheck();
    const before = vscode.server.languageServers();
    expect(before).not.toEqual([]);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    const fresh = () => vscode.server.languageServers().filter(pid => !before.includes(pid));
    await soon(() => fresh().length).toBeGreaterThan(0);
    const starting = fresh();
    for (const pid of starting) process.kill(pid, 'SIGKILL');
    await soon(() => fresh().filter(pid => !starting.includes(pid)).length).toBeGreaterThan(0);
    await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
    await map.locator('.card.focused .name', { hasText: 'inventory' }).waitFor();
    expect(await map.getByLabel(/^Events/).isChecked()).toBe(false);
    await workbench.openFile('compose.yaml');
    const box = await workbench.hover('ORDERS_URL', /orders/);
    await soon(() => box.innerText()).toContain('orders');
    expect(await page.locator('.notification-toast').allInnerTexts()).toEqual([]);
    await page.context().close();
  });

  test('copies the map as Mermaid and as a link', async () => {
    const { map, page } = await atOrders();
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await map.getByRole('button', { name: 'Copy as Mermaid' }).click();
    await soon(clipboard).toMatch(/^flowchart LR\n/);
    await map.getByRole('button', { name: 'Copy link' }).click();
    await soon(clipboard).toMatch(/:\/\/faultline\.faultline\/map\?focus=service%3Aorders&folder=shop$/);
    await page.context().close();
  });

  test('no barrier in the maps, in dark, light and high contrast', async () => {
    const { workbench, page, map } = await atOrders();
    await map.getByRole('button', { name: /storefront to orders.*Show proofs/ }).click();
    const panel = await wide(workbench);
    await panel.locator('.wire[role]').first().click({ force: true });
    expect(await barriersInThemes(workbench, map, panel)).toEqual([]);
    await page.context().close();
  });

  test('a folder without services says what Faultline looks for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'faultline-photos-'));
    const workbench = await vscode.window(folder);
    await workbench.sidebar();
    const map = await workbench.map('sidebar');
    await map.locator('.empty', { hasText: 'No services found' }).waitFor();
    expect(await map.locator('.empty').innerText()).toContain('compose files');
    await workbench.page.locator('.part.sidebar .welcome-view-content', { hasText: 'No services found here' }).first().waitFor();
    await workbench.page.context().close();
    rmSync(folder, { recursive: true });
  });
});
