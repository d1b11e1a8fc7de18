import { setImmediate } from 'node:timers/promises';
import { Memory } from '../core/environments/memory.ts';
import { FactsIndex } from '../core/index/facts-index.ts';
import { snapshot, type Snapshot, type Surroundings } from '../core/index/snapshot.ts';
import { loadCache, NO_CACHE, saveCache, type Cache } from './cache.ts';
import { diskFiles } from './disk-files.ts';
import type { FilePath } from '../core/model/source.ts';
import { grammars } from './grammar-files.ts';
import { askedBeside, loadGraph, saveGraph } from './graph-cache.ts';
import { digest } from './kept.ts';
import { realRoot } from './listing.ts';
import { readFile as readText, type Look } from './read-workspace.ts';
import { survey, type Survey } from './survey.ts';

export interface Indexed extends Surroundings {
  readonly snapshot: Snapshot;
  readonly index: FactsIndex;
}

export interface IndexOptions {
  /** Told files done of files wanted. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Folder outside of the workspace where facts are kept from one start to the next; absent: nothing is kept. */
  readonly cacheFolder?: string | undefined;
}

/** After so many files others of the process have their turn. */
const TURN = 64;

/** Indexes a folder and links it. What an earlier session knew of files that have not changed is taken over. */
export async function indexWorkspace(root: string, options: IndexOptions = {}): Promise<Indexed> {
  return indexed(await surveyed(root), options);
}

/** What every file says, before anything is linked. */
export async function readFacts(root: string, options: IndexOptions = {}): Promise<Facts> {
  const found = await surveyed(root);
  return { ...(await facts(found, options)), paths: found.paths };
}

export interface Facts extends Surroundings {
  readonly index: FactsIndex;
  /** The workspace's own files, also those that no fact comes from. */
  readonly paths: readonly FilePath[];
}

/** The graph alone, for who will not change it: where nothing changed since it was kept, no file is read and nothing is linked. */
export async function workspaceSnapshot(root: string, options: IndexOptions = {}): Promise<Snapshot> {
  const { cacheFolder } = options;
  const found = await surveyed(root);
  if (cacheFolder === undefined) return (await indexed(found, options)).snapshot;
  const looks = [...found.looks.values()];
  const kept = await loadGraph(found.real, cacheFolder, looks);
  if (kept) return kept;
  const { snapshot, index, memory } = await indexed(found, options);
  await saveGraph(found.real, cacheFolder, { looks, asked: askedBeside(memory, index), snapshot });
  return snapshot;
}

interface Surveyed extends Survey {
  readonly real: string;
}

async function surveyed(root: string): Promise<Surveyed> {
  const real = await realRoot(root);
  return { real, ...(await survey(real)) };
}

async function indexed(found: Surveyed, options: IndexOptions): Promise<Indexed> {
  const { index, ...surroundings } = await facts(found, options);
  return { snapshot: snapshot(index, surroundings), index, ...surroundings };
}

async function facts({ real, looks: found }: Surveyed, { onProgress, cacheFolder }: IndexOptions): Promise<Omit<Indexed, 'snapshot'>> {
  const looks = [...found.values()];
  const cache = cacheFolder === undefined ? NO_CACHE : await loadCache(real, cacheFolder);
  await grammars(looks.filter(look => !isKnown(look, cache)).map(({ path }) => path));
  const index = new FactsIndex(digest);
  for (const [done, look] of looks.entries()) {
    if (done % TURN === 0) await setImmediate();
    onProgress?.(done, looks.length);
    add(look, index, { real, cache });
  }
  onProgress?.(looks.length, looks.length);
  if (cacheFolder !== undefined) await saveCache({ root: real, folder: cacheFolder, known: cache, looks, index });
  return { index, files: diskFiles(real), memory: new Memory() };
}

const isKnown = (look: Look, cache: Cache): boolean => look.kind === 'file' && cache.find(look.path, look.stamp) !== undefined;

function add(look: Look, index: FactsIndex, { real, cache }: { real: string; cache: Cache }): void {
  const known = look.kind === 'file' ? cache.find(look.path, look.stamp) : undefined;
  if (known) return index.restore(look.path, known);
  const reading = look.kind === 'file' ? readText(real, look) : look;
  if (reading?.kind === 'source') index.apply([{ kind: 'set', source: reading.source }]);
  else if (reading)
    index.restore(reading.path, { fingerprint: '', facts: [], problems: [{ at: [0, 0], message: reading.message }], lines: [0] });
}
