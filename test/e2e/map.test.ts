import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { html } from '../../src/cli/reporters/html.ts';
import { mapState } from '../../src/protocol/panels/map.ts';
import type { MapGraph } from '../../src/protocol/panels/map.ts';
import { generated, nothing, shop } from '../webview/fixtures.ts';

const BROWSER = '/usr/bin/chromium';
const folder = mkdtempSync(join(tmpdir(), 'faultline-map-'));
const pages: Readonly<Record<string, MapGraph>> = { shop, nothing, large: generated(200, 1000, 2) };
let browser: Browser;

const source = (path: string) => new URL(`../../src/webview/map/${path}`, import.meta.url).pathname;

async function bundled(): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    entryPoints: { map: source('standalone.tsx') },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    write: false,
    outdir: folder,
  });
  const text = (name: string) => outputFiles.find(file => file.path.endsWith(name))!.text;
  return { script: text('map.js'), style: text('map.css') };
}

beforeAll(async () => {
  if (!existsSync(BROWSER))
    throw new Error(`The map is tested in a real browser, and ${BROWSER} is missing. Run: apt-get install -y chromium`);
  const assets = await bundled();
  for (const [name, graph] of Object.entries(pages))
    writeFileSync(join(folder, `${name}.html`), html(mapState(graph, 'vscode://file/shop/'), assets));
  browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
}, 60_000);

afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs in a page of its own, and fails if the page complained or asked the network for anything. */
async function inPage(name: string, run: (page: Page) => Promise<void>, options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1300, height: 800 }, ...options });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', message => message.type() !== 'log' && wrong.push(`console: ${message.text()}`));
  page.on('pageerror', error => wrong.push(`error: ${error.message}`));
  page.on('request', request => !/^(file|blob):/.test(request.url()) && wrong.push(`request: ${request.url()}`));
  try {
    const [file, hash] = name.split('#');
    await page.goto(`${pathToFileURL(join(folder, `${file}.html`)).href}${hash ? `#${hash}` : ''}`);
    await run(page);
    expect(wrong).toEqual([]);
  } finally {
    await context.close();
  }
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
const cards = (page: Page) => page.locator('.card .name').allTextContents();

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

async function tabTo(page: Page, label: RegExp): Promise<void> {
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab');
    if (label.test(await focused(page))) return;
  }
  throw new Error(`Tab never reached ${String(label)}.`);
}

