// A person in front of VS Code: opens files, asks the palette, looks into webviews.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';

const BROWSER = '/usr/bin/chromium';
/** Nothing waits so long for VS Code to start but where much else runs. */
const A_WHILE = 15_000;
export const A_LOADED_MACHINE = 60_000;

export function chromiumBrowser(): Promise<Browser> {
  if (!existsSync(BROWSER))
    throw new Error(`The editor is tested in a real browser, and ${BROWSER} is missing. Run: apt-get install -y chromium`);
  const quiet = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ];
  return chromium.launch({ executablePath: BROWSER, args: quiet });
}

export class Workbench {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async command(title: string): Promise<void> {
    await this.ask(`>${title}`);
    // Not Enter: the first of the list may be another command that is called alike.
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
  }

  /** By Go to File, as one types a path. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    await this.ask(path);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await this.page.locator(`.tab[data-resource-name="${name}"]`).first().waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** F1 collides with no key of the browser. Something that opens meanwhile may take the keyboard, and the list goes: one presses again. */
  private async ask(text: string): Promise<void> {
    const box = this.page.locator('.quick-input-widget input').first();
    for (let left = 3; ; left--) {
      await this.page.keyboard.press('F1');
      const isAsked = await box.fill(text, { timeout: A_WHILE }).then(
        () => true,
        () => false,
      );
      if (isAsked) return;
      if (left === 0) throw new Error(`The list of commands stays closed; "${text}" was to be typed.`);
    }
  }

  /** A badge may lie on the middle of the icon. */
  async sidebar(): Promise<void> {
    await this.page.locator('.activitybar .action-label[aria-label^="Faultline"]').click({ force: true });
  }

  /** The page inside a webview, which stands in two frames. */
  get webviews(): Locator {
    return this.page.locator('iframe.webview.ready');
  }

  async map(where: 'sidebar' | 'panel' | 'impact-panel' | 'environment-panel' | 'verify-panel'): Promise<FrameLocator> {
    for (let waited = 0; waited < A_LOADED_MACHINE; waited += 200) {
      const count = await this.webviews.count();
      for (let at = 0; at < count; at++) {
        const frame = this.webviews.nth(at).contentFrame().frameLocator('iframe#active-frame');
        const body = frame.locator(`body.${where}`);
        if ((await body.count().catch(() => 0)) > 0) return frame;
      }
      await this.page.waitForTimeout(200);
    }
    throw new Error(`Nothing appeared in the ${where}.`);
  }

  /** Of the view of the system; findings and impacts name services too. */
  get treeRows(): Locator {
    return this.page.locator('.part.sidebar .pane:has(.pane-header[aria-label*="System"]) .monaco-list-row');
  }

  /** Takes away a line of the text in hand that reads so; numbers from 1. */
  async deleteLine(number: number): Promise<void> {
    await this.page.locator('.editor-instance').first().click();
    await this.goTo(number);
    await this.command('Delete Line');
  }

  async goTo(line: number): Promise<void> {
    await this.page.keyboard.press('F1');
    const box = this.page.locator('.quick-input-widget input').first();
    await box.waitFor();
    await box.fill(`:${line}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
  }

  /** Rests on a word in the text until the editor says something about it. */
  async hover(line: string, word: RegExp): Promise<Locator> {
    const row = this.page.locator('.editor-instance .view-line', { hasText: line }).first();
    // The first, since hints at the end of the line say the word again.
    await row.locator('span span', { hasText: word }).first().hover();
    const box = this.page.locator('.monaco-hover:visible').first();
    await box.waitFor();
    return box;
  }

  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    const box = this.page.locator('.quick-input-widget input').first();
    await box.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    // The choice is written to the settings a moment later; a page that is closed before has chosen nothing.
    await this.page.waitForTimeout(1000);
  }
}
