import { wanted } from '../core/extract/extractors.ts';
import { FactsIndex, type Change } from '../core/index/facts-index.ts';
import { grammars } from './grammar-files.ts';
import { digest } from './kept.ts';
import { changesOf, type RevisionSide } from './revision-side.ts';

/** The facts of one side, given those of the disk: only files that differ are read. */
export async function sideIndex(disk: FactsIndex, side: RevisionSide): Promise<FactsIndex> {
  const changes = changesOf(side).filter(change => wanted(pathOf(change)));
  if (changes.length === 0) return disk;
  const index = new FactsIndex(digest);
  for (const [path, file] of disk.files) index.restore(path, file);
  await grammars(changes.filter(({ kind }) => kind === 'set').map(pathOf));
  index.apply(changes);
  return index;
}

const pathOf = (change: Change) => (change.kind === 'set' ? change.source.path : change.path);
