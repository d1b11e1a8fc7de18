import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { watchHead } from '../../src/workspace/git-head.ts';

const scratch = await mkdtemp(join(tmpdir(), 'faultline-head-'));
afterAll(() => rm(scratch, { recursive: true, force: true }));

async function changesSeen(root: string, head: string): Promise<number> {
  let seen = 0;
  const unwatch = watchHead(root, () => void seen++);
  await new Promise(done => setTimeout(done, 1200));
  await writeFile(head, 'ref: refs/heads/other\n');
  await expect.poll(() => seen, { timeout: 5000 }).toBeGreaterThan(0);
  unwatch();
  return seen;
}

test('a checkout is seen from any folder of the repository', async () => {
  const root = join(scratch, 'repository');
  await mkdir(join(root, '.git'), { recursive: true });
  await mkdir(join(root, 'services/orders'), { recursive: true });
  await writeFile(join(root, '.git/HEAD'), 'ref: refs/heads/main\n');
  expect(await changesSeen(join(root, 'services/orders'), join(root, '.git/HEAD'))).toBe(1);
});

test('a work tree is followed to its own HEAD', async () => {
  const root = join(scratch, 'tree');
  const git = join(scratch, 'elsewhere/worktrees/tree');
  await mkdir(git, { recursive: true });
  await mkdir(root, { recursive: true });
  await writeFile(join(git, 'HEAD'), 'ref: refs/heads/main\n');
  await writeFile(join(root, '.git'), `gitdir: ${git}\n`);
  expect(await changesSeen(root, join(git, 'HEAD'))).toBe(1);
});
