import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shopRepository } from '../../../scripts/vscode/shop-repository.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { barriersInThemes } from './accessible.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';
import { soon } from './soon.ts';

const PROTO = 'contracts/proto/shop/v1/inventory.proto';
/** Each window has a shop of its own: what is typed and not saved is there again when a folder is opened again. */
const folders: string[] = [];
let vscode: Opened;

beforeAll(async () => {
  vscode = await opened();
}, 180_000);

afterAll(async () => {
  await vscode?.close();
  for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
});

const line = (page: Page) => page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();
const squiggles = (page: Page) => page.locator('.squiggly-error, .squiggly-warning');

async function atShop(): Promise<Workbench> {
  const folder = shopRepository();
  folders.push(folder);
  return vscode.window(folder);
}

/** A window in which the quantity of a reservation has just been taken away, and nothing is saved. */
async function withoutQuantity(): Promise<{ readonly workbench: Workbench; readonly page: Page }> {
  const workbench = await atShop();
  const { page } = workbench;
  await workbench.openFile(PROTO);
  await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
  await workbench.deleteLine(19);
  await squiggles(page).first().waitFor();
  return { workbench, page };
}

async function analysed(workbench: Workbench): Promise<FrameLocator> {
  await workbench.command('Faultline: Analyze Impact of Current Change');
  const panel = await workbench.map('impact-panel');
  await panel.locator('h1').waitFor();
  return panel;
}

describe('impact in a window', { timeout: 120_000 }, () => {
  test('a field that is taken away is marked with its rule and with the lines of its readers', async () => {
    const { workbench, page } = await withoutQuantity();
    await workbench.command('View: Toggle Problems');
    const rows = page.locator('.markers-panel .monaco-list-row');
    await rows
      .filter({ hasText: 'Field 2 (quantity) of shop.v1.ReserveRequest was removed.' })
      .filter({ hasText: 'FIELD_NO_DELETE' })
      .waitFor();
    await rows.filter({ hasText: 'server.ts' }).filter({ hasText: 'inventory:' }).first().waitFor();
    await page.context().close();
  });

  test('the lens above it says whom it breaks, and goes when it is there again, without a further key', async () => {
    const { page } = await withoutQuantity();
    const broken = page.locator('.codelens-decoration', { hasText: 'breaks 1 of 2 consumers' });
    await broken.waitFor();
    await page.keyboard.press('Control+Z');
    await broken.waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('from the sentence of the panel to the line of a reader', async () => {
    const { workbench, page } = await withoutQuantity();
    const panel = await analysed(workbench);
    await panel.locator('tbody th', { hasText: 'inventory' }).waitFor();
    const place = panel.locator('tbody tr', { hasText: 'inventory' }).locator('.places .link').first();
    const [file, number] = (await place.innerText()).split(':') as [string, string];
    await place.click();
    await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    await soon(() => line(page)).toMatch(new RegExp(`^Ln ${number},`));
    await page.context().close();
  });

  test('a quick fix restores the field, and nothing breaks any more', async () => {
    const { workbench, page } = await withoutQuantity();
    await workbench.goTo(18);
    await workbench.command('Quick Fix...');
    await page.locator('.action-widget .monaco-list-row', { hasText: 'Restore quantity' }).click();
    await soon(() => page.locator('.view-line', { hasText: 'int32 quantity = 2;' }).count()).toBe(2);
    await soon(() => squiggles(page).count()).toBe(0);
    await page.context().close();
  });

  test('the panel follows what is typed', async () => {
    const { workbench, page } = await withoutQuantity();
    const panel = await analysed(workbench);
    await panel.locator('h1', { hasText: 'quantity' }).waitFor();
    await page.locator('.tab[data-resource-name="inventory.proto"]').first().click();
    await workbench.command('File: Revert File');
    await panel.locator('h1', { hasText: 'Nothing changed that others rely on.' }).waitFor();
    await page.context().close();
  });

  test('what if an element were gone is asked by its name', async () => {
    const workbench = await atShop();
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
    await workbench.command('Faultline: Analyze Impact of Symbol or Element');
    const list = page.locator('.quick-input-widget');
    await list.locator('.monaco-list-row').first().waitFor();
    await list.locator('input').first().fill('POST /charges');
    await list.locator('.monaco-list-row', { hasText: 'POST /charges' }).first().click();
    const panel = await workbench.map('impact-panel');
    await panel.locator('h1', { hasText: 'breaks' }).waitFor();
    await panel.locator('tbody tr', { hasText: 'orders' }).first().waitFor();
    await page.context().close();
  });

  test('the tree lists whom the change reaches', async () => {
    const { workbench, page } = await withoutQuantity();
    await workbench.command('Faultline: Focus on Impact View');
    // A view that has just been opened is small.
    for (const other of ['Findings', 'System']) await page.locator('.part.sidebar .pane-header', { hasText: other }).click();
    const rows = page.locator('.part.sidebar .monaco-list-row');
    await rows
      .filter({ hasText: /^(Broken|At risk)/ })
      .first()
      .waitFor();
    await rows
      .filter({ hasText: /^inventory.*quantity/ })
      .first()
      .waitFor();
    await page.context().close();
  });

  test('no barrier in the panel, in dark, light and high contrast', async () => {
    const { workbench, page } = await withoutQuantity();
    const panel = await analysed(workbench);
    await panel.locator('tbody').waitFor();
    expect(await barriersInThemes(workbench, panel)).toEqual([]);
    await page.context().close();
  });
});
