import type { FactsIndex, IndexedFile } from '../core/index/facts-index.ts';
import type { FilePath } from '../core/model/source.ts';
import { keep, loadKept } from './kept.ts';
import type { Look, Stamp } from './read-workspace.ts';

/** What an earlier session knew of a file, where the file is still the same. */
export interface Cache {
  readonly files: number;
  readonly find: (path: FilePath, stamp: Stamp) => IndexedFile | undefined;
}

type CachedFile = readonly [stamp: readonly [size: number, modified: number, changed: number], file: IndexedFile];

export const NO_CACHE: Cache = { files: 0, find: () => undefined };

/** Gives the facts that are kept for a workspace. */
export async function loadCache(root: string, folder: string): Promise<Cache> {
  const body = await loadKept({ root, folder, what: 'facts' });
  return isCache(body) ? cacheOf(body) : NO_CACHE;
}

function cacheOf(files: Readonly<Record<string, CachedFile>>): Cache {
  const known = new Map(Object.entries(files));
  return {
    files: known.size,
    find: (path, stamp) => {
      const [[size, modified, changed], file] = known.get(path) ?? [[]];
      return size === stamp.size && modified === stamp.modified && changed === stamp.changed ? file : undefined;
    },
  };
}

const isCache = (body: unknown): body is Record<string, CachedFile> =>
  typeof body === 'object' && body !== null && !Array.isArray(body) && Object.values(body).every(isCached);

function isCached(entry: unknown): entry is CachedFile {
  if (!Array.isArray(entry) || !Array.isArray(entry[0])) return false;
  const { fingerprint, facts, problems, lines } = (entry[1] ?? {}) as Partial<IndexedFile>;
  return typeof fingerprint === 'string' && Array.isArray(facts) && Array.isArray(problems) && Array.isArray(lines);
}

interface Keeping {
  readonly root: string;
  readonly folder: string;
  /** What was kept before; where all of it still holds and nothing is new, nothing is written. */
  readonly known: Cache;
  readonly looks: readonly Look[];
  readonly index: FactsIndex;
}

/** A file that changed this short before it was read may change again without a new time. */
const SETTLED = 2000;

export const isSettled = (look: Look): boolean =>
  look.kind !== 'file' || Math.max(look.stamp.modified, look.stamp.changed) < Date.now() - SETTLED;

/** Keeps the facts of a workspace. */
export async function saveCache({ root, folder, known, looks, index }: Keeping): Promise<void> {
  const files: Record<string, CachedFile> = {};
  let fresh = false;
  for (const look of looks) {
    const file = index.files.get(look.path);
    if (look.kind !== 'file' || !file || !isSettled(look)) continue;
    files[look.path] = [[look.stamp.size, look.stamp.modified, look.stamp.changed], file];
    fresh ||= known.find(look.path, look.stamp) === undefined;
  }
  if (fresh || Object.keys(files).length !== known.files) await keep({ root, folder, what: 'facts' }, files);
}
