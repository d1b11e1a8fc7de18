import { setImmediate } from 'node:timers/promises';
import type { FilePath } from '../core/model/source.ts';
import type { KeptTold } from './told-cache.ts';
import { digest } from './kept.ts';
import { listFiles } from './listing.ts';
import { lookAt, type Look } from './read-workspace.ts';

/** Which files a workspace has, and when those that matter were written. Nothing of it is read. */
export interface Survey {
  /** The workspace's own files, also those that no fact comes from. */
  readonly paths: readonly FilePath[];
  /** Those that facts may come from, whatever stands there now. */
  readonly wanted: readonly FilePath[];
  /** Of these, where there is a file. */
  readonly looks: ReadonlyMap<FilePath, Look>;
}

/** After so many files others of the process have their turn. */
const TURN = 512;

/** `root` with links followed; `excluded` are patterns of what is not to be read, besides what the workspace itself leaves out. */
export async function survey(root: string, excluded: readonly string[] = []): Promise<Survey> {
  return surveyOf(root, await listFiles(root, excluded), await wantedNow());
}

/** Who knows already which files matter loads nothing that reads them. */
export async function surveyOf(root: string, paths: readonly FilePath[], isWanted: (path: FilePath) => boolean): Promise<Survey> {
  const wanted = paths.filter(isWanted);
  const looks = new Map<FilePath, Look>();
  for (const [at, path] of wanted.entries()) {
    if (at % TURN === TURN - 1) await setImmediate();
    const look = lookAt(root, path);
    if (look) looks.set(path, look);
  }
  return { paths, wanted, looks };
}

/** Which files facts may come from. */
export const wantedNow = async (): Promise<(path: FilePath) => boolean> => (await import('../core/extract/extractors.ts')).wanted;

/** Tells lists of files apart. */
export const listingOf = (paths: readonly FilePath[]): string => digest(paths.join('\n'));

/** Of the very same files the same are wanted, and what reads them need not be loaded. */
export async function wantedIn(
  paths: readonly FilePath[],
  told: Pick<KeptTold, 'listing' | 'wanted'> | undefined,
): Promise<(path: FilePath) => boolean> {
  if (told?.listing !== listingOf(paths)) return wantedNow();
  const wanted = new Set(told.wanted);
  return path => wanted.has(path);
}
