import { openRun } from './owner.ts';
import { treesOf } from './trees.ts';

/** The hash of the work tree as it is now: that of its files, saved and not ignored. */
export async function currentTree(root: string): Promise<string> {
  const run = await openRun();
  try {
    const trees = await treesOf(root, { base: undefined, overlay: new Map(), scratch: run.folder });
    return trees.after.hash;
  } finally {
    await run.remove();
  }
}
