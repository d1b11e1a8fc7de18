import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { folderUrl, top } from './code-server.ts';
import type { CodeServer } from './code-server.ts';
import { shopRepository } from './shop-repository.ts';
import { Workbench } from './workbench.ts';

const images = join(top, 'docs/images');

/** What a removed rpc breaks: in the text, in the panel and in the tree; dark, light and high contrast. */
export async function impactPictures(server: CodeServer, browser: Browser): Promise<void> {
  const folder = shopRepository();
  const page = await browser.newPage({ viewport: { width: 1720, height: 900 } });
  page.setDefaultTimeout(30_000);
  const picture = (name: string) => page.screenshot({ path: join(images, `${name}.png`) });
  try {
    await page.goto(folderUrl(server, folder));
    await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
    const workbench = new Workbench(page);
    // The editor asks for lenses as seldom as the first answers were slow, so nothing is opened while everything starts.
    await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
    await page.waitForTimeout(3000);
    await workbench.openFile('services/payments/openapi.yaml');
    // The amount in the answer.
    await workbench.deleteLine(64);
    await workbench.openFile('contracts/proto/shop/v1/inventory.proto');
    await page.locator('.codelens-decoration', { hasText: 'consumer' }).first().waitFor();
    await workbench.deleteLine(8);
    await page.locator('.squiggly-error, .squiggly-warning').first().waitFor();
    await workbench.sidebar();
    await page
      .locator('.codelens-decoration', { hasText: /^breaks/ })
      .first()
      .waitFor({ timeout: 90_000 });
    await page.waitForTimeout(1500);
    await workbench.command('Faultline: Analyze Impact of Current Change');
    const panel = await workbench.map('impact-panel');
    await panel.locator('h1').waitFor();
    await page.waitForTimeout(1000);
    await page.mouse.move(700, 8);
    await picture('impact');
    await workbench.theme('Light Modern');
    await page.waitForTimeout(800);
    await picture('impact-light');
    await workbench.theme('Dark High Contrast');
    await page.waitForTimeout(800);
    await picture('impact-contrast');
    await workbench.theme('Dark Modern');
  } finally {
    await page.close();
    rmSync(dirname(folder), { recursive: true, force: true });
  }
}
