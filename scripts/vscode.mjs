// npm run vscode [-- DIR]: a VS Code with the extension, on examples/shop. The desktop one where there is one, else one in the browser.
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { ensureInstalled, newerNode, run, top } from './project.mjs';

ensureInstalled();
const node = newerNode();
const folder = resolve(process.env.INIT_CWD ?? top, process.argv[2] ?? join(top, 'examples/shop'));
run(node, ['esbuild.config.mjs']);
const desktop = spawnSync('code', ['--new-window', `--extensionDevelopmentPath=${top}`, folder], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
if (desktop.error || desktop.status !== 0) {
  run(node, ['scripts/vscode/package.mjs']);
  run(node, ['scripts/vscode/open.ts', folder]);
}
