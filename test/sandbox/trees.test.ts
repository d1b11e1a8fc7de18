import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { materialised } from '../../src/sandbox/materialised.ts';
import { treesOf, type Tree, type Trees } from '../../src/sandbox/trees.ts';

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'faultline-trees-'));
  folders.push(folder);
  return folder;
}

const git = async (folder: string, ...args: string[]): Promise<string> =>
  (
    await promisify(execFile)('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'protocol.file.allow=always', ...args], {
      cwd: folder,
    })
  ).stdout;

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** A repository with one commit. */
async function repository(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await temporary();
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await write(folder, files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--message', 'one');
  return folder;
}

const trees = async (root: string, base?: string, overlay: Readonly<Record<string, string>> = {}): Promise<Trees> =>
  treesOf(root, { base, overlay: new Map(Object.entries(overlay)), scratch: await temporary() });

/** Every file of a tree as it is written to a disk, with its text. */
async function files(tree: Tree): Promise<Readonly<Record<string, string>>> {
  const copy = join(await temporary(), 'copy');
  await materialised(tree, copy);
  const entries = await readdir(copy, { recursive: true, withFileTypes: true });
  const texts = entries
    .filter(entry => !entry.isDirectory())
    .map(async entry => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(copy.length + 1), entry.isSymbolicLink() ? `→ ${await readlink(path)}` : await readFile(path, 'utf8')] as const;
    });
  return Object.fromEntries((await Promise.all(texts)).toSorted());
}

/** All that git keeps about a repository, byte by byte, with times. */
async function state(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(folder, '.git'), { recursive: true, withFileTypes: true });
  const all = entries
    .filter(entry => entry.isFile())
    .map(async entry => {
      const path = join(entry.parentPath, entry.name);
      return `${path} ${(await readFile(path)).toString('base64')}`;
    });
  return (await Promise.all(all)).toSorted();
}

test('after is the work tree with what is not saved yet and without what git ignores; before is the commit', async () => {
  const root = await repository({ 'a.txt': 'one', 'b.txt': 'one', 'gone.txt': 'one', '.gitignore': '*.log\n' });
  await write(root, { 'a.txt': 'two', 'new.txt': 'new', 'x.log': 'noise' });
  await rm(join(root, 'gone.txt'));
  const { before, after } = await trees(root, undefined, { 'b.txt': 'unsaved', 'deep/er.txt': 'unsaved too' });
  expect(await files(before!)).toEqual({ '.gitignore': '*.log\n', 'a.txt': 'one', 'b.txt': 'one', 'gone.txt': 'one' });
  expect(await files(after)).toEqual({
    '.gitignore': '*.log\n',
    'a.txt': 'two',
    'b.txt': 'unsaved',
    'deep/er.txt': 'unsaved too',
    'new.txt': 'new',
  });
});

test('an unchanged work tree has the hash of its commit, and a committed change has the hash that it had before', async () => {
  const root = await repository({ 'a.txt': 'one' });
  const clean = await trees(root);
  expect(clean.after.hash).toBe(clean.before!.hash);
  expect(clean.after.hash).toBe((await git(root, 'rev-parse', 'HEAD^{tree}')).trim());
  await write(root, { 'a.txt': 'two' });
  const { after } = await trees(root);
  await git(root, 'commit', '--quiet', '--all', '--message', 'two');
  expect((await git(root, 'rev-parse', 'HEAD^{tree}')).trim()).toBe(after.hash);
});

test('the user’s repository is not written to', async () => {
  const root = await repository({ 'a.txt': 'one', 'b.txt': 'one' });
  await write(root, { 'a.txt': 'two', 'new.txt': 'new' });
  // Git would refresh its index for a file whose time alone differs.
  await utimes(join(root, 'b.txt'), 1, 1);
  const before = await state(root);
  const taken = await trees(root, 'HEAD', { 'b.txt': 'unsaved' });
  await files(taken.before!);
  await files(taken.after);
  expect(await state(root)).toEqual(before);
});

test('an edit in the second of the commit that leaves the size as it is counts', async () => {
  const root = await repository({ 'a.txt': 'one' });
  const index = await stat(join(root, '.git/index'));
  await write(root, { 'a.txt': 'two' });
  await utimes(join(root, 'a.txt'), index.mtimeMs / 1000, index.mtimeMs / 1000);
  await new Promise(resolve => setTimeout(resolve, 1_100));
  expect(await files((await trees(root)).after)).toEqual({ 'a.txt': 'two' });
});

