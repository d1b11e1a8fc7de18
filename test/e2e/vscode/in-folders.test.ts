import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { top } from '../../../scripts/vscode/code-server.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';
import { soon } from './soon.ts';

const scratch = mkdtempSync(join(tmpdir(), 'faultline-folders-'));
const FOLDERS = { post: 'http/compose-env-url', hotel: 'grpc/only-implementer-with-copied-proto' };
let vscode: Opened;

beforeAll(async () => {
  for (const [name, fixture] of Object.entries(FOLDERS))
    cpSync(join(top, 'test/fixtures', fixture), join(scratch, name), { recursive: true });
  writeFileSync(join(scratch, 'both.code-workspace'), JSON.stringify({ folders: [{ path: 'post' }, { path: 'hotel' }], settings: {} }));
  vscode = await opened();
}, 180_000);

afterAll(async () => {
  await vscode?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A window of both folders with the sidebar open and a file of the first in hand. */
async function both(): Promise<{ readonly workbench: Workbench; readonly page: Page; readonly map: FrameLocator }> {
  const workbench = await vscode.window(join(scratch, 'both.code-workspace'));
  await workbench.openFile('parcels/index.js');
  await workbench.sidebar();
  const map = await workbench.map('sidebar');
  await map.locator('.centre b', { hasText: 'parcels' }).waitFor();
  return { workbench, page: workbench.page, map };
}

/** The name beside the title of the map's view. */
const folderShown = (page: Page) => page.locator('.part.sidebar .pane-header', { hasText: 'Map' }).first().innerText();

const quickRows = (page: Page) => page.locator('.quick-input-list .monaco-list-row');

describe('a window of two folders', { timeout: 120_000 }, () => {
  test('the status bar counts the services of both, and the tree lists each folder with its own', async () => {
    const { workbench, page } = await both();
    await page.locator('.statusbar-item', { hasText: '4 services' }).waitFor();
    const names = () => workbench.treeRows.locator('.label-name').allInnerTexts();
    await soon(names).toEqual(expect.arrayContaining(['post', 'depot', 'parcels', 'hotel', 'desk', 'rates']));
    const list = await names();
    expect(list.indexOf('parcels')).toBeLessThan(list.indexOf('hotel'));
    expect(list.indexOf('desk')).toBeGreaterThan(list.indexOf('hotel'));
    await page.context().close();
  });

  test('the map is that of the folder in hand, and says which it is', async () => {
    const { workbench, page, map } = await both();
    await soon(() => folderShown(page)).toMatch(/post/i);
    // Nobody owns this file, and still it belongs to the other system.
    await workbench.openFile('docker-compose.yml');
    await soon(() => folderShown(page)).toMatch(/hotel/i);
    await map.locator('.centre b', { hasText: /desk|rates/ }).waitFor();
    await workbench.openFile('rates/server.py');
    await map.locator('.centre b', { hasText: 'rates' }).waitFor();
    await workbench.command('Faultline: Show Dependency Map');
    const wide = await workbench.map('panel');
    await wide.locator('.card[aria-label^="desk"]').waitFor();
    expect(await wide.locator('.card[aria-label^="parcels"]').count()).toBe(0);
    await page.locator('.tab.active', { hasText: 'Dependency map: hotel' }).waitFor();
    await page.context().close();
  });

  test('the map of another folder is one choice away', async () => {
    const { workbench, page, map } = await both();
    await workbench.command('Faultline: Choose Folder of the Map');
    await quickRows(page).filter({ hasText: 'hotel' }).click();
    await map.locator('.centre b', { hasText: /desk|rates/ }).waitFor();
    expect(await folderShown(page)).toMatch(/hotel/i);
    await page.context().close();
  });

  test('a list to choose from begins with the folder in hand', async () => {
    const { workbench, page, map } = await both();
    await workbench.openFile('rates/server.py');
    await map.locator('.centre b', { hasText: 'rates' }).waitFor();
    await workbench.command('Faultline: Focus Service');
    await quickRows(page).filter({ hasText: 'parcels' }).waitFor();
    const rows = (await quickRows(page).allInnerTexts()).join('\n');
    expect(rows.indexOf('rates')).toBeLessThan(rows.indexOf('parcels'));
    expect(rows).toMatch(/hotel[^]*post/);
    await page.context().close();
  });

  test('hovers and jumps stay in their folder', async () => {
    const { workbench, page } = await both();
    await workbench.openFile('docker-compose.yml');
    const said = await workbench.hover('DESK_ADDR', /desk/);
    await soon(() => said.innerText()).toContain('desk');
    await page.keyboard.press('Escape');
    await workbench.openFile('parcels/index.js');
    await page
      .locator('.editor-instance .view-line', { hasText: 'axios.get' })
      .locator('span span', { hasText: 'shelves' })
      .first()
      .click();
    await page.keyboard.press('F12');
    await soon(() => page.locator('.breadcrumbs-control').first().innerText()).toMatch(/post[^]*depot[^]*index\.js/);
    await page.context().close();
  });
});
