import type { FilePath } from '../core/model/source.ts';
import type { Git } from './revision-git.ts';

/** A state of the workspace that git can compare. */
export type State = { readonly kind: 'commit'; readonly id: string } | { readonly kind: 'index' } | { readonly kind: 'disk' };

/** What git keeps under a path. */
export interface Entry {
  readonly kind: 'file' | 'link' | 'submodule';
  /** Absent where the text is only on disk. */
  readonly id?: string;
}

/** One path that differs; an end without an entry has no such file. */
export interface Difference {
  readonly path: FilePath;
  readonly before?: Entry;
  readonly after?: Entry;
  /** The path before, of a file that was renamed. */
  readonly from?: FilePath;
  /** A merge was not finished here. */
  readonly inConflict?: true;
}

/** Everything that differs below the folder that git was asked for, whatever git's own settings for differences are. */
export async function differences(git: Git, before: Exclude<State, { kind: 'disk' }>, after: State): Promise<readonly Difference[]> {
  const found = parsed(await rawDifferences(git, ends(before, after)));
  if (after.kind === 'disk') await addBeside(git, found);
  return [...found.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

const DIFF = [
  'diff',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--relative',
  '--ignore-submodules=dirty',
];

/** Telling what was renamed needs texts, and a partial clone may lack them. */
async function rawDifferences(git: Git, ends: readonly string[]): Promise<Buffer> {
  const { code, output } = await git.ask([...DIFF, '--find-renames=50%', '-l1000', ...ends, '--']);
  return code === 0 ? output : git.output([...DIFF, '--no-renames', ...ends, '--']);
}

function ends(before: State, after: State): readonly string[] {
  const ids = [before, after].flatMap(state => (state.kind === 'commit' ? [state.id] : []));
  return after.kind === 'index' ? ['--cached', ...ids] : ids;
}

/** What a difference towards the disk leaves out: files that git does not know yet, and which merges are not finished. */
async function addBeside(git: Git, found: Map<FilePath, Difference>): Promise<void> {
  const listed = await git.output(['ls-files', '-z', '-t', '--others', '--unmerged', '--exclude-standard']);
  for (const line of listed.toString().split('\0')) {
    const path = line.replace(/^\? |^M [^\t]*\t/, '') as FilePath;
    if (line.startsWith('M ')) found.set(path, { ...found.get(path), path, inConflict: true });
    // A repository inside of this one ends in a slash; it has a history of its own.
    else if (line !== '' && !path.endsWith('/')) addUntracked(found, path);
  }
}

const HEADER = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])\d*$/;

/** `:100644 100644 id id M\0path\0`, and for what was renamed `R090\0old\0new\0`. */
function parsed(output: Buffer): Map<FilePath, Difference> {
  const parts = output.toString().split('\0') as FilePath[];
  const found = new Map<FilePath, Difference>();
  for (let at = 0; at + 1 < parts.length;) {
    const [, modeBefore, modeAfter, idBefore, idAfter, status] = HEADER.exec(parts[at]!) ?? [];
    if (status === undefined) break;
    const renamed = status === 'R' || status === 'C';
    const path = parts[at + (renamed ? 2 : 1)]!;
    const before = entryOf(modeBefore!, idBefore!);
    const after = entryOf(modeAfter!, idAfter!);
    at += renamed ? 3 : 2;
    if (status === 'U') found.set(path, { ...found.get(path), path, inConflict: true });
    else
      found.set(path, {
        ...found.get(path),
        path,
        ...(before && status !== 'C' && { before }),
        ...(after && { after }),
        ...(status === 'R' && { from: parts[at - 2]! }),
      });
  }
  return found;
}

function entryOf(mode: string, id: string): Entry | undefined {
  if (mode === '000000') return undefined;
  const kind = mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';
  return { kind, ...(!/^0+$/.test(id) && { id }) };
}

/** A file that git was told to forget and that is still there is no removed one; and what has its old name again was not renamed. */
function addUntracked(found: Map<FilePath, Difference>, path: FilePath): void {
  const renamed = [...found.values()].find(({ from }) => from === path);
  const before = renamed?.before ?? found.get(path)?.before;
  if (renamed?.after) found.set(renamed.path, { path: renamed.path, after: renamed.after });
  found.set(path, { path, ...(before && { before }), after: { kind: 'file' } });
}
