import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { FactsIndex, IndexedFile } from '../core/index/facts-index.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Look, Stamp } from './read-workspace.ts';

/** What an earlier session knew of a file, where the file is still the same. */
export interface Cache {
  readonly files: number;
  readonly find: (path: FilePath, stamp: Stamp) => IndexedFile | undefined;
}

interface CacheDocument {
  readonly format: typeof FORMAT;
  readonly build: string;
  readonly root: string;
  readonly files: Readonly<Record<string, CachedFile>>;
}

type CachedFile = readonly [stamp: readonly [size: number, modified: number, changed: number], file: IndexedFile];

const FORMAT = 'faultline facts 1';

export const NO_CACHE: Cache = { files: 0, find: () => undefined };

/** The user's own cache folder: never the workspace, which belongs to its repository. */
export function userCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: base } = environment;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'faultline');
}

/** Gives what is kept for a workspace; a file that is missing, broken, or of another build or workspace counts as nothing. */
export async function loadCache(root: string, folder: string): Promise<Cache> {
  try {
    const build = await currentBuild();
    const text = await promisify(gunzip)(await readFile(fileFor(root, folder)));
    const document: unknown = JSON.parse(text.toString('utf8'));
    return isOf(document, { build, root }) ? cacheOf(document) : NO_CACHE;
  } catch {
    return NO_CACHE;
  }
}

function cacheOf({ files }: CacheDocument): Cache {
  const known = new Map(Object.entries(files));
  return {
    files: known.size,
    find: (path, stamp) => {
      const [[size, modified, changed], file] = known.get(path) ?? [[]];
      return size === stamp.size && modified === stamp.modified && changed === stamp.changed ? file : undefined;
    },
  };
}

function isOf(document: unknown, { build, root }: { build: string; root: string }): document is CacheDocument {
  const { format, build: builtBy, root: of, files } = (document ?? {}) as Partial<CacheDocument>;
  return format === FORMAT && builtBy === build && of === root && typeof files === 'object' && files !== null && Object.values(files).every(isCached);
}

function isCached(entry: unknown): entry is CachedFile {
  if (!Array.isArray(entry) || !Array.isArray(entry[0])) return false;
  const { fingerprint, facts, problems, lines } = (entry[1] ?? {}) as Partial<IndexedFile>;
  return typeof fingerprint === 'string' && Array.isArray(facts) && Array.isArray(problems) && Array.isArray(lines);
}

export interface Keeping {
  readonly root: string;
  readonly folder: string;
  /** What was kept before; where all of it still holds and nothing is new, nothing is written. */
  readonly known: Cache;
  readonly looks: readonly Look[];
  readonly index: FactsIndex;
}

/** A file that changed this short before it was read may change again without a new time. */
const SETTLED = 2000;

/** Keeps the facts of a workspace. A home that cannot be written to is no error: the next start reads the files again. */
export async function saveCache({ root, folder, known, looks, index }: Keeping): Promise<void> {
  const settled = Date.now() - SETTLED;
  const files: Record<string, CachedFile> = {};
  let fresh = false;
  for (const look of looks) {
    const file = index.files.get(look.path);
    if (look.kind !== 'file' || !file || Math.max(look.stamp.modified, look.stamp.changed) > settled) continue;
    files[look.path] = [[look.stamp.size, look.stamp.modified, look.stamp.changed], file];
    fresh ||= known.find(look.path, look.stamp) === undefined;
  }
  if (!fresh && Object.keys(files).length === known.files) return;
  const document: CacheDocument = { format: FORMAT, build: await currentBuild(), root, files };
  await write(fileFor(root, folder), await promisify(gzip)(JSON.stringify(document), { level: 1 })).catch(() => undefined);
}

/** Whole or not at all: another process may read or write the same file now. */
async function write(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, bytes, { mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

const fileFor = (root: string, folder: string): string => join(folder, `${hash(root)}.json.gz`);

const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 32);

let build: Promise<string> | undefined;

/** The program itself: other code reads other facts from the same text, so its facts are never taken over. */
const currentBuild = (): Promise<string> => (build ??= readFile(fileURLToPath(import.meta.url)).then(hash));
