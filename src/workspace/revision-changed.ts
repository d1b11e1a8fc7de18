import type { FilePath } from '../core/model/source.ts';
import type { Difference } from './revision-differences.ts';
import type { RevisionSide } from './revision-side.ts';

/** A file that is another on the head's side. */
interface ChangedFile {
  readonly path: FilePath;
  readonly status: 'added' | 'modified' | 'removed' | 'renamed';
  /** Its path before it was renamed. */
  readonly from?: FilePath;
}

/** Something that could not be compared; the rest was. */
interface RevisionProblem {
  readonly path: FilePath;
  readonly message: string;
}

export interface Comparison {
  readonly changed: readonly ChangedFile[];
  readonly problems: readonly RevisionProblem[];
}

interface Sides {
  readonly base: RevisionSide;
  readonly head: RevisionSide;
}

/** What git says differs, without what only looks so: other permissions, other times, a text that somebody restored. */
export function comparison(found: readonly Difference[], sides: Sides): Comparison {
  const problems = found.flatMap(difference => {
    const why = obstacle(difference, sides.base);
    return why === undefined ? [] : [{ path: difference.path, message: `${difference.path} ${why}.` }];
  });
  const changed = found
    .filter(isComparable)
    .filter(difference => !isSame(difference, sides))
    .map(changedFile);
  return { changed: withMoves(changed, sides), problems };
}

function obstacle({ path, from, before, after, inConflict }: Difference, base: RevisionSide): string | undefined {
  if (path.includes('\uFFFD')) return 'has a name that is not UTF-8; it was not compared';
  if (before?.kind === 'submodule' || after?.kind === 'submodule')
    return 'is a submodule at another commit; what is in it was not compared: name its own folder';
  const held = base.held.get(from ?? path);
  if (held?.kind === 'unread') return `${held.why}; it was not compared`;
  return inConflict ? 'has an unfinished merge; what stands between its marks counts as written' : undefined;
}

const isComparable = ({ path, before, after }: Difference): boolean =>
  !path.includes('\uFFFD') && before?.kind !== 'submodule' && after?.kind !== 'submodule';

/** Git compares the times of files on disk, and with its filters off it cannot tell what a filter made. */
function isSame({ path, from, before, after }: Difference, { base, head }: Sides): boolean {
  if (from !== undefined || !before || !after) return false;
  if (before.id !== undefined && after.id !== undefined) return before.id === after.id;
  const text = base.files.read(path);
  return text !== undefined && before.kind === after.kind && text === head.files.read(path);
}

function changedFile({ path, from, before, after }: Difference): ChangedFile {
  if (from !== undefined) return { path, status: 'renamed', from };
  return { path, status: !after ? 'removed' : before ? 'modified' : 'added' };
}

/** A file that was moved without telling git is removed in one place and added with the same text in another. */
function withMoves(changed: readonly ChangedFile[], { base, head }: Sides): readonly ChangedFile[] {
  const removed = Map.groupBy(
    changed.filter(({ status }) => status === 'removed'),
    ({ path }) => base.files.read(path) ?? '',
  );
  if (removed.size === 0) return changed;
  const gone = new Set<FilePath>();
  const moved = changed.map((file): ChangedFile => {
    const text = file.status === 'added' ? head.files.read(file.path) : undefined;
    const from = text === undefined || text.trim() === '' ? undefined : removed.get(text)?.find(({ path }) => !gone.has(path))?.path;
    if (from === undefined) return file;
    gone.add(from);
    return { path: file.path, status: 'renamed', from };
  });
  return moved.filter(({ path, status }) => status !== 'removed' || !gone.has(path));
}
