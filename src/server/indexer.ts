import { Worker } from 'node:worker_threads';
import type { System } from '../core/elements/system.ts';
import { equal } from '../core/model/equal.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Jump } from '../core/navigate/navigation.ts';
import type { EnvDocument } from '../core/detect/env-document.ts';
import type { ImpactAnswer, ImpactScope } from '../workspace/impact-of.ts';
import type { Turn } from '../workspace/impact-turn.ts';
import type { PlacedRange } from '../workspace/placed-finding.ts';
import type { FromIndexer, ToIndexer } from '../workspace/thread.ts';
import type { KnownFindings } from './findings/known-findings.ts';
import { RootState } from './root-state.ts';

/** What is known of one root, as the newest view told it. */
export interface Root {
  readonly path: string;
  readonly system: System | undefined;
  /** Resolves when there is a system. */
  readonly known: Promise<void>;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly behindSince: number | null;
  /** Somebody ended the reading: what was not read yet is missing. */
  readonly isStopped: boolean;
  readonly findings: Pick<KnownFindings, 'all' | 'checked' | 'judged' | 'resilience'>;
  /** Milliseconds since 1970: when the graph was last another. */
  readonly regraphedAt: number;
  /** Texts that are open. */
  readonly buffers: ReadonlyMap<FilePath, string>;
}

export interface IndexerEvents {
  /** A root's graph, progress or age is another. */
  readonly changed: (root: string, what: 'graph' | 'ends' | 'state' | 'findings') => void;
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
  /** Answered with undefined where the thread ended before. */
  private readonly waiting = new Map<number, (answer: FromIndexer | undefined) => void>();
  private readonly steps = new Map<number, Turn['step']>();
  private thread: Worker | undefined;
  private starts: number[] = [];
  private ended: (() => void) | undefined;
  private next = 0;
  private checks = true;

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

  /** Patterns of what is not to be read in a root. */
  exclude(root: string, patterns: readonly string[]): void {
    const state = this.roots.get(root);
    if (!state || equal(state.excluded, patterns)) return;
    state.excluded = patterns;
    this.tell({ kind: 'relist', root, excluded: patterns });
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

  /** Reads no further, until `resume`, or until something makes the list of files old. */
  stop(): void {
    for (const state of this.roots.values()) state.stop();
    this.tell({ kind: 'stop' });
  }

  /** Reads what is not read yet. */
  resume(): void {
    for (const root of this.roots.keys()) this.tell({ kind: 'relist', root });
  }

  /** Resolves when the root has been read anew. */
  async reindex(root: string): Promise<void> {
    if (!this.thread) this.start();
    await this.asked(id => ({ kind: 'reindex', root, id }));
  }

  /** From one end of an edge to the other; only the thread that links knows all that is needed for it. */
  async jump(root: string, what: Jump, cursor: Cursor): Promise<readonly PlacedRange[]> {
    const answer = await this.asked(id => ({ kind: 'jump', root, id, what, cursor }));
    return answer?.kind === 'jumped' ? answer.to : [];
  }

  /** What a change breaks. `follow` is told the number by which the question can be withdrawn. */
  async impact(
    root: string,
    scope: ImpactScope,
    follow?: { readonly asked: (id: number) => void; readonly step: Turn['step'] },
  ): Promise<ImpactAnswer> {
    const answer = await this.asked(id => {
      follow?.asked(id);
      if (follow) this.steps.set(id, follow.step);
      return { kind: 'impact', root, id, scope };
    });
    return answer?.kind === 'impacted'
      ? answer.answer
      : { kind: 'none', reason: 'failed', why: 'The indexer ended meanwhile. Try again in a moment.' };
  }

  /** Everything that can be taken away in a what-if. */
  async removable(root: string): Promise<readonly string[]> {
    const answer = await this.asked(id => ({ kind: 'removable', root, id }));
    return answer?.kind === 'removables' ? answer.names : [];
  }

  /** What services read and environments set; of one service, where it is named. */
  async variables(root: string, service: string | undefined): Promise<EnvDocument> {
    const answer = await this.asked(id => ({ kind: 'variables', root, id, service }));
    return answer?.kind === 'variables' ? answer.document : { services: [] };
  }

  /** Whether the checks run. */
  check(isWanted: boolean): void {
    this.checks = isWanted;
    for (const root of this.roots.keys()) this.tell({ kind: 'check', root, isWanted });
  }

  private asked(message: (id: number) => ToIndexer): Promise<FromIndexer | undefined> {
    if (!this.thread) return Promise.resolve(undefined);
    const id = this.next++;
    return new Promise(done => {
      this.waiting.set(id, done);
      this.tell(message(id));
    });
  }

  private answered(id: number, answer: FromIndexer): void {
    this.waiting.get(id)?.(answer);
    this.waiting.delete(id);
    this.steps.delete(id);
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
    for (const done of this.waiting.values()) done(undefined);
    this.waiting.clear();
    this.steps.clear();
    if (this.thread !== thread) return;
    this.thread = undefined;
    if (this.starts.filter(at => at > Date.now() - MINUTE).length < MOST_STARTS) this.start();
    else this.events.failed('The indexer ended several times within a minute and rests now. Run “Faultline: Re-index” to try again.');
  }

  private tellRoot(root: string): void {
    this.tell({ kind: 'open-root', root, ...(this.cacheFolder !== undefined && { cacheFolder: this.cacheFolder }) });
    if (!this.checks) this.tell({ kind: 'check', root, isWanted: false });
    const { buffers, excluded } = this.roots.get(root)!;
    // In the same breath, so that what is excluded is not read before it is known.
    if (excluded.length > 0) this.tell({ kind: 'relist', root, excluded });
    for (const [path, text] of buffers) this.tell({ kind: 'edit', root, path, text });
  }

  private take(message: FromIndexer): void {
    switch (message.kind) {
      case 'view':
        this.roots.get(message.root)?.show(message.view);
        return this.events.changed(message.root, 'graph');
      case 'ends':
        this.roots.get(message.root)?.join(message.news);
        return this.events.changed(message.root, 'ends');
      case 'progress':
        this.roots.get(message.root)?.move(message.progress);
        return this.events.changed(message.root, 'state');
      case 'behind':
        this.roots.get(message.root)?.age(message.since);
        return this.events.changed(message.root, 'state');
      case 'reindexed':
      case 'jumped':
      case 'impacted':
      case 'removables':
      case 'variables':
        return this.answered(message.id, message);
      case 'moved':
        return this.events.changed(message.root, 'graph');
      case 'found':
        this.roots.get(message.root)?.findings.take(message.news);
        return this.events.changed(message.root, 'findings');
      case 'impact-step':
        return this.steps.get(message.id)?.(message.step);
      case 'failed':
        return this.events.failed(message.message);
      case 'ended':
        return this.ended?.();
    }
  }
}