test('the base is where the branch left it', async () => {
  const root = await repository({ 'a.txt': 'one' });
  await git(root, 'switch', '--quiet', '--create', 'work');
  await write(root, { 'mine.txt': 'x' });
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message', 'mine');
  await git(root, 'switch', '--quiet', 'main');
  await write(root, { 'theirs.txt': 'x' });
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message', 'theirs');
  await git(root, 'switch', '--quiet', 'work');
  const { before, after } = await trees(root, 'main');
  expect(Object.keys(await files(before!))).toEqual(['a.txt']);
  expect(Object.keys(await files(after))).toEqual(['a.txt', 'mine.txt']);
  await expect(trees(root, 'nowhere')).rejects.toThrow('There is no revision "nowhere" here; ');
});

test('of a project in a folder the whole repository is taken', async () => {
  const root = await repository({ 'shared/lib.js': 'lib', 'deploy/app/compose.yaml': 'services: {}' });
  const { folder, top, after } = await trees(join(root, 'deploy/app'), undefined, { 'x.txt': 'unsaved' });
  expect([folder, top]).toEqual(['deploy/app', root]);
  expect(Object.keys(await files(after))).toEqual(['deploy/app/compose.yaml', 'deploy/app/x.txt', 'shared/lib.js']);
  expect(await after.hashOf('shared')).toMatch(/^[0-9a-f]{40}$/);
  expect(await after.hashOf('nothing')).toBeUndefined();
});

test('without git there is no before, and the same files have the same hash', async () => {
  const one = await temporary();
  const other = await temporary();
  for (const folder of [one, other]) await write(folder, { 'a.txt': 'one', '.gitignore': 'dist\n', 'dist/x.js': 'x' });
  const [first, second] = [await trees(one), await trees(other)];
  expect(first.before).toBeNull();
  expect(first.after.hash).toBe(second.after.hash);
  expect(Object.keys(await files(first.after))).toEqual(['.gitignore', 'a.txt']);
});

test('a repository without a commit has no before', async () => {
  const root = await temporary();
  await git(root, 'init', '--quiet');
  await write(root, { 'a.txt': 'one' });
  const { before, after } = await trees(root);
  expect(before).toBeNull();
  expect(Object.keys(await files(after))).toEqual(['a.txt']);
});

test('nothing that a repository names is run', async () => {
  const root = await repository({ 'a.txt': 'one', '.gitattributes': '*.txt filter=evil diff=evil\n' });
  const ran = join(root, 'ran');
  for (const [key, value] of [
    ['filter.evil.clean', `touch ${ran}; cat`],
    ['filter.evil.smudge', `touch ${ran}; cat`],
    ['core.fsmonitor', `touch ${ran}; true`],
    ['core.hooksPath', join(root, 'hooks')],
  ] as const)
    await git(root, 'config', key, value);
  await write(root, { 'a.txt': 'two', 'hooks/post-index-change': `#!/bin/sh\ntouch ${ran}\n` });
  const { after } = await trees(root);
  expect(await files(after)).toMatchObject({ 'a.txt': 'two' });
  expect(await readdir(root)).not.toContain('ran');
});

test('links that lead out of the repository are left out and named', async () => {
  const root = await repository({ 'a.txt': 'one' });
  await symlink('a.txt', join(root, 'inside'));
  await symlink('/etc/passwd', join(root, 'outside'));
  await symlink('../../up', join(root, 'up'));
  const { after } = await trees(root);
  const notes = await materialised(after, join(await temporary(), 'copy'));
  expect(notes).toEqual([
    'The link outside leads out of the repository or nowhere, and is left out.',
    'The link up leads out of the repository or nowhere, and is left out.',
  ]);
  expect(await files(after)).toEqual({ 'a.txt': 'one', inside: '→ a.txt' });
});

test('submodules and files kept elsewhere are said to be missing', async () => {
  const root = await repository({ 'a.txt': 'one', '.gitattributes': '*.bin filter=lfs diff=lfs merge=lfs -text\n' });
  const part = await repository({ 'b.txt': 'one' });
  await git(root, 'submodule', '--quiet', 'add', part, 'part');
  const { notes, after } = await trees(root);
  expect(notes).toEqual([
    'Submodules are not in the sandbox: part.',
    'Files kept by Git LFS are in the sandbox as pointers where they were not edited, not as their content.',
  ]);
  expect(Object.keys(await files(after))).toEqual(['.gitattributes', '.gitmodules', 'a.txt']);
});
