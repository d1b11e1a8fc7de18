import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { top } from '../../../scripts/vscode/code-server.ts';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { opened } from './opened.ts';
import type { Opened } from './opened.ts';
import { soon } from './soon.ts';

const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'faultline-testing-')));
const fixture = join(top, 'test/fixtures/impact/tests-to-run');
let vscode: Opened;
let wary: Opened;
let count = 0;

beforeAll(async () => {
  // An editor opens where a message stands.
  vscode = await opened({ settings: { 'testing.automaticallyOpenPeekView': 'failureAnywhere' } });
  wary = await opened({ isWary: true });
}, 180_000);

afterAll(async () => {
  await vscode?.close();
  await wary?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** A commit of the fixture, in which then the currency is taken out of the contract: the counter and the archive read it. */
function changed(): string {
  const folder = join(scratch, String(count++));
  cpSync(fixture, folder, { recursive: true });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@a.example', ...args], { cwd: folder });
  cpSync(join(fixture, 'tools'), join(folder, 'prices/node_modules/.bin'), { recursive: true });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '--message=All');
  execFileSync('sed', ['-i', '/ currency: {/d', join(folder, 'prices/openapi.yaml')]);
  return folder;
}

interface Analysed {
  readonly folder: string;
  readonly workbench: Workbench;
  readonly page: Page;
  readonly panel: FrameLocator;
  readonly tests: Locator;
}

/** A window on the change: its impact in a panel, and the tests that would notice in the Testing view. */
async function analysed(editor: Opened): Promise<Analysed> {
  const folder = changed();
  const workbench = await editor.window(folder);
  const { page } = workbench;
  await page.locator('.statusbar-item', { hasText: '3 services' }).waitFor();
  await workbench.command('Faultline: Analyze Impact of Current Change');
  const panel = await workbench.map('impact-panel');
  await panel.locator('.tests').waitFor();
  await workbench.command('Testing: Focus on Test Explorer View');
  const tests = page.locator('.test-explorer .monaco-list-row');
  await tests.first().waitFor();
  return { folder, workbench, page, panel, tests };
}

/** By the triangle beside its name. */
async function run(row: Locator): Promise<void> {
  await row.hover();
  await row.locator('.action-label[aria-label^="Run Test"]').click();
}

const icon = (row: Locator) => row.locator('.computed-state').getAttribute('class');
const line = (page: Page) => page.locator('.statusbar-item', { hasText: /^Ln \d+/ }).innerText();
const output = (page: Page) => page.locator('.part.panel .xterm-rows').first().innerText();

describe('tests of what changed, in the Testing view', { timeout: 180_000 }, () => {
  test('the result and the view list the same tests, and what has no command is only listed', async () => {
    const { page, panel, tests } = await analysed(vscode);
    const exercises = 'exercises GET /prices/{sku} response.200.body.currency';
    await soon(() => tests.allInnerTexts()).toEqual([
      'archive: npm testarchive/package.json',
      'counter: npm testcounter/package.json',
      `archive: ${exercises}archive/endless.test.mjs`,
      `counter: ${exercises}counter/currency.test.mjs`,
      `${exercises}prices/price.test.mjs`,
      'npx dreddprices/dredd.yml',
    ]);
    expect(await panel.getByRole('button', { name: /^Run / }).allInnerTexts()).toEqual([
      'Run 3 tests',
      'npm test',
      'npm test',
      'npx dredd',
    ]);
    const listed = tests.filter({ hasText: `archive: ${exercises}` });
    await listed.hover();
    expect(await listed.locator('.action-label[aria-label^="Run Test"]').count()).toBe(0);
    await page.context().close();
  });

  test('a contract test is run from the view, and what it says is shown', async () => {
    const { page, tests } = await analysed(vscode);
    const row = tests.filter({ hasText: 'dredd' });
    await run(row);
    await soon(() => icon(row)).toContain('codicon-testing-passed');
    await soon(() => output(page)).toContain('checking openapi.yaml');
    await page.context().close();
  });

  test('a test that fails is shown at its line, with what it said', async () => {
    const { page, tests } = await analysed(vscode);
    const row = tests.filter({ hasText: 'counter: npm test' });
    await run(row);
    await soon(() => icon(row)).toContain('codicon-testing-failed');
    await soon(() => output(page)).toMatch(/\bfail 1\b/);
    await page.locator('.tab[data-resource-name="currency.test.mjs"]').waitFor();
    await soon(() => line(page)).toMatch(/^Ln [78],/);
    await soon(() => page.locator('.zone-widget').first().innerText()).toMatch(/did\snot\smatch\sthe\sregular\sexpression/);
    await page.context().close();
  });

  test('the panel runs one that passes and one that fails', async () => {
    const { page, panel, tests } = await analysed(vscode);
    await panel.getByRole('button', { name: /^Run npx dredd/ }).click();
    await soon(() => icon(tests.filter({ hasText: 'dredd' }))).toContain('codicon-testing-passed');
    await panel.locator('.tests li', { hasText: 'counter: npm test' }).getByRole('button', { name: 'Run npm test' }).click();
    await soon(() => icon(tests.filter({ hasText: 'counter: npm test' }))).toContain('codicon-testing-failed');
    await page.context().close();
  });

  test('what a test has started ends with it when it is cancelled', async () => {
    const { folder, workbench, page, tests } = await analysed(vscode);
    const row = tests.filter({ hasText: 'archive: npm test' });
    await run(row);
    const file = join(folder, 'archive/running.pid');
    await soon(() => existsSync(file) && readFileSync(file, 'utf8') !== '').toBe(true);
    const program = Number(readFileSync(file, 'utf8'));
    expect(isRunning(program)).toBe(true);
    await workbench.command('Test: Cancel Test Run');
    await soon(() => isRunning(program)).toBe(false);
    await soon(() => icon(row)).toContain('codicon-testing-skipped');
    await page.context().close();
  });

  test('where a folder is not trusted nothing runs, and one sentence says why', async () => {
    const { folder, page, panel, tests } = await analysed(wary);
    const sentence = 'Tests are programs of this workspace, so they are run when you trust it.';
    await panel.locator('p', { hasText: sentence }).waitFor();
    expect(
      await panel.getByRole('button', { name: /^Run / }).evaluateAll(all => all.every(one => (one as HTMLButtonElement).disabled)),
    ).toBe(true);
    await run(tests.filter({ hasText: 'archive: npm test' }));
    await page.locator('.monaco-dialog-box', { hasText: 'Running tests may execute code in your workspace.' }).waitFor();
    expect(existsSync(join(folder, 'archive/running.pid'))).toBe(false);
    await page.context().close();
  });
});

/** Who has ended and whose end nobody has taken notice of counts as ended. */
const isRunning = (pid: number): boolean =>
  /^[^Z]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim());
