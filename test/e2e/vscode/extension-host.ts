// Runs a suite inside the extension host of code-server, told by the arguments that `code` would get; ends with the suite's exit code.
import { resolve } from 'node:path';
import { codeServer, folderUrl } from '../../../scripts/vscode/code-server.ts';
import { chromiumBrowser } from '../../../scripts/vscode/workbench.ts';

const SUITE_TIME = 150_000;

const args = process.argv.slice(2);
const asked = (name: string): string => resolve(args.find(arg => arg.startsWith(`--${name}=`))!.slice(name.length + 3));
const folder = args.find(arg => !arg.startsWith('--'))!;

// Only with this flag a built VS Code listens to the payload; it also silences toasts, so UI tests go without.
const server = await codeServer({ flags: ['--vscode-option', 'enable-smoke-test-driver'] });
const browser = await chromiumBrowser();
let code = 1;
try {
  const page = await browser.newPage();
  const ended = new Promise<number>(end => void page.exposeFunction('codeAutomationExit', end));
  await page.exposeFunction('codeAutomationLog', () => undefined);
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  await page.goto(
    folderUrl(server, folder, [
      ['extensionDevelopmentPath', remote(asked('extensionDevelopmentPath'))],
      ['extensionTestsPath', remote(asked('extensionTestsPath'))],
      ['extensionEnvironment', JSON.stringify({ FAULTLINE_REPORT: process.env['FAULTLINE_REPORT'] })],
    ]),
  );
  const late = new Promise<number>(end => setTimeout(() => end(1), SUITE_TIME).unref());
  code = await Promise.race([ended, late]);
} finally {
  await browser.close();
  await server.stop();
}
process.exit(code);
