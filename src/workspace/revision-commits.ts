import { RevisionError } from './revision-error.ts';
import type { Git } from './revision-git.ts';

/** A commit, and how people know it. */
export interface Commit {
  readonly id: string;
  /** `main`, `origin/main`, `main (since 1a2b3c4)`. */
  readonly shown: string;
}

/** The two ends of `A..B` and `A...B`; of anything else only the first, and the other is the work tree. */
interface Range {
  readonly base: string;
  readonly head?: string;
  /** `A..B`: with A itself, not with where the two parted. */
  readonly exact: boolean;
}

export function rangeOf(written: string): Range {
  const [, base = '', dots, head = ''] = /^([^]*?)(\.{2,3})([^]*)$/.exec(written) ?? [];
  if (dots === undefined) return { base: written, exact: false };
  return { base: base || 'HEAD', head: head || 'HEAD', exact: dots === '..' };
}

/** The commit that a revision names; a branch that only the remote has is found there, as it is in checkouts of pull requests. */
export async function commitOf(git: Git, revision: string): Promise<Commit> {
  const found = (await verified(git, revision)) ?? (await verified(git, `refs/remotes/origin/${revision}`));
  if (found !== undefined) return { id: found, shown: revision };
  if (revision === 'HEAD') throw new RevisionError('The repository has no commit yet, so there is nothing to compare with; commit once.');
  throw new RevisionError(
    git.isShallow
      ? `This shallow clone has no revision "${revision}"; fetch it with git fetch --unshallow origin ${branchIn(revision)}.`
      : `There is no revision "${revision}" here; name a branch, tag or commit that git log knows, or fetch it first.`,
  );
}

const branchIn = (revision: string): string => revision.replace(/^origin\//, '').replace(/[~^@][^]*$/, '');

/** What begins with a dash is an option to git, and no revision can. */
async function verified(git: Git, revision: string): Promise<string | undefined> {
  if (revision === '' || revision.startsWith('-') || revision.includes('\0')) return undefined;
  const { code, output } = await git.ask(['rev-parse', '--verify', '--quiet', `${revision}^{commit}`]);
  const id = output.toString().trim();
  return code === 0 && /^[0-9a-f]{40,64}$/.test(id) ? id : undefined;
}

/** Where the way to `head` left `base`: what a pull request is compared with. */
export async function mergeBase(git: Git, base: Commit, head: Commit): Promise<Commit> {
  const { code, output, complaint } = await git.ask(['merge-base', base.id, head.id]);
  const id = output.toString().split('\n')[0]!.trim();
  if (code === 0 && id !== '') return id === base.id ? base : { id, shown: `${base.shown} (since ${id.slice(0, 7)})` };
  if (code !== 1) throw new RevisionError(`Git could not find where ${base.shown} and ${head.shown} parted: ${complaint.split('\n')[0]}.`);
  throw new RevisionError(
    git.isShallow
      ? `This shallow clone does not reach back to where ${base.shown} and ${head.shown} parted; fetch more history with git fetch --deepen=200 or git fetch --unshallow.`
      : `${base.shown} and ${head.shown} have no commit in common; compare with ${base.shown} itself by --exact.`,
  );
}
