import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import { diskFiles } from './disk-files.ts';
import { comparison, type Comparison } from './revision-changed.ts';
import { commitOf, mergeBase, rangeOf, type Commit } from './revision-commits.ts';
import { differences, type Difference, type State } from './revision-differences.ts';
import { RevisionError } from './revision-error.ts';
import { openGit, type Git } from './revision-git.ts';
import { heldInGit, sideOf, type Held, type HeldByPath, type RevisionSide } from './revision-side.ts';

/** Which two states are compared. Nothing said: what is not committed yet. */
export interface RevisionQuestion {
  /** A revision, `A..B` or `A...B`; HEAD where it is absent. A revision alone and `A...B` count from where the two parted. */
  readonly base?: string;
  /** With the base itself, whatever has happened there since. */
  readonly exact?: boolean;
  /** The head is what is staged, not what is on disk. */
  readonly staged?: boolean;
  /** Texts that are not saved yet; they win over the disk, and have no part in what is staged or committed. */
  readonly overlay?: ReadonlyMap<FilePath, string>;
}

/** Two states of a workspace, and which files differ. */
export interface Revision extends Comparison {
  readonly base: RevisionSide;
  readonly head: RevisionSide;
}

/** Compares two states that git knows. Neither its index nor the work tree is touched; what cannot be compared is thrown as a `RevisionError`. */
export async function revision(root: string, asked: RevisionQuestion = {}): Promise<Revision> {
  const git = await openGit(root);
  const { base, head } = await endsOf(git, asked);
  const disk = diskFiles(root);
  const found = await differences(git, base.state, head.state);
  if (head.state.kind === 'disk')
    return overlaidRevision({ found, disk, base: base.shown, held: await heldInGit(git, found) }, asked.overlay ?? new Map());
  const [baseHeld, headHeld] = await Promise.all(
    [base.state, head.state].map(async state => heldInGit(git, await differences(git, state, { kind: 'disk' }))),
  );
  const sides = { base: sideOf(base.shown, disk, baseHeld!), head: sideOf(head.shown, disk, headHeld!) };
  return { ...sides, ...comparison(found, sides) };
}

/** What is on disk against texts that are not saved yet; needs no repository. */
export function unsaved(root: string, overlay: ReadonlyMap<FilePath, string>): Revision {
  return overlaidRevision({ found: [], disk: diskFiles(root), base: 'what is saved', held: new Map() }, overlay);
}

interface End<S> {
  readonly state: S;
  readonly shown: string;
}

interface Ends {
  readonly base: End<Exclude<State, { kind: 'disk' }>>;
  readonly head: End<Exclude<State, { kind: 'disk' }>> | End<{ readonly kind: 'disk' }>;
}

async function endsOf(git: Git, { base: written = 'HEAD', exact = false, staged = false, overlay }: RevisionQuestion): Promise<Ends> {
  const range = rangeOf(written);
  if (range.head !== undefined && (staged || overlay !== undefined))
    throw new RevisionError(`${written} names both ends; leave out one of them to compare with what is staged or not saved.`);
  const first = await commitOf(git, range.base);
  const last = range.head === undefined && range.base === 'HEAD' ? first : await commitOf(git, range.head ?? 'HEAD');
  const base = exact || range.exact || first.id === last.id ? first : await mergeBase(git, first, last);
  return {
    base: { state: { kind: 'commit', id: base.id }, shown: base.shown },
    head: headOf(range.head === undefined ? undefined : last, staged),
  };
}

function headOf(commit: Commit | undefined, staged: boolean): Ends['head'] {
  if (commit) return { state: { kind: 'commit', id: commit.id }, shown: commit.shown };
  return staged ? { state: { kind: 'index' }, shown: 'what is staged' } : { state: { kind: 'disk' }, shown: 'the working tree' };
}

/** What git says of the disk against one of its commits. */
export interface AgainstDisk {
  readonly found: readonly Difference[];
  readonly disk: Files;
  readonly base: string;
  readonly held: HeldByPath;
}

/** The base keeps what the disk has of a text that is edited, so that an index which knows the edit can go back. */
export function overlaidRevision({ found, disk, base, held }: AgainstDisk, overlay: ReadonlyMap<FilePath, string>): Revision {
  const saved = [...overlay.keys()].filter(path => !held.has(path)).map(path => [path, asHeld(disk.read(path))] as const);
  const edited = [...overlay].map(([path, text]) => [path, asHeld(text)] as const);
  const sides = {
    base: sideOf(base, disk, new Map([...held, ...saved])),
    head: sideOf('the working tree', disk, new Map(edited)),
  };
  const edits = saved.map(([path, before]): Difference => ({ path, ...(before && { before: { kind: 'file' } }), after: { kind: 'file' } }));
  const known = found.map((difference): Difference =>
    overlay.has(difference.path) ? { ...difference, after: { kind: 'file' } } : difference,
  );
  return { ...sides, ...comparison([...known, ...edits], sides) };
}

const asHeld = (text: string | undefined): Held | undefined => (text === undefined ? undefined : { kind: 'text', text });
