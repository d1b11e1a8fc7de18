import type { Memory } from '../core/environments/memory.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import { loadCache, NO_CACHE, saveCache, type Cache } from './cache.ts';
import { askedBeside, loadLatest, saveGraph, type Latest } from './graph-cache.ts';
import type { Reader } from './reader.ts';
import { loadTold, saveTold, type KeptTold } from './told-cache.ts';
import type { KeptFindings } from './told-findings.ts';
import { wholeView } from './view.ts';

/** What a session knows when nothing is left to do. */
interface Settled {
  readonly reader: Reader;
  readonly memory: Memory;
  readonly latest: Snapshot;
  /** Not saved yet, so nobody else's. */
  readonly isOpen: (path: FilePath) => boolean;
  /** Absent while the checks run. */
  readonly findings: KeptFindings | undefined;
}

/** What was kept, whatever has changed since. */
export interface Kept extends Latest {
  readonly told: KeptTold | undefined;
}

/** What is kept of a root from one start to the next, for this program and for the command line. Without a folder nothing is. */
export class Keeper {
  private readonly real: string;
  private readonly folder: string | undefined;
  private cache: Cache = NO_CACHE;
  /** Of the graph that is kept, where it is that of now; and whether it is kept with all that an editor is told. */
  private state: string | undefined;
  private isTold = false;

  constructor(real: string, folder: string | undefined) {
    this.real = real;
    this.folder = folder;
  }

  async latest(): Promise<Kept | undefined> {
    if (this.folder === undefined) return undefined;
    const latest = await loadLatest(this.real, this.folder);
    return latest && { ...latest, told: await loadTold(this.real, this.folder, latest.state) };
  }

  async facts(): Promise<Cache> {
    if (this.folder !== undefined) this.cache = await loadCache(this.real, this.folder);
    return this.cache;
  }

  /** The graph that is kept is that of now. */
  holds({ state, told }: Kept): void {
    this.state = state;
    this.isTold = told !== undefined;
  }

  /** There is a newer graph. */
  outdate(): void {
    this.state = undefined;
    this.isTold = false;
  }

  async save({ reader, memory, latest, isOpen, findings }: Settled): Promise<void> {
    const { real, folder } = this;
    if (folder === undefined) return;
    const { looks, all } = reader.saved();
    if (reader.hasNews) await saveCache({ root: real, folder, known: this.cache, looks, index: reader.index });
    reader.hasNews = false;
    const asked = askedBeside(memory, reader.index);
    if (!all || asked.files.some(isOpen)) return;
    this.state ??= await saveGraph(real, folder, { looks, asked, snapshot: latest });
    if (this.isTold || this.state === undefined || findings === undefined || !latest.navigation) return;
    const files = wholeView(reader.index, latest).changed;
    await saveTold(real, folder, { state: this.state, deciding: memory.seen(), files, places: latest.navigation.places(), findings });
    this.isTold = true;
  }
}
