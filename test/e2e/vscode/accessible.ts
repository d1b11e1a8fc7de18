import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';

/** One of each kind; the last is the one that a window begins with. */
const THEMES = ['Light Modern', 'Dark High Contrast', 'Light High Contrast', 'Dark Modern'];

/** What keeps somebody from using these webviews in any kind of theme, a line each with the theme. */
export async function barriersInThemes(workbench: Workbench, ...webviews: readonly FrameLocator[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of THEMES) {
    await workbench.theme(theme);
    for (const webview of webviews) {
      await webview.locator(`body[data-vscode-theme-name="${theme}"]`).waitFor();
      found.push(...(await barriers(webview)).map(line => `${theme}: ${line}`));
    }
  }
  return found;
}

/** What axe finds in a webview that keeps somebody from using it, a line each. */
async function barriers(webview: FrameLocator): Promise<readonly string[]> {
  const body = await webview.locator('body').elementHandle();
  const frame = await body!.ownerFrame();
  // Injected by the debugger, since the page itself may run no script but its own.
  await frame!.evaluate(`${axe.source}; undefined`);
  const { violations } = (await frame!.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary ?? ''}`));
}
