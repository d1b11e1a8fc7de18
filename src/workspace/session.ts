import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { Memory } from '../core/environments/memory.ts';
import { wanted } from '../core/extract/extractors.ts';
import { FactsIndex } from '../core/index/facts-index.ts';
import { snapshot, type Snapshot } from '../core/index/snapshot.ts';
import { LinkMemory } from '../core/link/link-memory.ts';
import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Jump } from '../core/navigate/navigation.ts';
import { Buffers } from './buffers.ts';
import { NO_CACHE, type Cache } from './cache.ts';
import { diskFiles } from './disk-files.ts';
import { EndsTeller } from './ends-teller.ts';
import { grammars } from './grammar-files.ts';
import type { Moment } from './impact-moment.ts';
import type { Listener, SessionOptions } from './listener.ts';
import type { Opening, Proven } from './opening.ts';
import { overlaid } from './overlay.ts';
import { Reader } from './reader.ts';
import { jumped } from './jumped.ts';
import type { PlacedRange } from './placed-finding.ts';
import { Unlinked } from './unlinked.ts';
import { Told } from './view.ts';

/** Facts are kept when nobody changed anything for so long; by then the times of files tell changes apart. */
const IDLE = 4000;

/** One folder, for as long as somebody edits it. In whatever order changes come, what is told in the end is what linking anew would say. */
export class Session {
  private readonly listener: Listener;
  private readonly answers: SessionOptions['answers'];
  private started: (Opening & { readonly cache: Cache }) | undefined;
  private reader: Reader | undefined;
  private memory = new Memory();
  private links = new LinkMemory();
  private deciding: ReadonlySet<FilePath> = new Set();
  private told = new Told();
  /** As long as nothing shows that it is another. */
  private proven: Proven | undefined;
  private readonly ends: EndsTeller;
  private disk: Files | undefined;
  private readonly buffers = new Buffers();
  private readonly unlinked = new Unlinked();
  private excluded: readonly string[] = [];
  private wantsListing = false;
  private isStopped = false;
  private behindSince: number | null = null;
  private latest: Snapshot | undefined;
  private working: Promise<void> | undefined;
  private saving: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(listener: Listener, answers: SessionOptions['answers']) {
    this.listener = listener;
    this.answers = answers;
    this.ends = new EndsTeller(news => listener.ends(news));
  }

  /** Reads what has changed since it was kept. Resolves when the graph is that of now. */
  async start(opening: Opening): Promise<void> {
    [this.excluded, this.behindSince, this.latest] = [opening.excluded, opening.behindSince, opening.proven?.snapshot];
    const cache = await opening.keeper.facts();
    // What happened meanwhile is not in the survey.
    this.started = { ...opening, cache, proven: undefined, surveyed: this.wantsListing ? undefined : opening.surveyed };
    this.anew();
    this.proven = opening.proven;
    this.ends.begin(opening.toldEnds);
    this.deciding = new Set(this.proven?.told.deciding);
    this.wantsListing = true;
    await this.work();
  }

  /** The text of an open file; it wins over the disk until it is closed. */
  edit(path: FilePath, text: string): void {
    if (this.buffers.edit(path, text)) void this.work();
  }

  close(path: FilePath): void {
    if (this.buffers.close(path)) this.touched([path]);
  }

  /** Something happened to files on disk: those that are known are read, and a new one makes the list old. */
  touched(paths: readonly FilePath[]): void {
    if (!this.started) return void (this.wantsListing = true);
    this.disk = diskFiles(this.started.real);
    for (const path of paths) {
      if (this.reader!.isListed(path)) this.reader!.enqueue(path);
      else if (wanted(path) || this.reader!.isFolder(path)) this.wantsListing = true;
      else this.note(this.deciding.has(path));
    }
    void this.work();
  }

  /** The list of files may be another: a checkout, another .gitignore, other patterns of what is not to be read. */
  relist(excluded = this.excluded): void {
    this.excluded = excluded;
    this.wantsListing = true;
    if (!this.started) return;
    this.disk = diskFiles(this.started.real);
    void this.work();
  }

  /** Reads everything again, whatever is known. Resolves when the new graph is there. */
  async reindex(): Promise<void> {
    if (!this.started) return;
    this.started = { ...this.started, cache: NO_CACHE, surveyed: undefined };
    this.anew();
    this.setBehind(Date.now());
    this.relist();
    await this.work();
  }

  /** From one end of an edge to the other, as the newest graph knows it; undefined where there is none yet. */
  jump(what: Jump, cursor: Cursor): readonly PlacedRange[] | undefined {
    return this.latest && jumped(this.latest, what, cursor);
  }

  /** All that is known, as soon as nothing waits to be read or linked; undefined before there is a graph. */
  async moment(): Promise<Moment | undefined> {
    while (this.working) await this.working;
    const { started, reader, latest, memory, disk, deciding, excluded } = this;
    if (!started || !reader || !disk || !latest?.madeFrom) return undefined;
    const [{ real }, { index }, buffers] = [started, reader, new Map(this.buffers.texts)];
    return { real, index, snapshot: latest, memory, disk, deciding, excluded, buffers };
  }

