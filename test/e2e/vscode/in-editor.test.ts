import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { top } from '../../../scripts/vscode/code-server.ts';
import { names } from '../../extension/host/names.ts';
import type { Outcome } from '../../extension/host/suite.ts';

const folder = mkdtempSync(join(tmpdir(), 'faultline-suite-'));
const report = join(folder, 'report.json');
const silent = () => new PassThrough().resume();
let outcomes: readonly Outcome[] = [];

async function bundled(): Promise<string> {
  const outfile = join(folder, 'suite.cjs');
  const entryPoints = [join(top, 'test/extension/host/suite.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'], logLevel: 'warning' });
  return outfile;
}

beforeAll(async () => {
  if (!existsSync(join(top, 'dist/server.js'))) throw new Error('The extension is not built. Run: npm run build');
  await runTests({
    vscodeExecutablePath: join(import.meta.dirname, 'code.mjs'),
    extensionDevelopmentPath: top,
    extensionTestsPath: await bundled(),
    launchArgs: [join(top, 'examples/shop')],
    extensionTestsEnv: { FAULTLINE_REPORT: report },
    stdout: silent(),
    stderr: process.stderr,
  }).catch(() => undefined);
  if (!existsSync(report)) throw new Error('VS Code ended without a report of the suite in its extension host.');
  outcomes = JSON.parse(readFileSync(report, 'utf8')) as readonly Outcome[];
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(names)('in the extension host: %s', name => {
  expect(outcomes.find(outcome => outcome.name === name)).toEqual({ name, wrong: null });
});
