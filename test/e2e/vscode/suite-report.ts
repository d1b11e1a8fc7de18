import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { top } from '../../../scripts/vscode/code-server.ts';

const silent = () => new PassThrough().resume();

interface Run {
  /** The suite's source, below the project's root. */
  readonly suite: string;
  /** The folder that is opened. */
  readonly folder: string;
  /** The JSON file that the suite writes. */
  readonly report: string;
  /** Where Faultline keeps what it knows, in place of the user's folder. */
  readonly caches?: string;
}

/** Runs a suite inside the extension host of a real VS Code and gives what it reports. */
export async function suiteReport<T>({ suite, folder, report, caches }: Run): Promise<T> {
  if (!existsSync(join(top, 'dist/server.js'))) throw new Error('The extension is not built. Run: npm run build');
  await runTests({
    vscodeExecutablePath: join(import.meta.dirname, 'code.mjs'),
    extensionDevelopmentPath: top,
    extensionTestsPath: await bundled(join(top, suite), join(dirname(report), 'suite.cjs')),
    launchArgs: [folder],
    extensionTestsEnv: { FAULTLINE_REPORT: report, ...(caches !== undefined && own(caches)) },
    stdout: silent(),
    stderr: process.stderr,
  }).catch(() => undefined);
  if (!existsSync(report)) throw new Error('VS Code ended without a report of the suite in its extension host.');
  return JSON.parse(readFileSync(report, 'utf8')) as T;
}

async function bundled(entry: string, outfile: string): Promise<string> {
  await build({ entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], logLevel: 'warning' });
  return outfile;
}

/** The prepared VS Code stands in the user's cache folder, so its place is told by itself. */
function own(caches: string): Readonly<Record<string, string>> {
  const prepared = execFileSync('bash', [join(top, 'scripts/vscode/setup.sh')], { encoding: 'utf8' }).trim();
  return { XDG_CACHE_HOME: caches, FAULTLINE_VSCODE: prepared };
}
