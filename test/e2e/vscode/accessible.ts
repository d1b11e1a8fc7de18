import axe from 'axe-core';
import type { FrameLocator } from 'playwright-core';

/** What axe finds in a webview that keeps somebody from using it, a line each. */
export async function barriers(webview: FrameLocator): Promise<readonly string[]> {
  const body = await webview.locator('body').elementHandle();
  const frame = await body!.ownerFrame();
  // Injected by the debugger, since the page itself may run no script but its own.
  await frame!.evaluate(`${axe.source}; undefined`);
  const { violations } = (await frame!.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as axe.AxeResults;
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${String(target)}: ${failureSummary ?? ''}`));
}
