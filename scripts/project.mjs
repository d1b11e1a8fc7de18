// What npm start and npm test share. Runs on any Node from 20 on; the newer Node that the tools need is one of the packages.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const top = resolve(fileURLToPath(import.meta.url), '../..');

/** Runs a command in the project's folder with its output shown, and ends with its code where it fails. */
export function run(command, args) {
  const env = { ...process.env, PATH: `${join(top, 'node_modules/.bin')}:${process.env.PATH}` };
  const { status, error } = spawnSync(command, args, { cwd: top, stdio: 'inherit', env });
  if (error) console.error(`${command} cannot be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** Installs packages where they are missing or older than the lock file. */
export function ensureInstalled() {
  const installed = join(top, 'node_modules/.package-lock.json');
  const fresh = existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(top, 'package-lock.json')).mtimeMs;
  if (fresh && existsSync(newerNode())) return;
  console.log('Installing packages…');
  // Not `npm ci`: it insists on every platform's binaries, and some registries carry only a few. Versions come from the lock file all the same.
  run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']);
}

export const newerNode = () => join(top, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** The script behind a package's command, so that it runs on our Node wherever PATH leads. */
export function script(name, command) {
  const folder = join(top, 'node_modules', name);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}

/** The browser, the Docker engine, the base images and the VS Code that the end-to-end tests are about. Needs root where they are missing. */
export function prepareMachine() {
  run('bash', [join(top, 'scripts/browser.sh')]);
  run('bash', [join(top, 'scripts/docker/setup.sh')]);
  run('bash', [join(top, 'scripts/docker/images.sh')]);
  run('bash', [join(top, 'scripts/vscode/setup.sh')]);
}
