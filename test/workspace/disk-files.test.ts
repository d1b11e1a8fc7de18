import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { diskFiles } from '../../src/workspace/disk-files.ts';

const top = mkdtempSync(join(tmpdir(), 'disk-files-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(top, path)), { recursive: true });
  writeFileSync(join(top, path), text);
};

write('outside/secret.env', 'PASSWORD=x');
write('root/compose.yaml', 'services: {}');
write('root/sub/a.env', 'A=1');
write('root/sub/deep/b.env', 'B=2');
write('root/.git/config', 'none');
symlinkSync('../outside', join(top, 'root/out'));
symlinkSync('../outside/secret.env', join(top, 'root/out.env'));
symlinkSync('sub/a.env', join(top, 'root/in.env'));
symlinkSync('sub', join(top, 'root/in'));
symlinkSync('circle', join(top, 'root/circle'));

const files = diskFiles(join(top, 'root'));
const read = (path: string): string | undefined => files.read(path as FilePath);

test('files below the root are read, and what is no file is nothing', () => {
  expect(['compose.yaml', 'sub/a.env', './sub/../compose.yaml', 'sub', 'gone', '', 'compose.yaml/x', 'a\0b'].map(read)).toEqual([
    'services: {}',
    'A=1',
    'services: {}',
    ...Array(5).fill(undefined),
  ]);
});

test('links inside the root are followed, links and paths that leave it are not', () => {
  expect([read('in.env'), read('in/a.env')]).toEqual(['A=1', 'A=1']);
  expect(['out.env', 'out/secret.env', '../outside/secret.env', join(top, 'outside/secret.env'), 'circle'].map(read)).toEqual(
    Array(5).fill(undefined),
  );
});

test('a file that was read keeps its text while the resolution lasts', () => {
  write('root/kept.env', 'K=1');
  expect(read('kept.env')).toBe('K=1');
  write('root/kept.env', 'K=2');
  expect(read('kept.env')).toBe('K=1');
  expect(diskFiles(join(top, 'root')).read('kept.env' as FilePath)).toBe('K=2');
});

test('a folder lists what lies below it, without the repository and without what links lead to', () => {
  expect(files.under('sub' as FilePath)).toEqual(['sub/a.env', 'sub/deep/b.env']);
  expect(diskFiles(join(top, 'root')).under('')).not.toContain('.git/config');
  expect(files.under('out' as FilePath)).toEqual([]);
  expect(files.under('../outside' as FilePath)).toEqual([]);
  expect(diskFiles(join(top, 'gone')).under('')).toEqual([]);
});
