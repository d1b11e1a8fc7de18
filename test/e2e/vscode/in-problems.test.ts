import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { top } from '../../../scripts/vscode/code-server.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { barriersInThemes } from './accessible.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';
import { soon } from './soon.ts';

const scratch = mkdtempSync(join(tmpdir(), 'faultline-problems-'));
let vscode: Opened;
let windows = 0;

beforeAll(async () => {
  vscode = await opened();
}, 180_000);

afterAll(async () => {
  await vscode?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A window of its own on a workspace with two mistakes, and the file with both in hand. */
async function mistaken(): Promise<{ readonly workbench: Workbench; readonly page: Page }> {
  const folder = join(scratch, `shop-${windows++}`);
  cpSync(join(top, 'test/fixtures/detect/two-findings'), folder, { recursive: true });
  const workbench = await vscode.window(folder);
  await workbench.openFile('compose.yaml');
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: '2 findings' }).waitFor();
  return { workbench, page };
}

const problems = (page: Page) => page.locator('.markers-panel .monaco-list-row');

/** The text as the editor shows it. */
const shown = async (page: Page): Promise<string> =>
  (await page.locator('.editor-instance .view-lines').first().innerText()).replaceAll('\u00A0', ' ');

async function quickFix(workbench: Workbench, line: number, title: string): Promise<void> {
  const { page } = workbench;
  await page.locator('.editor-instance').first().click();
  await workbench.goTo(line);
  const offered = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  // The editor asks for fixes of the marks that it has at this moment; those of the edit before may be on their way.
  for (let tries = 0; tries < 5 && !(await offered.isVisible()); tries++) {
    await page.keyboard.press('Escape');
    await workbench.command('Quick Fix...');
    await offered.waitFor({ timeout: 5_000 }).catch(() => undefined);
  }
  await offered.click();
}

/** By its header: the list of services counts findings too. */
const findingRows = (page: Page) =>
  page.locator('.pane', { has: page.locator('.pane-header', { hasText: 'Findings' }) }).locator('.monaco-list-row');

describe('findings in a window', { timeout: 120_000 }, () => {
  test('Problems list each with its other sides, and a quick fix takes one away until it is undone', async () => {
    const { workbench, page } = await mistaken();
    await workbench.command('View: Focus Problems');
    const row = problems(page).filter({ hasText: 'orders is given STOREHOST' }).first();
    await row.waitFor();
    expect(await row.innerText()).toContain('env.name-mismatch');
    await problems(page).filter({ hasText: 'STORE_HOST is read here' }).first().waitFor();
    await quickFix(workbench, 5, 'Rename STOREHOST to STORE_HOST');
    await soon(() => shown(page)).toContain('STORE_HOST: cache');
    await page.locator('.statusbar-item', { hasText: '1 finding' }).waitFor();
    await page.locator('.editor-instance').first().click();
    await page.keyboard.press('Control+z');
    await soon(() => shown(page)).toContain('STOREHOST: cache');
    await page.locator('.statusbar-item', { hasText: '2 findings' }).waitFor();
    await page.context().close();
  });

  test('a finding is ignored here with a reason that the file keeps', async () => {
    const { workbench, page } = await mistaken();
    await quickFix(workbench, 5, 'Ignore env.name-mismatch here');
    const box = page.locator('.quick-input-widget input').first();
    await box.fill('the image reads it');
    await page.keyboard.press('Enter');
    await soon(() => shown(page)).toContain('      # faultline-ignore env.name-mismatch: the image reads it');
    await page.locator('.statusbar-item', { hasText: '1 finding' }).waitFor();
    await page.context().close();
  });

  test('a finding is ignored for all in the configuration, and explained on its page', async () => {
    const { workbench, page } = await mistaken();
    await quickFix(workbench, 5, 'Ignore env.name-mismatch in');
    await page.locator('.quick-input-widget input').first().fill('the image reads it');
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="config.yaml"]').waitFor();
    await soon(() => shown(page)).toContain('subject: orders STOREHOST STORE_HOST');
    await page.locator('.statusbar-item', { hasText: '1 finding' }).waitFor();
    await page.locator('.tab[data-resource-name="compose.yaml"]').click();
    await quickFix(workbench, 9, 'Explain dependency.healthy-without-healthcheck');
    await page.locator('.tab.active', { hasText: 'dependency.healthy-without-healthcheck' }).waitFor();
    await page.context().close();
  });

  test('the list leads with the keyboard alone from a finding to its other side', async () => {
    const { workbench, page } = await mistaken();
    // An editor that is asked to focus an empty list focuses what stands in its place.
    await page.locator('.statusbar-item', { hasText: '2 findings' }).waitFor();
    await workbench.command('Faultline: Focus on Findings View');
    await findingRows(page).filter({ hasText: 'orders is given STOREHOST' }).waitFor();
    await soon(() => findingRows(page).locator('.label-name').allInnerTexts()).toEqual([
      'Environment',
      'orders is given STOREHOST, but its code reads STORE_HOST, which nothing sets.',
      'Dependencies',
      'orders waits until cache is healthy, but cache has no healthcheck.',
    ]);
    for (const key of ['Home', 'ArrowDown', 'ArrowRight', 'ArrowDown']) {
      await page.keyboard.press(key);
      await page.waitForTimeout(250);
    }
    await page.keyboard.press('Enter');
    await page.locator('.tab.active[data-resource-name="main.js"]').waitFor();
    await soon(() => page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText()).toMatch(/^Ln 4,/);
    await page.context().close();
  });

  test('the list is filtered, says so, and shows all again', async () => {
    const { workbench, page } = await mistaken();
    await workbench.command('Faultline: Focus on Findings View');
    await findingRows(page).filter({ hasText: 'STOREHOST' }).waitFor();
    await workbench.command('Faultline: Filter Findings');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Dependencies' }).click();
    await page.keyboard.press('Enter');
    await soon(() => findingRows(page).filter({ hasText: 'STOREHOST' }).count()).toBe(0);
    await soon(() => page.locator('.pane-header', { hasText: 'Findings' }).innerText()).toContain('1 of 2');
    await workbench.command('Faultline: Show All Findings');
    await findingRows(page).filter({ hasText: 'STOREHOST' }).waitFor();
    await page.context().close();
  });

  test('the table of variables says what is missing, leads to lines, and has no barrier in any theme', async () => {
    const { workbench, page } = await mistaken();
    await workbench.command('Faultline: Show Environment Variables');
    const table = await workbench.map('environment-panel');
    await table.locator('h1', { hasText: 'orders has 3 variables in one environment: 1 is missing, 1 is unused.' }).waitFor();
    expect(await table.locator('tbody th code').allInnerTexts()).toEqual(['STORE_HOST', 'STOREHOST', 'GREETING']);
    expect(await barriersInThemes(workbench, table)).toEqual([]);
    await table.getByLabel(/^missing/).check();
    await soon(() => table.locator('tbody th code').allInnerTexts()).toEqual(['STORE_HOST']);
    await table.getByRole('button', { name: 'main.js:4' }).press('Enter');
    await page.locator('.tab.active[data-resource-name="main.js"]').waitFor();
    await page.context().close();
  });
});
