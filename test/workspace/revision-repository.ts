import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { revision, type RevisionQuestion, type Revision } from '../../src/workspace/revision.ts';

/** A repository of its own, and the few things that people do in one. */
export interface Repository {
  readonly root: string;
  readonly git: (...args: readonly string[]) => string;
  readonly write: (texts: Readonly<Record<string, string | Uint8Array>>) => void;
  readonly remove: (path: string) => void;
  readonly commit: (texts?: Readonly<Record<string, string | Uint8Array>>) => string;
}

/** Nobody's own git configuration decides a test. */
const ENVIRONMENT = {
  ...process.env,
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'Somebody',
  GIT_AUTHOR_EMAIL: 'somebody@example.com',
  GIT_COMMITTER_NAME: 'Somebody',
  GIT_COMMITTER_EMAIL: 'somebody@example.com',
};

/** Gone when the test is done, with all that lies beside it. */
export async function repository(texts: Readonly<Record<string, string>> = {}): Promise<Repository> {
  const scratch = await mkdtemp(join(tmpdir(), 'faultline-revision-'));
  onTestFinished(() => rmSync(scratch, { recursive: true, force: true }));
  const root = join(scratch, 'repository');
  mkdirSync(root);
  const made = repositoryAt(root);
  made.git('init', '--quiet', '--initial-branch=main');
  if (Object.keys(texts).length > 0) made.commit(texts);
  return made;
}

export function repositoryAt(root: string): Repository {
  const git: Repository['git'] = (...args) =>
    execFileSync('git', args, { cwd: root, env: ENVIRONMENT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  const write: Repository['write'] = texts => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  };
  return {
    root,
    git,
    write,
    remove: path => rmSync(join(root, path), { recursive: true }),
    commit: (texts = {}) => {
      write(texts);
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '--message', 'A change');
      return git('rev-parse', 'HEAD');
    },
  };
}

/** `modified a.txt: "before" → "after"`, for each file that changed. */
export async function changes(root: string, asked: RevisionQuestion = {}): Promise<readonly string[]> {
  return shown(await revision(root, asked));
}

export const shown = ({ changed, base, head }: Revision): readonly string[] =>
  changed.map(({ path, status, from }) => {
    const before = base.files.read(from ?? path);
    const after = head.files.read(path);
    const name = from === undefined ? path : `${from} to ${path}`;
    return `${status} ${name}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`;
  });

/** The sentence with which a comparison is refused. */
export const refusal = (root: string, asked: RevisionQuestion = {}): Promise<string> =>
  revision(root, asked).then(
    () => 'nothing was refused',
    error => (error as Error).message.replaceAll(root, 'ROOT'),
  );

export const path = (text: string): FilePath => text as FilePath;
