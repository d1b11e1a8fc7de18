import type { Memory } from '../core/environments/memory.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { FilePath } from '../core/model/source.ts';
import { navigation } from '../core/navigate/navigation.ts';
import { loadCache, NO_CACHE, saveCache, type Cache } from './cache.ts';
import { askedBeside, loadLatest, saveGraph, type Latest } from './graph-cache.ts';
import type { KeptChanges } from './kept-changes.ts';
import type { Reader } from './reader.ts';
import { loadTold, saveTold, type KeptTold } from './told-cache.ts';
import type { KeptFindings } from './told-findings.ts';
import { wholeView, type View } from './view.ts';

/** What was answered of the newest graph. */
export interface Answers {
  /** Absent while the checks run. */
  readonly findings: KeptFindings | undefined;
  readonly changes: KeptChanges | undefined;
}

const NO_ANSWERS: Answers = { findings: undefined, changes: undefined };

/** What a session knows when nothing is left to do. */
interface Settled {
  readonly reader: Reader;
  readonly memory: Memory;
  readonly latest: Snapshot;
  /** Not saved yet, so nobody else's. */
  readonly isOpen: (path: FilePath) => boolean;
  /** Absent where nobody asks. */
  readonly answers: Answers | undefined;
}

/** What was kept, whatever has changed since. */
export interface Kept extends Latest {
  /** The root with links followed. */
  readonly real: string;
  readonly told: KeptTold | undefined;
}

/** What is kept of a root from one start to the next, for this program and for the command line. Without a folder nothing is. */
export class Keeper {
  private readonly real: string;
  private readonly folder: string | undefined;
  private cache: Cache = NO_CACHE;
  /** Of the graph that is kept, where it is that of now. */
  private state: string | undefined;
  /** What is kept with it of what an editor is told. */
  private told: Pick<KeptTold, 'changes'> | undefined;

  constructor(real: string, folder: string | undefined) {
    this.real = real;
    this.folder = folder;
  }

  async latest(): Promise<Kept | undefined> {
    if (this.folder === undefined) return undefined;
    const latest = await loadLatest(this.real, this.folder);
    return latest && { ...latest, real: this.real, ...navigable(latest.snapshot, await loadTold(this.real, this.folder, latest.state)) };
  }

  async facts(): Promise<Cache> {
    if (this.folder !== undefined) this.cache = await loadCache(this.real, this.folder);
    return this.cache;
  }

  /** The graph that is kept is that of now. */
  holds({ state, told }: Kept): void {
    this.state = state;
    this.told = told && withChanges(told.changes);
  }

  /** There is a newer graph. */
  outdate(): void {
    this.state = undefined;
    this.told = undefined;
  }

  async save({ reader, memory, latest, isOpen, answers }: Settled): Promise<void> {
    const { real, folder } = this;
    if (folder === undefined) return;
    const { looks, all } = reader.saved();
    if (reader.hasNews) await saveCache({ root: real, folder, known: this.cache, looks, index: reader.index });
    reader.hasNews = false;
    const asked = askedBeside(memory, reader.index);
    if (!all || asked.files.some(isOpen)) return;
    this.state ??= await saveGraph(real, folder, { looks, asked, snapshot: latest });
    const { findings, changes = this.told?.changes } = answers ?? NO_ANSWERS;
    if (this.state === undefined || !findings || (this.told && this.told.changes?.key === changes?.key)) return;
    const told = { ...toldIn(reader, memory, latest), state: this.state, findings, ...withChanges(changes) };
    this.told = withChanges(changes);
    await saveTold(real, folder, told);
  }
}

const withChanges = (changes: KeptChanges | undefined): Pick<KeptTold, 'changes'> => (changes ? { changes } : {});

function toldIn({ index, listed }: Reader, memory: Memory, latest: Snapshot): Omit<KeptTold, 'state' | 'findings'> {
  const places = latest.navigation?.places() ?? { occurrences: [], hosts: [] };
  return { deciding: memory.seen(), files: wholeView(index, latest).changed, places, ...listed };
}

/** Jumps that were kept are answered like those of a graph that was linked just now. */
function navigable(snapshot: Snapshot, told: KeptTold | undefined): Pick<Kept, 'snapshot' | 'told'> {
  if (!told) return { snapshot, told };
  const { places } = told;
  return { snapshot: { ...snapshot, navigation: navigation(() => places) }, told };
}

/** What an editor is shown before anything is looked at. */
export const keptView = ({ snapshot, told }: Kept): View => ({
  ...wholeView({ files: new Map() }, snapshot),
  ...(told && { changed: told.files }),
});