describe('the map in a browser', () => {
  test('opens with one sentence and the best connected service in focus', () =>
    inPage('shop', async page => {
      expect(await page.locator('.sentence').textContent()).toContain('12 services, 24 dependencies, 2 unresolved.');
      expect(await page.locator('.card.focused .name').textContent()).toBe('orders');
      expect(await page.locator('.card.unresolved').getAttribute('aria-label')).toContain('base URL comes from a database row');
    }));

  test('a proof is reached with the keyboard alone, and Escape leads back', () =>
    inPage('shop', async page => {
      await tabTo(page, /^orders, service/);
      await press(page, 'ArrowLeft');
      const edge = await focused(page);
      expect(edge).toMatch(/to orders: HTTP/);
      await press(page, 'Enter');
      expect(await focused(page)).toMatch(/→ orders$/);
      await tabTo(page, /client\.ts:14$/);
      expect(await page.evaluate(() => (document.activeElement as HTMLAnchorElement).href)).toMatch(
        /^vscode:\/\/file\/shop\/services\/\w+\/src\/orders\.client\.ts:14$/,
      );
      expect(await page.locator('.proofs code').first().textContent()).toContain('fetch(');
      await press(page, 'Escape');
      expect(await focused(page)).toBe(edge);
      expect(await page.locator('.proofs:not(.about)').count()).toBe(0);
    }));

  test('arrows walk to a card, Enter focuses it, and the browser goes back', () =>
    inPage('shop', async page => {
      await tabTo(page, /^orders, service/);
      await press(page, 'ArrowLeft', 'ArrowLeft', 'Enter');
      const now = await page.locator('.card.focused .name').textContent();
      expect(['admin', 'storefront']).toContain(now);
      expect(page.url()).toContain(`focus=service%3A${now}`);
      expect(await focused(page)).toContain(`${now}, service`);
      await page.goBack();
      await expect.poll(() => page.locator('.card.focused .name').textContent()).toBe('orders');
    }));

  test('a chevron opens the next hop and closes it again', () =>
    inPage('shop', async page => {
      const chevron = page.getByRole('button', { name: /what breaks with storefront/ });
      expect(await cards(page)).not.toContain('gateway');
      await chevron.click();
      expect(await cards(page)).toContain('gateway');
      expect(await chevron.getAttribute('aria-expanded')).toBe('true');
      await chevron.click();
      expect(await cards(page)).not.toContain('gateway');
    }));

  test('search finds as one types, and goes to a service or to an operation', () =>
    inPage('shop', async page => {
      await tabTo(page, /^Find a service/);
      await page.keyboard.type('recom');
      expect(await page.locator('#fl-hits [role=option]').allTextContents()).toEqual(['recommendations Python']);
      await press(page, 'Enter');
      expect(await page.locator('.card.focused .name').textContent()).toBe('recommendations');
      await page.getByRole('combobox', { name: /^Find/ }).fill('charges');
      await press(page, 'Enter');
      expect(await page.locator('.proofs h2').textContent()).toBe('orders → payments');
    }));

  test('filters by kind and by environment take lines away and bring them back', () =>
    inPage('shop', async page => {
      await page.getByLabel(/^Events/).uncheck();
      expect(await cards(page)).not.toContain('order.created');
      await page.getByLabel(/^Events/).check();
      expect(await cards(page)).toContain('order.created');
      await page.getByLabel('Environment').selectOption('dev');
      expect(await cards(page)).not.toContain('pricing');
    }));

  test('the tree is walked with arrows: open, step in, see the proof', () =>
    inPage('shop#view=tree', async page => {
      await tabTo(page, /^Services, 12$/);
      await press(page, 'ArrowDown', 'ArrowRight', 'ArrowDown');
      expect(await focused(page)).toBe('needs orders, HTTP · GET /orders, PATCH /orders/{id} and 1 more · likely');
      await press(page, 'Enter');
      expect(await page.locator('.proofs h2').textContent()).toBe('admin → orders');
      expect(await page.locator('.proofs').textContent()).toContain('likely, not proven');
      await press(page, 'Escape', 'ArrowLeft', 'ArrowLeft');
      expect(await page.locator('[role=treeitem][aria-level="3"]').count()).toBe(0);
    }));

  test('the whole view draws everything, and a large one lists systems instead', async () => {
    await inPage('shop#view=whole', async page => {
      expect(await page.locator('.card').count()).toBe(19);
      expect(await page.locator('.on-card .lost').count()).toBe(2);
    });
    await inPage('large#view=whole', async page => {
      expect(await page.locator('.card').count()).toBe(0);
      expect(await page.getByRole('treeitem').first().textContent()).toMatch(/System around .*200 nodes, 1000 dependencies/);
    });
  });

  test('a link to a line opens its proofs', () =>
    inPage(`shop#focus=service%3Aorders&edge=${encodeURIComponent('service:admin http service:orders')}`, async page => {
      expect(await page.locator('.proofs h2').textContent()).toBe('admin → orders');
    }));

  test('at the width of a sidebar there are lines to read instead of a picture', () =>
    inPage(
      'shop',
      async page => {
        expect(await page.locator('.canvas').count()).toBe(0);
        expect(await page.locator('.side-title').allTextContents()).toEqual(['If orders fails, these fail', 'orders needs']);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(300);
        await page.getByRole('button', { name: /storefront to orders.*Show proofs/ }).click();
        expect(await page.locator('.proofs h2').textContent()).toBe('storefront → orders');
      },
      { viewport: { width: 300, height: 700 } },
    ));

  test('the picture is saved as a file that needs no style sheet', () =>
    inPage('shop', async page => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download SVG' }).click()]);
      const svg = readFileSync(await download.path(), 'utf8');
      expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      expect([svg.includes('class='), svg.includes('var('), svg.includes('opacity'), svg.includes('>orders</text>')]).toEqual([
        false,
        false,
        false,
        true,
      ]);
    }));

  test('the map is copied as Mermaid', () =>
    inPage(
      'shop',
      async page => {
        await page.getByRole('button', { name: 'Copy as Mermaid' }).click();
        await page.getByText('Copied as Mermaid.').waitFor();
        expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^flowchart LR\n/);
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    ));

  test('nothing found is a page that says what was looked for', () =>
    inPage('nothing', async page => {
      expect(await page.locator('.empty').textContent()).toMatch(/No services found in holiday-photos.*compose files.*faultline graph/);
    }));
});
