import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test } from 'vitest';
import { revision } from '../../src/workspace/revision.ts';
import { refusal, repository, repositoryAt } from './revision-repository.ts';

const PATH = process.env['PATH'];
afterEach(() => void (process.env['PATH'] = PATH));

async function emptyFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'faultline-refused-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('a machine without git says so', async () => {
  const { root } = await repository({ 'a.txt': '1' });
  process.env['PATH'] = await emptyFolder();
  expect(await refusal(root)).toBe('Git is not installed on this machine, so there is nothing to compare with; install git.');
});

test('a folder without a repository says so', async () => {
  const root = await emptyFolder();
  expect(await refusal(root)).toBe('ROOT is in no git repository, so there is no earlier version to compare with.');
  expect(await refusal(join(root, 'nowhere'))).toBe('There is no folder ROOT.');
});

test('a folder that the repository around it ignores says so', async () => {
  const { root, write } = await repository({ '.gitignore': 'out\n' });
  write({ 'out/a.txt': '1' });
  expect(await refusal(join(root, 'out'))).toBe(
    'The git repository around ROOT ignores it, so there is no earlier version to compare with.',
  );
});

test('a repository without a commit says so', async () => {
  const { root } = await repository();
  expect(await refusal(root)).toBe('The repository has no commit yet, so there is nothing to compare with; commit once.');
});

test("git's own files are no workspace", async () => {
  const { root } = await repository({ 'a.txt': '1' });
  expect(await refusal(join(root, '.git'))).toBe("ROOT lies in git's own files; name a folder of the work tree.");
});

test('two histories without a commit in common say so', async () => {
  const { root, git, commit } = await repository({ 'a.txt': '1' });
  git('checkout', '--quiet', '--orphan', 'other');
  commit({ 'b.txt': '1' });
  expect(await refusal(root, { base: 'main' })).toBe('main and HEAD have no commit in common; compare with main itself by --exact.');
});

test('a shallow clone says how to get what it lacks', async () => {
  const { root, git, commit } = await repository({ 'a.txt': '1' });
  git('checkout', '--quiet', '-b', 'feature');
  commit({ 'a.txt': '2' });
  git('checkout', '--quiet', 'main');
  commit({ 'b.txt': '1' });
  const clone = `${root}-shallow`;
  git('clone', '--quiet', '--depth=1', '--no-single-branch', '--branch=feature', `file://${root}`, clone);
  expect(await refusal(clone, { base: 'main' })).toBe(
    'This shallow clone does not reach back to where main and HEAD parted; fetch more history with git fetch --deepen=200 or git fetch --unshallow.',
  );
  expect(await refusal(clone, { base: 'release~2' })).toBe(
    'This shallow clone has no revision "release~2"; fetch it with git fetch --unshallow origin release.',
  );
  expect((await revision(clone, { base: 'main', exact: true })).changed.map(({ path }) => path)).toEqual(['a.txt', 'b.txt']);
});

test('a partial clone is not filled up: what was never fetched is said', async () => {
  const { root, git, commit } = await repository({ 'a.txt': 'first', 'b.txt': '1' });
  commit({ 'a.txt': 'second' });
  git('config', 'uploadpack.allowFilter', 'true');
  const clone = `${root}-partial`;
  git('clone', '--quiet', '--filter=blob:none', `file://${root}`, clone);
  const objects = (): string => repositoryAt(clone).git('count-objects', '-v');
  const before = objects();
  const said = await revision(clone, { base: 'HEAD~1' }).then(
    ({ problems }) => problems.map(({ message }) => message).join(' '),
    error => (error as Error).message,
  );
  expect(said).toMatch(/never fetched into this partial clone|partial clone was never given the earlier texts/);
  expect(objects()).toBe(before);
});

test('both ends of a range leave no room for what is staged', async () => {
  const { root } = await repository({ 'a.txt': '1' });
  expect(await refusal(root, { base: 'HEAD..HEAD', staged: true })).toBe(
    'HEAD..HEAD names both ends; leave out one of them to compare with what is staged or not saved.',
  );
});

test('git in a hook is asked about the folder, not about the repository of the hook', async () => {
  const other = await repository({ 'other.txt': '1' });
  const { root } = await repository({ 'a.txt': '1' });
  repositoryAt(root).write({ 'a.txt': '2' });
  process.env['GIT_DIR'] = join(other.root, '.git');
  try {
    expect((await revision(root)).changed).toEqual([{ path: 'a.txt', status: 'modified' }]);
  } finally {
    delete process.env['GIT_DIR'];
  }
});
