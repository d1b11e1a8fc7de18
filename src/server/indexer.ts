import { Worker } from 'node:worker_threads';
import type { System } from '../core/elements/system.ts';
import { placeIn } from '../core/index/snapshot.ts';
import type { Fact } from '../core/model/fact.ts';
import type { FilePath, Location } from '../core/model/source.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Navigation } from '../core/navigate/navigation.ts';
import type { FromIndexer, ToIndexer } from '../workspace/thread.ts';
import type { View } from '../workspace/view.ts';

/** What is known of one root, as the newest view told it. */
export interface Root {
  readonly path: string;
  readonly system: System | undefined;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly behindSince: number | null;
}

export interface IndexerEvents {
  /** A root's graph, progress or age is another. */
  readonly changed: (root: string, what: 'graph' | 'state') => void;
  readonly failed: (message: string) => void;
}

/** A thread that ended more often than this in a minute would end again. */
const MOST_STARTS = 5;
const MINUTE = 60_000;

/**
 * The index in a thread of its own, so that an answer never waits for a link. The thread may end at any time: it is started again, told
 * again what is open, and takes up from what is kept.
 */
export class Indexer {
  private readonly roots = new Map<string, RootState>();
  private readonly cacheFolder: string | undefined;
  private readonly events: IndexerEvents;
  private readonly startThread: () => Worker;
  private readonly waiting = new Map<number, (to: readonly Location[]) => void>();
  private thread: Worker | undefined;
  private starts: number[] = [];
  private ended: (() => void) | undefined;
  private next = 0;

  constructor(startThread: () => Worker, events: IndexerEvents, cacheFolder: string | undefined) {
    this.startThread = startThread;
    this.events = events;
    this.cacheFolder = cacheFolder;
    this.start();
  }

  all(): readonly Root[] {
    return [...this.roots.values()];
  }

  root(path: string): Root | undefined {
    return this.roots.get(path);
  }

  open(path: string): void {
    if (this.roots.has(path)) return;
    this.roots.set(path, new RootState(path));
    this.tellRoot(path);
  }

  close(path: string): void {
    if (this.roots.delete(path)) this.tell({ kind: 'close-root', root: path });
  }

  edit(root: string, path: FilePath, text: string): void {
    this.roots.get(root)?.buffers.set(path, text);
    this.tell({ kind: 'edit', root, path, text });
  }

  closeText(root: string, path: FilePath): void {
    this.roots.get(root)?.buffers.delete(path);
    this.tell({ kind: 'close', root, path });
  }

  tell(message: ToIndexer): void {
    this.thread?.postMessage(message);
  }

  /** Resolves when the root has been read anew. */
  async reindex(root: string): Promise<void> {
    if (!this.thread) this.start();
    await this.asked(id => ({ kind: 'reindex', root, id }));
  }

  /** From one end of an edge to the other; only the thread that links knows all that is needed for it. */
  jump(root: string, what: keyof Navigation, cursor: Cursor): Promise<readonly Location[]> {
    return this.asked(id => ({ kind: 'jump', root, id, what, cursor }));
  }

  private asked(message: (id: number) => ToIndexer): Promise<readonly Location[]> {
    if (!this.thread) return Promise.resolve([]);
    const id = this.next++;
    return new Promise(done => {
      this.waiting.set(id, done);
      this.tell(message(id));
    });
  }

  private answered(id: number, to: readonly Location[]): void {
    this.waiting.get(id)?.(to);
    this.waiting.delete(id);
  }

  /** Gives the thread a moment to keep what it knows. */
  async end(milliseconds: number): Promise<void> {
    const { thread } = this;
    if (!thread) return;
    const late = new Promise<void>(done => setTimeout(done, milliseconds).unref());
    await Promise.race([new Promise<void>(done => void ((this.ended = done), this.tell({ kind: 'end' }))), late]);
    this.thread = undefined;
    await thread.terminate();
  }

  private start(): void {
    const thread = this.startThread();
    this.thread = thread;
    this.starts = [...this.starts.filter(at => at > Date.now() - MINUTE), Date.now()];
    thread.on('message', (message: FromIndexer) => this.take(message));
    thread.on('error', error => this.events.failed(`The indexer ended: ${error.stack ?? error.message}`));
    thread.on('exit', () => this.again(thread));
    for (const path of this.roots.keys()) this.tellRoot(path);
  }

  private again(thread: Worker): void {
    for (const done of this.waiting.values()) done([]);
    this.waiting.clear();
    if (this.thread !== thread) return;
    this.thread = undefined;
    if (this.starts.filter(at => at > Date.now() - MINUTE).length < MOST_STARTS) this.start();
    else this.events.failed('The indexer ended several times within a minute and rests now. Run “Faultline: Re-index” to try again.');
  }

  private tellRoot(root: string): void {
    this.tell({ kind: 'open-root', root, ...(this.cacheFolder !== undefined && { cacheFolder: this.cacheFolder }) });
    for (const [path, text] of this.roots.get(root)!.buffers) this.tell({ kind: 'edit', root, path, text });
  }

  private take(message: FromIndexer): void {
    switch (message.kind) {
      case 'view':
        this.roots.get(message.root)?.show(message.view);
        return this.events.changed(message.root, 'graph');
      case 'progress':
        this.roots.get(message.root)?.move(message.progress);
        return this.events.changed(message.root, 'state');
      case 'behind':
        this.roots.get(message.root)?.age(message.since);
        return this.events.changed(message.root, 'state');
      case 'reindexed':
        return this.answered(message.id, []);
      case 'jumped':
        return this.answered(message.id, message.to);
      case 'failed':
        return this.events.failed(message.message);
      case 'ended':
        return this.ended?.();
    }
  }
}

class RootState implements Root {
  readonly path: string;
  readonly buffers = new Map<FilePath, string>();
  system: System | undefined;
  progress: Root['progress'] = null;
  behindSince: number | null = null;
  private facts = new Map<FilePath, readonly Fact[]>();
  private lines = new Map<FilePath, readonly number[]>();

  constructor(path: string) {
    this.path = path;
  }

  show({ anew, graph, problems, files, changed, gone }: View): void {
    if (anew) {
      this.facts = new Map();
      this.lines = new Map();
    }
    for (const file of changed) {
      if (file.facts.length > 0) this.facts.set(file.path, file.facts);
      else this.facts.delete(file.path);
      this.lines.set(file.path, file.lines);
    }
    for (const path of gone) {
      this.facts.delete(path);
      this.lines.delete(path);
    }
    const linesOf = (file: FilePath): readonly number[] => this.lines.get(file) ?? [];
    this.system = { snapshot: { graph, problems, files, linesOf, place: placeIn(linesOf) }, facts: this.facts };
  }

  move(progress: Root['progress']): void {
    this.progress = progress;
  }

  age(since: number | null): void {
    this.behindSince = since;
  }
}
