import { mkdirSync, readFileSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changesOf } from '../../src/workspace/revision-side.ts';
import { revision, unsaved } from '../../src/workspace/revision.ts';
import { changes, path, refusal, repository, repositoryAt, shown } from './revision-repository.ts';

test('without a base, what is not committed yet has changed: also new files, never ignored ones', async () => {
  const { root, write, remove } = await repository({ 'a.txt': '1', 'b.txt': '1', 'c.txt': '1', '.gitignore': 'ignored\n' });
  write({ 'a.txt': '2', 'new.txt': 'n', ignored: 'i' });
  remove('b.txt');
  expect(await changes(root)).toEqual(['modified a.txt: "1" → "2"', 'removed b.txt: "1" → undefined', 'added new.txt: undefined → "n"']);
});

test('a branch is compared from where the two parted, and itself only when that is asked', async () => {
  const { root, git, commit, write } = await repository({ 'a.txt': '1' });
  git('checkout', '--quiet', '-b', 'feature');
  commit({ 'b.txt': 'feature' });
  git('checkout', '--quiet', 'main');
  commit({ 'main.txt': 'later' });
  git('checkout', '--quiet', 'feature');
  write({ 'a.txt': 'unsaid' });
  const own = ['modified a.txt: "1" → "unsaid"', 'added b.txt: undefined → "feature"'];
  expect(await changes(root, { base: 'main' })).toEqual(own);
  expect(await changes(root, { base: 'main', exact: true })).toEqual([...own, 'removed main.txt: "later" → undefined']);
  expect((await revision(root, { base: 'main' })).base.shown).toMatch(/^main \(since [0-9a-f]{7}\)$/);
});

test('a range compares two commits, whatever is on disk', async () => {
  const { root, git, commit, write } = await repository({ 'a.txt': '1', 'same.txt': 's' });
  git('checkout', '--quiet', '-b', 'feature');
  commit({ 'a.txt': '2' });
  git('checkout', '--quiet', 'main');
  commit({ 'b.txt': 'on main' });
  write({ 'a.txt': 'on disk', 'c.txt': 'new' });
  expect(await changes(root, { base: 'main...feature' })).toEqual(['modified a.txt: "1" → "2"']);
  expect(await changes(root, { base: 'main..feature' })).toEqual(['modified a.txt: "1" → "2"', 'removed b.txt: "on main" → undefined']);
  expect(await changes(root, { base: 'feature..' })).toEqual(['modified a.txt: "2" → "1"', 'added b.txt: undefined → "on main"']);
  const { head } = await revision(root, { base: 'main..feature' });
  expect(head.files.under('')).toEqual(['a.txt', 'same.txt']);
});

test('what is staged is read from the index, not from the disk', async () => {
  const { root, git, write } = await repository({ 'a.txt': '1', 'b.txt': '1' });
  write({ 'a.txt': 'staged', 'added.txt': 'staged' });
  git('add', '--all');
  write({ 'a.txt': 'on disk', 'b.txt': 'on disk', 'added.txt': 'on disk', 'untracked.txt': '' });
  expect(await changes(root, { staged: true })).toEqual(['modified a.txt: "1" → "staged"', 'added added.txt: undefined → "staged"']);
  const { head, base } = await revision(root, { staged: true });
  expect(head.files.read(path('b.txt'))).toBe('1');
  expect(head.files.under('')).toEqual(['a.txt', 'added.txt', 'b.txt']);
  expect(base.files.under('')).toEqual(['a.txt', 'b.txt']);
});

test('a text that is not saved wins over the disk', async () => {
  const { root, write } = await repository({ 'a.txt': '1', 'b.txt': '1', 'c.txt': '1' });
  write({ 'a.txt': '2', 'b.txt': '2' });
  const overlay = new Map([
    [path('a.txt'), '3'],
    [path('b.txt'), '1'],
    [path('c.txt'), '3'],
    [path('new.txt'), 'n'],
  ]);
  const found = await revision(root, { overlay });
  expect(shown(found)).toEqual(['modified a.txt: "1" → "3"', 'modified c.txt: "1" → "3"', 'added new.txt: undefined → "n"']);
  expect(found.head.files.under('')).toContain('new.txt');
  expect(shown(unsaved(root, overlay))).toEqual([
    'modified a.txt: "2" → "3"',
    'modified b.txt: "2" → "1"',
    'modified c.txt: "1" → "3"',
    'added new.txt: undefined → "n"',
  ]);
});