  /** Stops reading. What has been read is linked and shown, and counts as behind until files are listed again. */
  stop(): void {
    this.isStopped ||= (this.reader?.waiting ?? 0) > 0;
    this.reader?.stop();
    this.listener.progress(null);
  }

  /** Keeps what is known and says nothing more. */
  async end(): Promise<void> {
    clearTimeout(this.saving);
    this.ends.hold();
    this.ended = true;
    await this.working;
    await this.save();
  }

  private anew(): void {
    const { real, cache, surveyed } = this.started!;
    this.reader = new Reader({ real, cache, surveyed, decides: path => this.deciding.has(path), excluded: () => this.excluded });
    this.memory = new Memory();
    this.links = new LinkMemory();
    this.told = new Told();
    this.ends.begin();
    this.disk = diskFiles(real);
    this.buffers.again();
    this.proven = undefined;
  }

  /** One worker at a time; a change that comes in between is seen by it. */
  private work(): Promise<void> {
    if (!this.started) return Promise.resolve();
    this.working ??= this.workThrough()
      .catch(error => this.listener.failed(error))
      .finally(() => {
        this.working = undefined;
        if (this.hasWork()) void this.work();
      });
    return this.working;
  }

  private hasWork(): boolean {
    return !this.ended && (this.wantsListing || this.buffers.hasEdits || this.reader!.waiting > 0 || this.unlinked.since !== undefined);
  }

  private async workThrough(): Promise<void> {
    clearTimeout(this.saving);
    this.ends.hold();
    while (this.hasWork()) {
      await setImmediate();
      if (this.wantsListing) await this.list();
      await this.readBuffers();
      if (this.reader!.waiting > 0) await this.readTurn();
      else if (this.unlinked.since !== undefined) await this.link(this.unlinked.since);
    }
    if (!this.isStopped) this.setBehind(null);
    if (!this.ended) this.ends.soon(this.latest);
    this.keepSoon();
  }

  private async list(): Promise<void> {
    this.wantsListing = false;
    this.isStopped = false;
    const changed = await this.reader!.list(path => this.buffers.texts.has(path));
    this.buffers.again();
    // Also an empty folder has a graph.
    this.note(changed || this.reader!.index.files.size === 0);
  }

  /** Files that are not listed, such as ignored ones, are no part of the index; manifests still see their texts. */
  private async readBuffers(): Promise<void> {
    const paths = this.buffers.takeEdits();
    await grammars(paths);
    for (const path of paths) {
      const text = this.buffers.texts.get(path);
      if (text === undefined) continue;
      const changed = this.reader!.isListed(path) ? this.reader!.set({ path, text }) : this.deciding.has(path);
      if (changed) this.proven = undefined;
      this.note(changed);
    }
  }

  private async readTurn(): Promise<void> {
    this.setBehind(this.behindSince ?? Date.now());
    const { paths, changed } = await this.reader!.turn();
    this.buffers.again(paths);
    this.note(changed);
    this.listener.progress(this.reader!.progress);
  }

  private note(changed: boolean): void {
    if (changed) this.unlinked.note(Date.now());
  }

  private async link(since: number): Promise<void> {
    if (!this.proven) this.setBehind(this.behindSince ?? since);
    const left = this.unlinked.due - Date.now();
    if (left > 0) return void (await delay(left));
    this.unlinked.done();
    const { index } = this.reader!;
    this.take(snapshot(index, { files: overlaid(this.disk!, this.buffers.texts), memory: this.memory, links: this.links }), index);
    this.deciding = new Set(this.memory.seen());
  }

  /** The graph of a workspace that is as it was kept has been told before, and so has where its jumps end. */
  private take(latest: Snapshot, index: FactsIndex): void {
    const { proven } = this;
    this.proven = undefined;
    const view = this.told.view(index, latest);
    const isTold = proven?.isOf(this.reader!.saved().looks) === true;
    this.latest = isTold && proven.snapshot.navigation ? { ...latest, navigation: proven.snapshot.navigation } : latest;
    if (isTold) return this.started!.keeper.holds(proven);
    this.started!.keeper.outdate();
    if (!this.ended) this.listener.view(view);
  }

  private setBehind(since: number | null): void {
    this.behindSince = since;
    this.listener.behind(since);
  }

  /** Keeps what is known, unless more comes first. */
  keepSoon(): void {
    clearTimeout(this.saving);
    if (!this.ended) this.saving = setTimeout(() => void this.save(), IDLE).unref();
  }

  private async save(): Promise<void> {
    const { started, reader, latest, memory, disk } = this;
    if (!started || !reader || !disk || !latest?.madeFrom || this.working) return;
    const isOpen = (path: FilePath): boolean => this.buffers.texts.has(path);
    await started.keeper.save({ reader, memory, latest, isOpen, answers: this.answers?.(disk) });
  }
}
