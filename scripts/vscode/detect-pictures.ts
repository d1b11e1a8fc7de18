import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { folderUrl, top } from './code-server.ts';
import type { CodeServer } from './code-server.ts';
import { Workbench } from './workbench.ts';

const images = join(top, 'docs/images');

/** What the checks found: in the list, in Problems and in the table of variables; dark, and the table in light too. */
export async function detectPictures(server: CodeServer, browser: Browser): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'faultline-pictures-'));
  const folder = join(scratch, 'shop');
  cpSync(join(top, 'test/fixtures/detect/pictured'), folder, { recursive: true });
  const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
  page.setDefaultTimeout(30_000);
  const picture = (name: string) => page.screenshot({ path: join(images, `${name}.png`) });
  try {
    await page.goto(folderUrl(server, folder));
    await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
    const workbench = new Workbench(page);
    await workbench.openFile('compose.yaml');
    await page.locator('.statusbar-item', { hasText: /\d findings/ }).waitFor();
    await workbench.command('View: Focus Problems');
    await workbench.command('Faultline: Focus on Findings View');
    await page.locator('.part.sidebar .pane-header', { hasText: 'System' }).click();
    const first = page.locator('.part.sidebar .monaco-list-row', { hasText: 'orders is given DB_PASS' });
    await first.locator('.monaco-tl-twistie').click();
    await first.hover();
    await page.waitForTimeout(800);
    await page.mouse.move(700, 8);
    await page.waitForTimeout(1500);
    await picture('detect');
    await workbench.command('View: Toggle Panel Visibility');
    await workbench.command('Faultline: Show Environment Variables');
    const table = await workbench.map('environment-panel');
    await table.locator('h1', { hasText: 'missing' }).waitFor();
    await page.mouse.move(700, 8);
    await page.waitForTimeout(800);
    await picture('environment');
    await workbench.theme('Light Modern');
    await page.waitForTimeout(800);
    await picture('environment-light');
    await workbench.theme('Dark Modern');
  } finally {
    await page.close();
    rmSync(scratch, { recursive: true, force: true });
  }
}
