import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listFiles } from '../../src/workspace/listing.ts';

const scratch = mkdtempSync(join(tmpdir(), 'faultline-listing-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let count = 0;

function folder(texts: Readonly<Record<string, string>>): string {
  const root = join(scratch, String(count++));
  for (const [path, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const FILES = { 'web/index.ts': '', 'web/generated/api.ts': '', 'web/generated/deep/more.ts': '', 'data/big.json': '', 'compose.yaml': '' };

test('what is excluded is not listed, by patterns as in .gitignore', async () => {
  const root = folder(FILES);
  expect(await listFiles(root, ['generated', '/data/*.json'])).toEqual(['compose.yaml', 'web/index.ts']);
  expect(await listFiles(root, ['**/generated/**', '!**/generated/api.ts'])).toEqual([
    'compose.yaml',
    'data/big.json',
    'web/generated/api.ts',
    'web/index.ts',
  ]);
  expect(await listFiles(root, ['./web/generated/'])).toEqual(['compose.yaml', 'data/big.json', 'web/index.ts']);
  expect(await listFiles(root, [])).toHaveLength(5);
});

test('the team excludes for everybody in .faultline/config.yaml, which itself stays', async () => {
  const root = folder({ ...FILES, '.faultline/config.yaml': 'index:\n  exclude:\n    - generated\n    - "*.yaml"\n' });
  expect(await listFiles(root, ['data'])).toEqual(['.faultline/config.yaml', 'web/index.ts']);
});

test('a repository leaves out the same', async () => {
  const root = folder({ ...FILES, '.gitignore': 'data\n' });
  execFileSync('git', ['init', '-q'], { cwd: root });
  expect(await listFiles(root, ['generated'])).toEqual(['.gitignore', 'compose.yaml', 'web/index.ts']);
});

test('patterns that nobody would write leave out nothing and cost nothing', async () => {
  const root = folder({
    [`${'a'.repeat(200)}.ts`]: '',
    '.faultline/config.yaml': `index: { exclude: ["${'*a'.repeat(40)}b", 7, {}, ""] }`,
  });
  const begun = performance.now();
  expect(await listFiles(root, [`${'*a'.repeat(40)}b`, '', '   ', 'x'.repeat(10_000)])).toHaveLength(2);
  expect(performance.now() - begun).toBeLessThan(1000);
});