test('a renamed file is one change, whether git was told of it or not, and whatever its settings are', async () => {
  const long = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join('');
  const { root, git, write, remove } = await repository({ 'told.txt': long, 'untold.txt': 'moved as it is' });
  git('config', 'diff.renames', 'false');
  git('mv', 'told.txt', 'told-anew.txt');
  write({ 'told-anew.txt': `${long}more\n`, 'untold-anew.txt': 'moved as it is' });
  remove('untold.txt');
  expect((await revision(root)).changed).toEqual([
    { path: 'told-anew.txt', status: 'renamed', from: 'told.txt' },
    { path: 'untold-anew.txt', status: 'renamed', from: 'untold.txt' },
  ]);
  expect((await revision(root)).base.files.under('')).toEqual(['told.txt', 'untold.txt']);
});

test('a new file under the name that a renamed one had is a modified one', async () => {
  const { root, git, write } = await repository({ 'a.txt': 'one\ntwo\nthree\n' });
  git('mv', 'a.txt', 'b.txt');
  write({ 'a.txt': 'other' });
  expect(await changes(root)).toEqual([
    'modified a.txt: "one\\ntwo\\nthree\\n" → "other"',
    'added b.txt: undefined → "one\\ntwo\\nthree\\n"',
  ]);
});

test('other times, other permissions and a forgotten file with its text are no change', async () => {
  const { root, git } = await repository({ 'touched.txt': '1', 'mode.txt': '1', 'forgotten.txt': '1' });
  utimesSync(join(root, 'touched.txt'), 1, 1);
  git('update-index', '--chmod=+x', 'mode.txt');
  git('rm', '--quiet', '--cached', 'forgotten.txt');
  expect(await changes(root)).toEqual([]);
});

test('of a folder inside of the repository only its own files count, by their paths in it', async () => {
  const { root, git, write } = await repository({ 'shop/a.txt': '1', 'shop/ä b/c.txt': '1', 'beside.txt': '1' });
  write({ 'shop/a.txt': '2', 'shop/ä b/c.txt': '2', 'beside.txt': '2' });
  git('mv', 'beside.txt', 'shop/came.txt');
  expect(await changes(join(root, 'shop'))).toEqual([
    'modified a.txt: "1" → "2"',
    'added came.txt: undefined → "2"',
    'modified ä b/c.txt: "1" → "2"',
  ]);
});

test('a second work tree of a repository has changes of its own', async () => {
  const { root, git } = await repository({ 'a.txt': '1' });
  const beside = `${root}-beside`;
  git('worktree', 'add', '--quiet', '-b', 'other', beside);
  repositoryAt(beside).write({ 'a.txt': '2' });
  expect([await changes(root), await changes(beside)]).toEqual([[], ['modified a.txt: "1" → "2"']]);
});

test('line ends that git converts are no change, and a byte order mark is no text', async () => {
  const { root, git, write, commit } = await repository();
  git('config', 'core.autocrlf', 'true');
  commit({ 'a.txt': 'one\r\n', 'mark.txt': '\uFEFFone\n' });
  write({ 'a.txt': 'one\n', 'mark.txt': '\uFEFFtwo\r\n' });
  expect(await changes(root)).toEqual(['modified mark.txt: "one\\n" → "two\\r\\n"']);
});

