import { setImmediate } from 'node:timers/promises';
import { wanted } from '../core/extract/extractors.ts';
import type { FilePath } from '../core/model/source.ts';
import { listFiles } from './listing.ts';
import { lookAt, type Look } from './read-workspace.ts';

/** Which files a workspace has, and when those that matter were written. Nothing of it is read. */
export interface Survey {
  /** The workspace's own files, also those that no fact comes from. */
  readonly paths: readonly FilePath[];
  /** By those that facts may come from. */
  readonly looks: ReadonlyMap<FilePath, Look>;
}

/** After so many files others of the process have their turn. */
const TURN = 512;

/** `root` with links followed; `excluded` are patterns of what is not to be read, besides what the workspace itself leaves out. */
export async function survey(root: string, excluded: readonly string[] = []): Promise<Survey> {
  const paths = await listFiles(root, excluded);
  const looks = new Map<FilePath, Look>();
  for (const [at, path] of paths.entries()) {
    if (at % TURN === TURN - 1) await setImmediate();
    const look = wanted(path) ? lookAt(root, path) : undefined;
    if (look) looks.set(path, look);
  }
  return { paths, looks };
}
