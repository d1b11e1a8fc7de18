import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { built, command, environment } from '../cli/command-line.ts';
import { edgesOf, folderOf, snapshotOf, well } from './workspace-folder.ts';

beforeAll(built, 60_000);

const git = (folder: string, ...args: string[]): void =>
  expect(spawnSync('git', ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@b.test', ...args]).status).toBe(0);

const below = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(well).map(([path, text]) => [`${folder}/${path}`, text]));

const FOLDERS: readonly { readonly rule: string; readonly make: () => string }[] = [
  { rule: 'a plain folder', make: () => folderOf(well) },
  {
    rule: 'a repository without commits',
    make: () => {
      const root = folderOf(well);
      git(root, 'init', '-q');
      return root;
    },
  },
  {
    rule: 'a repository with commits and files that are not committed',
    make: () => {
      const root = folderOf(well);
      git(root, 'init', '-q');
      git(root, 'add', 'compose.yaml', 'desk');
      git(root, 'commit', '-q', '-m', 'a');
      return root;
    },
  },
  {
    rule: 'a folder inside a repository',
    make: () => {
      const root = folderOf(below('systems/post'));
      git(root, 'init', '-q');
      return join(root, 'systems/post');
    },
  },
  {
    rule: 'a folder that the repository around it ignores',
    make: () => {
      const root = folderOf({ ...below('scratch/post'), '.gitignore': 'scratch/\n' });
      git(root, 'init', '-q');
      return join(root, 'scratch/post');
    },
  },
  { rule: 'a repository whose .git is broken', make: () => folderOf({ ...well, '.git': 'gitdir: /nowhere/at/all\n' }) },
  { rule: 'a folder with a blank and an umlaut', make: () => join(folderOf(below('Post für alle')), 'Post für alle') },
];

test.each(FOLDERS)('$rule is read', async ({ make }) => {
  expect(edgesOf(await snapshotOf(make()))).toEqual(['desk -> depot']);
});

test('ignored files do not count, with and without git', async () => {
  for (const repository of [false, true]) {
    const root = folderOf({
      ...well,
      '.gitignore': 'scratch/\n*.bak.yaml\n',
      'scratch/compose.yaml': 'services:\n  old: { image: old }\n',
      'a.bak.yaml': 'services:\n  old: { image: old }\n',
    });
    if (repository) git(root, 'init', '-q');
    const { graph } = await snapshotOf(root);
    expect(graph.nodes.map(({ name }) => name)).toEqual(['depot', 'desk']);
  }
});

test('hooks and monitors of a repository are never run', async () => {
  const root = folderOf(well);
  git(root, 'init', '-q');
  git(root, 'config', 'core.fsmonitor', `touch ${root}/ran; false`);
  await snapshotOf(root);
  expect(spawnSync('ls', [root], { encoding: 'utf8' }).stdout).not.toContain('ran');
});

test('where git is missing the folder is read all the same', () => {
  const root = folderOf(well);
  const { status, stdout } = spawnSync(command.node, [command.script, 'graph', root], {
    encoding: 'utf8',
    env: { ...environment, PATH: '' },
  });
  expect(status).toBe(0);
  expect(stdout).toContain('→ depot');
});
