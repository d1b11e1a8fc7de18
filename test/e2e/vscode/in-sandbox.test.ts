import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shopRepository } from '../../../scripts/vscode/shop-repository.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { needsEngine } from '../../sandbox/shop.ts';
import { barriersInThemes } from './accessible.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';

const fixture = join(import.meta.dirname, '../../fixtures/verify/tries');
const folders: string[] = [];
let vscode: Opened;

beforeAll(async () => {
  await needsEngine();
  vscode = await opened();
}, 180_000);

afterAll(async () => {
  await vscode?.close();
  for (const folder of folders) rmSync(dirname(folder), { recursive: true, force: true });
});

/** A shop that tries a payment four times, committed so. */
function repository(): string {
  const folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'faultline-sandbox-'))), 'tries');
  folders.push(folder);
  cpSync(fixture, folder, { recursive: true });
  const git = (...args: readonly string[]) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message=tries');
  return folder;
}

async function atHome(folder: string): Promise<{ readonly workbench: Workbench; readonly page: Page }> {
  const workbench = await vscode.window(folder);
  await workbench.page.locator('.statusbar-item', { hasText: '2 services' }).waitFor();
  return { workbench, page: workbench.page };
}

/** The shop tries once now, which nobody has saved. */
async function tryingOnce({ workbench, page }: { readonly workbench: Workbench; readonly page: Page }): Promise<void> {
  await workbench.openFile('shop/server.js');
  await workbench.deleteLine(3);
  await page.keyboard.type('const TRIES = 1;\n');
  await page.locator('.tab.active.dirty').waitFor();
}

/** Whoever asked by the keyboard need only press Enter. */
async function startedByKeyboard(panel: FrameLocator, page: Page): Promise<void> {
  await panel.locator('button:focus', { hasText: 'Start' }).waitFor();
  await page.keyboard.press('Enter');
}

const CONTAINERS = ['ps', '--all', '--quiet', '--filter', 'label=dev.faultline.run'];
const containers = (): string => execFileSync('docker', CONTAINERS, { encoding: 'utf8' }).trim();

describe('a sandbox from a window', { timeout: 240_000 }, () => {
  test('what is typed and not saved is verified, and the panel shows both sides', async () => {
    const folder = repository();
    const home = await atHome(folder);
    const { workbench, page } = home;
    await tryingOnce(home);
    await workbench.command('Faultline: Verify in Sandbox');
    const panel = await workbench.map('verify-panel');
    await startedByKeyboard(panel, page);
    await panel.getByRole('button', { name: 'Cancel' }).waitFor();
    await panel.locator('h1 .verdict.fixed').waitFor({ timeout: 180_000 });
    const row = panel.locator('tr', { hasText: 'calls at bank per request' }).first();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toMatch(/✕ 4 .*✓ 1 /);
    expect(await barriersInThemes(workbench, panel)).toEqual([]);
    expect(readdirSync(join(folder, '.faultline/runs')).filter(name => name !== '.gitignore')).toHaveLength(1);
    await panel.getByRole('button', { name: 'Open receipt' }).click();
    await page.locator('.tab.active[data-resource-name="receipt.json"]').waitFor();
    expect(containers()).toBe('');
    await page.context().close();
  });

  test('what runs, what is built and what it takes is told before anything starts, and the next time as it was measured', async () => {
    const folder = repository();
    const home = await atHome(folder);
    const { workbench, page } = home;
    await tryingOnce(home);
    await workbench.command('Faultline: Verify in Sandbox');
    const panel = await workbench.map('verify-panel');
    await panel.locator('h1', { hasText: 'Start shop and bank twice, without your change and with it?' }).waitFor();
    await panel.locator('.price', { hasText: '2 containers, twice · time and memory not known yet' }).waitFor();
    await panel.getByText('Builds shop twice and bank.').waitFor();
    await panel.locator('tr', { hasText: 'bank answers 429 to every request of shop' }).waitFor();
    expect(await barriersInThemes(workbench, panel)).toEqual([]);
    expect(containers()).toBe('');
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.locator('h1', { hasText: 'Nothing has been verified yet.' }).waitFor();
    expect(existsSync(join(folder, '.faultline/runs'))).toBe(false);
    await panel.getByRole('button', { name: 'Verify in Sandbox' }).click();
    await startedByKeyboard(panel, page);
    await panel.locator('h1 .verdict.fixed').waitFor({ timeout: 180_000 });
    await panel.getByText(/about \d+ s, as this run took/).waitFor();
    await workbench.command('Faultline: Verify in Sandbox');
    await panel.locator('.price', { hasText: /^About \d+ s · 2 containers, twice · (\d+ MB|\d\.\d GB)$/ }).waitFor();
    await panel.getByText('Builds nothing: every image is there. Time and memory as in the last run.').waitFor();
    await page.context().close();
  });

  test('who does not want to be asked is not', async () => {
    const folder = repository();
    mkdirSync(join(folder, '.vscode'));
    writeFileSync(join(folder, '.vscode/settings.json'), '{ "faultline.verify.askFirst": false }');
    const { workbench, page } = await atHome(folder);
    await workbench.command('Faultline: Verify in Sandbox');
    const panel = await workbench.map('verify-panel');
    await panel.locator('li', { hasText: /bank.*(building|built|starting|healthy)/ }).waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.locator('h1', { hasText: 'everything that was started has been removed' }).waitFor({ timeout: 60_000 });
    await page.context().close();
  });

  test('a run that is cancelled leaves nothing', async () => {
    const { workbench, page } = await atHome(repository());
    await workbench.command('Faultline: Verify in Sandbox');
    const panel = await workbench.map('verify-panel');
    await panel.getByRole('button', { name: 'Start', exact: true }).click();
    await panel.locator('li', { hasText: /bank.*(building|built|starting|healthy)/ }).waitFor({ timeout: 60_000 });
    await panel.getByRole('button', { name: 'Cancel' }).click();
    await panel.locator('h1', { hasText: 'everything that was started has been removed' }).waitFor({ timeout: 60_000 });
    expect(containers()).toBe('');
    await page.context().close();
  });

  test('scenarios stand in the Testing view, above each is a lens, and what is wrong in their file is marked', async () => {
    const { workbench, page } = await atHome(repository());
    await workbench.openFile('.faultline/verify.yaml');
    await page.locator('.codelens-decoration a', { hasText: 'Verify in sandbox' }).waitFor();
    await workbench.command('Testing: Focus on Test Explorer View');
    await page.locator('.test-explorer .monaco-list-row', { hasText: 'the bank is busy' }).waitFor();
    await workbench.deleteLine(9);
    await page.locator('.squiggly-error').first().waitFor();
    await page.context().close();
  });

  test('where there are no scenarios yet, some are proposed', async () => {
    const folder = shopRepository();
    folders.push(folder);
    rmSync(join(folder, '.faultline'), { recursive: true });
    const workbench = await vscode.window(folder);
    const { page } = workbench;
    await page.locator('.statusbar-item', { hasText: '5 services' }).waitFor();
    await workbench.command('Faultline: Open Scenarios');
    await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Write .faultline/verify.yaml' }).click();
    await page.locator('.tab.active[data-resource-name="verify.yaml"]').waitFor();
    await page.locator('.view-line', { hasText: 'journeys' }).first().waitFor();
    await page.context().close();
  });
});
