// node scripts/vscode/screenshots.ts [impact|detect]: takes the pictures of docs/images and of the walkthrough in a real VS Code with the packaged extension;
// with a word only those of impact or detect.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { codeServer, folderUrl, top } from './code-server.ts';
import { detectPictures } from './detect-pictures.ts';
import { impactPictures } from './impact-pictures.ts';
import { chromiumBrowser, Workbench } from './workbench.ts';

const docs = join(top, 'docs/images');
const walkthrough = join(top, 'media/walkthrough');
const LOOKS = {
  'workbench.colorTheme': 'Dark Modern',
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'breadcrumbs.enabled': false,
};

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function picture(page: Page, name: string, clip?: Area): Promise<Buffer> {
  return page.screenshot({ path: join(docs, `${name}.png`), ...(clip && { clip }) });
}

async function area(...parts: readonly Locator[]): Promise<Area> {
  const boxes = (await Promise.all(parts.map(part => part.boundingBox()))).filter(box => box !== null);
  const [left, top] = [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...boxes.map(({ x, width }) => x + width)), Math.max(...boxes.map(({ y, height }) => y + height))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Takes the pointer from whatever it rests on: no picture shows a hover that nobody asked for. */
const pointAway = (page: Page) => page.mouse.move(1100, 8);

async function sidebar(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.openFile('services/orders/src/payments.ts');
  await workbench.sidebar();
  const map = await workbench.map('sidebar');
  await map.locator('.centre b', { hasText: 'orders' }).waitFor();
  await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
  await page.locator('.editor-instance').click();
  await pointAway(page);
  await page.waitForTimeout(1200);
  await picture(page, 'editor');
  await page.screenshot({ path: join(walkthrough, 'sidebar.png'), clip: await area(page.locator('.part.sidebar')) });
}

async function hover(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.openFile('compose.yaml');
  await page.locator('.codelens-decoration').first().waitFor();
  const box = await workbench.hover('PAYMENTS_URL', /payments/);
  await page.waitForTimeout(800);
  const editor = await area(page.locator('.part.editor'));
  const shown = await area(box);
  const [above, below] = [Math.max(editor.y, shown.y - 60), Math.min(editor.y + editor.height, shown.y + shown.height + 110)];
  await picture(page, 'hover', { ...editor, y: above, height: below - above });
  copyFileSync(join(docs, 'hover.png'), join(walkthrough, 'hover.png'));
  await page.keyboard.press('Escape');
  await workbench.openFile('services/payments/payments/app.py');
  await page.locator('.codelens-decoration', { hasText: 'consumer' }).first().waitFor();
  await pointAway(page);
  await page.waitForTimeout(1000);
  await picture(page, 'lens', { ...editor, height: 600 });
}

async function wide(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.openFile('services/orders/src/payments.ts');
  await (await workbench.map('sidebar')).locator('.centre b', { hasText: 'orders' }).waitFor();
  await workbench.command('Faultline: Show Dependency Map');
  const map = await workbench.map('panel');
  await map.locator('.card.focused[aria-label^="orders"]').waitFor();
  await map.locator('.wire[aria-label^="orders to payments"]').first().click({ force: true });
  await map.locator('.proofs h2', { hasText: 'orders → payments' }).waitFor();
  await pointAway(page);
  await page.waitForTimeout(600);
  await picture(page, 'map');
  await page.screenshot({ path: join(walkthrough, 'proofs.png'), clip: await area(page.locator('.part.editor')) });
  await map.getByRole('button', { name: 'Whole' }).click();
  await page.waitForTimeout(600);
  await picture(page, 'whole', await area(page.locator('.part.editor')));
}

async function unresolved(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.command('Faultline: Show Unresolved');
  const list = page.locator('.quick-input-widget');
  await list.locator('.monaco-list-row', { hasText: 'fetch' }).waitFor();
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(walkthrough, 'unresolved.png'), clip: await area(list) });
  await page.keyboard.press('Escape');
}

async function steps(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await workbench.command('View: Toggle Primary Side Bar Visibility');
  await workbench.command('Welcome: Open Walkthrough');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'See your services as one system' }).first().click();
  await page.locator('.getting-started-step img, .step-container').first().waitFor();
  await page.waitForTimeout(1500);
  await picture(page, 'walkthrough', await area(page.locator('.part.editor')));
}

mkdirSync(docs, { recursive: true });
mkdirSync(walkthrough, { recursive: true });
execFileSync(process.execPath, [join(top, 'scripts/vscode/package.mjs')], { stdio: 'inherit' });
const server = await codeServer({ vsix: join(top, 'out/faultline.vsix'), settings: LOOKS });
const browser = await chromiumBrowser();
try {
  const only = process.argv[2];
  if (only !== 'detect') await impactPictures(server, browser);
  if (only !== 'impact') await detectPictures(server, browser);
  if (only === undefined) await everything();
} finally {
  await browser.close();
  await server.stop();
}

async function everything(): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(30_000);
  await page.goto(folderUrl(server, join(top, 'examples/shop')));
  await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
  const workbench = new Workbench(page);
  for (const take of [sidebar, hover, wide, unresolved, steps]) await take(workbench);
}