test('what cannot be compared is said, and the rest is compared', async () => {
  const { root, git, write, commit } = await repository();
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 5\n`;
  commit({ 'binary.bin': new Uint8Array([1, 0, 2]), 'kept.dat': pointer, 'a.txt': '1', 'large.txt': 'x'.repeat(21 * 1024 * 1024) });
  write({ 'binary.bin': new Uint8Array([1, 0, 3]), 'kept.dat': 'real', 'a.txt': '2', 'large.txt': 'small' });
  expect((await revision(root)).problems.map(({ message }) => message)).toEqual([
    'binary.bin is binary or not UTF-8 text; it was not compared.',
    'kept.dat is kept in Git LFS, and its earlier text is not here; it was not compared.',
    'large.txt has more than 20 MB; it was not compared.',
  ]);
  expect(await changes(root)).toContain('modified a.txt: "1" → "2"');
  git('checkout', '--quiet', '.');
});

test('a submodule at another commit is said and not entered', async () => {
  const inner = await repository({ 'a.txt': '1' });
  const { root, git, commit } = await repository({ 'b.txt': '1' });
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'inner');
  commit();
  repositoryAt(join(root, 'inner')).commit({ 'a.txt': '2' });
  const { changed, problems } = await revision(root);
  expect(changed).toEqual([]);
  expect(problems.map(({ message }) => message)).toEqual([
    'inner is a submodule at another commit; what is in it was not compared: name its own folder.',
  ]);
});

test('an unfinished merge is said', async () => {
  const { root, git, commit } = await repository({ 'a.txt': '1\n' });
  git('checkout', '--quiet', '-b', 'other');
  commit({ 'a.txt': '2\n' });
  git('checkout', '--quiet', 'main');
  commit({ 'a.txt': '3\n' });
  expect(() => git('merge', '--quiet', 'other')).toThrow(/./);
  const { changed, problems } = await revision(root);
  expect(changed).toEqual([{ path: 'a.txt', status: 'modified' }]);
  expect(problems.map(({ message }) => message)).toEqual([
    'a.txt has an unfinished merge; what stands between its marks counts as written.',
  ]);
});

test('a link of the base is followed inside of the workspace and never out of it', async () => {
  const { root, commit, remove } = await repository({ 'real/a.txt': 'real' });
  mkdirSync(join(root, 'links'));
  symlinkSync('../real/a.txt', join(root, 'links/in'));
  symlinkSync('../../../etc/hostname', join(root, 'links/out'));
  commit();
  remove('links');
  const { base } = await revision(root);
  expect([base.files.read(path('links/in')), base.files.read(path('links/out'))]).toEqual(['real', undefined]);
});

test('an index of the disk becomes one of the base by the files that differ', async () => {
  const { root, write, remove } = await repository({ 'a.txt': '1', 'b.txt': '1', 'c.txt': '1' });
  write({ 'a.txt': '2', 'new.txt': 'n' });
  remove('b.txt');
  const { base } = await revision(root, { overlay: new Map([[path('c.txt'), '2']]) });
  expect(changesOf(base)).toEqual([
    { kind: 'set', source: { path: 'a.txt', text: '1' } },
    { kind: 'set', source: { path: 'b.txt', text: '1' } },
    { kind: 'remove', path: 'new.txt' },
    { kind: 'set', source: { path: 'c.txt', text: '1' } },
  ]);
});

test('nothing that the repository names is run, and its index stays as it was', async () => {
  const { root, git, write } = await repository({ 'a.txt': '1', '.gitattributes': '*.txt filter=evil diff=evil\n' });
  const mark = join(root, '.git/ran');
  const evil = `touch ${mark}; cat`;
  for (const key of ['filter.evil.clean', 'filter.evil.smudge', 'filter.evil.process', 'diff.evil.textconv', 'diff.evil.command'])
    git('config', key, evil);
  for (const key of ['diff.external', 'core.fsmonitor', 'core.pager', 'core.sshCommand']) git('config', key, evil);
  write({ '.git/hooks/post-index-change': `#!/bin/sh\n${evil}\n`, 'a.txt': '2' });
  const index = join(root, '.git/index');
  const before = [readFileSync(index), statSync(index).mtimeMs];
  expect(await changes(root)).toEqual(['modified a.txt: "1" → "2"']);
  expect([readFileSync(index), statSync(index).mtimeMs]).toEqual(before);
  expect(() => statSync(mark)).toThrow(/ENOENT/);
});

test.each([
  ['nowhere', 'There is no revision "nowhere" here; name a branch, tag or commit that git log knows, or fetch it first.'],
  ['--output=x', 'There is no revision "--output=x" here; name a branch, tag or commit that git log knows, or fetch it first.'],
  ['HEAD:a.txt', 'There is no revision "HEAD:a.txt" here; name a branch, tag or commit that git log knows, or fetch it first.'],
])('%s is no revision', async (base, sentence) => {
  const { root } = await repository({ 'a.txt': '1' });
  expect(await refusal(root, { base })).toBe(sentence);
});

test('a branch that only the remote has is found there', async () => {
  const { root, git } = await repository({ 'a.txt': '1' });
  git('update-ref', 'refs/remotes/origin/stable', 'HEAD');
  expect((await revision(root, { base: 'stable' })).changed).toEqual([]);
});
