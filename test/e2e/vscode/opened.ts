import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { codeServer, folderUrl, top } from '../../../scripts/vscode/code-server.ts';
import type { CodeServer, Wanted } from '../../../scripts/vscode/code-server.ts';
import { A_LOADED_MACHINE, chromiumBrowser, Workbench } from '../../../scripts/vscode/workbench.ts';

export const shop = join(top, 'examples/shop');

export interface Opened {
  readonly server: CodeServer;
  readonly browser: Browser;
  /** A window of its own on a folder. */
  window(folder?: string): Promise<Workbench>;
  close(): Promise<void>;
}

/** A VS Code with the packaged extension installed, as a user has it. */
export async function opened(wanted: Omit<Wanted, 'vsix'> = {}): Promise<Opened> {
  execFileSync(process.execPath, [join(top, 'scripts/vscode/package.mjs')], { stdio: ['ignore', 'ignore', 'inherit'] });
  const server = await codeServer({ ...wanted, vsix: join(top, 'out/faultline.vsix') });
  const browser = await chromiumBrowser();
  return {
    server,
    browser,
    async window(folder = shop) {
      const context = await browser.newContext({
        // As high as the sidebar's four views need: what is scrolled away is not in the page.
        viewport: { width: 1400, height: 1800 },
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      page.setDefaultTimeout(A_LOADED_MACHINE);
      await page.goto(folderUrl(server, folder));
      const workbench = new Workbench(page);
      await page.locator('.monaco-workbench .explorer-folders-view').waitFor();
      return workbench;
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
}
