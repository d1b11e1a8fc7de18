import { expect, test } from 'vitest';
import { FactsIndex } from '../../src/core/index/facts-index.ts';
import type { FilePath } from '../../src/core/model/source.ts';
import { digest } from '../../src/workspace/kept.ts';
import { sideIndex } from '../../src/workspace/revision-index.ts';
import { pathsOn, type RevisionSide } from '../../src/workspace/revision-side.ts';
import { revision } from '../../src/workspace/revision.ts';
import { path, repository, type Repository } from './revision-repository.ts';

/** The same numbers for a seed, from 0 to below the bound. */
function numbers(seed: number): (bound: number) => number {
  let state = seed;
  return bound => (state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff) % bound;
}

/** Some files are written, moved and removed; git is told of some of it. */
function edit({ git, write, remove }: Repository, present: Set<string>, next: (bound: number) => number): void {
  for (let step = 0; step < 4; step++) {
    const name = `f${next(6)}/${next(4)}.txt`;
    if (present.has(name) && next(3) === 0) {
      remove(name);
      present.delete(name);
    } else {
      write({ [name]: `text ${next(5)}\n`.repeat(1 + next(8)) });
      present.add(name);
    }
    if (next(3) === 0) git('add', '--all');
  }
}

/** Every file of a side with its text, as `revision` has it. */
const shownBy = ({ files }: RevisionSide): Record<string, string | undefined> =>
  Object.fromEntries(files.under('').map(file => [file, files.read(file)]));

/** Every file with its text, as git itself has it: of a commit, or of the index where that is empty. */
function shownByGit({ git }: Repository, commit: string): Record<string, string> {
  const listed = commit === '' ? git('ls-files') : git('ls-tree', '-r', '--name-only', commit);
  const names = listed.split('\n').filter(name => name !== '');
  return Object.fromEntries(names.map(name => [name, `${git('show', `${commit}:${name}`)}\n`]));
}

test.each([1, 2, 3, 4, 5, 6])('each side holds what git holds of it, whatever was edited, staged and committed (%i)', async seed => {
  const next = numbers(seed);
  const made = await repository({ 'f0/0.txt': 'text 0\n' });
  const present = new Set(['f0/0.txt']);
  const commits = [1, 2].map(() => {
    edit(made, present, next);
    return made.commit();
  });
  edit(made, present, next);
  const [first, last] = commits as [string, string];
  const range = await revision(made.root, { base: `${first}..${last}` });
  const staged = await revision(made.root, { base: first, staged: true, exact: true });
  expect(shownBy(range.base)).toEqual(shownByGit(made, first));
  expect(shownBy(range.head)).toEqual(shownByGit(made, last));
  expect(shownBy(staged.base)).toEqual(shownByGit(made, first));
  expect(shownBy(staged.head)).toEqual(shownByGit(made, ''));
});

test('the index of a side has the facts of its texts, and shares those of the disk', async () => {
  const { root, write, remove } = await repository({ 'a/.env': 'A=1\n', 'b/.env': 'B=1\n', 'c/.env': 'C=1\n', 'notes.txt': '' });
  write({ 'a/.env': 'A=2\n', 'new/.env': 'N=1\n', 'notes.txt': 'read by nobody' });
  remove('b/.env');
  const disk = new FactsIndex(digest);
  for (const [file, text] of [
    ['a/.env', 'A=2\n'],
    ['c/.env', 'C=1\n'],
    ['new/.env', 'N=1\n'],
  ] as const)
    disk.apply([{ kind: 'set', source: { path: path(file), text } }]);
  const { base, head } = await revision(root);
  const before = await sideIndex(disk, base);
  expect([...before.files.keys()].toSorted()).toEqual(['a/.env', 'b/.env', 'c/.env']);
  expect(before.files.get(path('c/.env'))).toBe(disk.files.get(path('c/.env')));
  expect(before.files.get(path('a/.env'))?.facts).toMatchObject([{ kind: 'sets-env', value: { text: '1' } }]);
  expect(await sideIndex(disk, head)).toBe(disk);
});

test("a side's own files are those that the listing of the disk has, as far as they do not differ", async () => {
  const { root, write, remove } = await repository({ 'a.txt': '1', 'b.txt': '1', '.gitignore': 'ignored.txt\n' });
  write({ 'new.txt': '', 'ignored.txt': '' });
  remove('b.txt');
  const { base } = await revision(root);
  expect(base.files.under('')).toContain('ignored.txt');
  expect(pathsOn(base, ['.gitignore', 'a.txt', 'new.txt'] as FilePath[])).toEqual(['.gitignore', 'a.txt', 'b.txt']);
});
