import type { Memory } from '../core/environments/memory.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import { loadCache, NO_CACHE, saveCache, type Cache } from './cache.ts';
import { loadLatest, saveGraph, type Latest } from './graph-cache.ts';
import type { Reader } from './reader.ts';

/** What a session knows when nothing is left to do. */
interface Settled {
  readonly reader: Reader;
  readonly memory: Memory;
  readonly latest: Snapshot;
  /** Not saved yet, so nobody else's. */
  readonly isOpen: (path: FilePath) => boolean;
}

/** What is kept of a root from one start to the next, for this program and for the command line. Without a folder nothing is. */
export class Keeper {
  private readonly real: string;
  private readonly folder: string | undefined;
  private cache: Cache = NO_CACHE;
  /** The kept graph is that of now. */
  private isKept = false;

  constructor(real: string, folder: string | undefined) {
    this.real = real;
    this.folder = folder;
  }

  async latest(): Promise<Latest | undefined> {
    return this.folder === undefined ? undefined : loadLatest(this.real, this.folder);
  }

  async facts(): Promise<Cache> {
    if (this.folder !== undefined) this.cache = await loadCache(this.real, this.folder);
    return this.cache;
  }

  /** The graph that is kept was made of just these files. */
  holds(kept: Latest | undefined, reader: Reader): void {
    this.isKept = kept?.isOf(reader.saved().looks) === true;
  }

  /** There is a newer graph. */
  outdate(): void {
    this.isKept = false;
  }

  async save({ reader, memory, latest, isOpen }: Settled): Promise<void> {
    if (this.folder === undefined) return;
    const { looks, all } = reader.saved();
    if (reader.hasNews) await saveCache({ root: this.real, folder: this.folder, known: this.cache, looks, index: reader.index });
    reader.hasNews = false;
    const outside = memory.seen().filter(path => !reader.index.files.has(path));
    if (!all || this.isKept || outside.some(isOpen)) return;
    await saveGraph(this.real, this.folder, { looks, outside, snapshot: latest });
    this.isKept = true;
  }
}
