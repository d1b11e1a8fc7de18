import { setImmediate } from 'node:timers/promises';
import type { Jump } from '../core/navigate/navigation.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Moment } from './impact-moment.ts';
import { Keeper, keptView, type Kept } from './keeper.ts';
import type { Listener, SessionOptions } from './listener.ts';
import { listFiles, realRoot } from './listing.ts';
import { isWhole, type Proven } from './opening.ts';
import { jumped } from './jumped.ts';
import type { PlacedRange } from './placed-finding.ts';
import { concerns, isOther, isSaved, type Resting } from './resting.ts';
import type { Session } from './session.ts';
import { surveyOf, wantedIn, wantedNow, type Survey } from './survey.ts';
import { ToldEnds } from './told-ends.ts';

/** Milliseconds after the last question about texts that nobody has typed in. */
const DOZE = 1500;

interface Known {
  /** The root with links followed. */
  readonly real: string;
  readonly keeper: Keeper;
  readonly kept: Kept | undefined;
}

/**
 * One workspace folder of an editor, from what is kept to a session. As long as everything is as it was kept, what was kept is told and answers,
 * and nothing is loaded or linked: the session begins with an edit of what is indexed, a moment after one of its texts is opened, or with a question that needs it.
 */
export class KeptSession {
  private readonly root: string;
  private readonly listener: Listener;
  private readonly options: SessionOptions;
  private readonly buffers = new Map<FilePath, string>();
  private excluded: readonly string[] = [];
  private known: Known | undefined;
  private resting: Resting | undefined;
  private started: Promise<void> | undefined;
  private examining: Promise<void> | undefined;
  /** Something happened since the files were last looked at. */
  private isDoubted = false;
  private session: Session | undefined;
  private waking: Promise<void> | undefined;
  private dozing: NodeJS.Timeout | undefined;
  private toldEnds: ToldEnds | undefined;
  private behindSince: number | null = null;
  private ended = false;

  constructor(root: string, listener: Listener, options: SessionOptions = {}) {
    this.root = root;
    this.options = options;
    this.listener = { ...listener, behind: since => this.setBehind(since) };
    this.tellBehind = listener.behind;
  }

  private readonly tellBehind: Listener['behind'];

  /** Shows what is kept, then finds out what has changed since. Resolves when the graph is that of now. */
  start(): Promise<void> {
    this.started ??= this.open();
    return this.started;
  }

  private async open(): Promise<void> {
    // What the editor has open comes in the same breath, and counts from the start.
    await setImmediate();
    // A folder that is not there now may come.
    const real = await realRoot(this.root).catch(() => this.root);
    // Git is started before anything is loaded: to start a process costs the more, the more memory this one has.
    const listed = listFiles(real, this.excluded);
    const keeper = new Keeper(real, this.options.cacheFolder);
    const kept = await keeper.latest();
    // First of all: what was kept is never shown as if it were of now.
    this.setBehind(Date.now());
    if (kept) this.show(kept);
    this.known = { real, keeper, kept };
    await this.examine(listed);
  }

  private show(kept: Kept): void {
    this.listener.kept(keptView(kept));
    this.toldEnds = kept.told && new ToldEnds();
    const ends = this.toldEnds?.news(kept.told!.places.occurrences, kept.snapshot.linesOf);
    if (ends) this.listener.ends(ends);
  }

  /** The text of an open file; it wins over the disk until it is closed. */
  edit(path: FilePath, text: string): void {
    if (this.session) return this.session.edit(path, text);
    this.buffers.set(path, text);
    if (!this.resting || !concerns(path, this.resting)) return;
    if (isSaved(path, text, this.resting)) return this.wakeSoon();
    this.setBehind(Date.now());
    this.wakeUnasked();
  }

  close(path: FilePath): void {
    if (this.session) return this.session.close(path);
    this.buffers.delete(path);
  }

  /** Something happened to files on disk. */
  touched(paths: readonly FilePath[]): void {
    if (this.session) return this.session.touched(paths);
    const { resting } = this;
    if (!resting || paths.some(path => isOther(path, resting))) return this.doubt();
    const fresh = paths.filter(path => !resting.looks.has(path));
    if (fresh.length > 0) void wantedNow().then(wanted => fresh.some(wanted) && this.relist());
  }

  /** The list of files may be another: a checkout, another .gitignore, other patterns of what is not to be read. */
  relist(excluded = this.excluded): void {
    this.excluded = excluded;
    if (this.session) return this.session.relist(excluded);
    this.doubt();
  }

  /** Reads everything again, whatever is known. Resolves when the new graph is there. */
  async reindex(): Promise<void> {
    await this.started?.catch(() => undefined);
    await this.wake();
    await this.session?.reindex();
  }

  /** From one end of an edge to the other. The first graph is waited for: nobody asks twice for what is not there. */
  async jump(what: Jump, cursor: Cursor): Promise<readonly PlacedRange[]> {
    if (this.dozing && !this.waking) this.wakeSoon();
    const found = this.jumped(what, cursor);
    if (found) return found;
    await this.started?.catch(() => undefined);
    await this.waking?.catch(() => undefined);
    return this.jumped(what, cursor) ?? [];
  }

  private jumped(what: Jump, cursor: Cursor): readonly PlacedRange[] | undefined {
    return this.session ? this.session.jump(what, cursor) : this.resting && jumped(this.resting.proven.snapshot, what, cursor);
  }

  /** All that is known, as soon as nothing waits to be read or linked; undefined before there is a graph. */
  async moment(): Promise<Moment | undefined> {
    await this.started?.catch(() => undefined);
    await this.wake();
    return this.session?.moment();
  }

  /** What is kept, as long as everything is as it was and nothing is typed that is not saved. */
  async rested(): Promise<Proven | undefined> {
    await this.started;
    const { resting, session } = this;
    const isAllSaved = resting && [...this.buffers].every(([path, text]) => isSaved(path, text, resting));
    return isAllSaved && !session ? resting.proven : undefined;
  }

  /** Stops reading. What has been read is linked and shown, and counts as behind until files are listed again. */
  stop(): void {
    this.session?.stop();
  }

  /** Keeps what is known, unless more comes first. */
  keepSoon(): void {
    this.session?.keepSoon();
  }

  /** Keeps what is known and says nothing more. */
  async end(): Promise<void> {
    clearTimeout(this.dozing);
    this.ended = true;
    await this.session?.end();
  }

  private doubt(): void {
    this.isDoubted = true;
    if (this.known) void this.examine().catch(error => this.listener.failed(error));
  }

  /** One look at a time; what happens in between is looked at again. */
  private examine(listed?: Promise<readonly FilePath[]>): Promise<void> {
    this.examining ??= this.looked(listed).finally(() => (this.examining = undefined));
    return this.examining;
  }

  private async looked(listed?: Promise<readonly FilePath[]>): Promise<void> {
    const { real } = this.known!;
    let paths = await listed;
    do {
      if (this.isDoubted) paths = undefined;
      this.isDoubted = false;
      paths ??= await listFiles(real, this.excluded);
      const found = await surveyOf(real, paths, await wantedIn(paths, this.known!.kept?.told));
      if (this.waking) return;
      if (!this.isRestful(found)) return this.wake(found);
    } while (this.isDoubted);
    for (const [path, text] of this.buffers) this.edit(path, text);
  }

  /** Everything is as it was kept. */
  private isRestful({ looks }: Survey): boolean {
    const { kept } = this.known!;
    const wasResting = this.resting !== undefined;
    this.resting = kept && isWhole(kept) && kept.isOf([...looks.values()]) ? { proven: kept, looks } : undefined;
    if (this.resting && !wasResting) this.listener.proven(this.resting.proven.told.findings);
    this.setBehind(this.resting ? null : (this.behindSince ?? Date.now()));
    return this.resting !== undefined;
  }

  /** Whoever opens a text will type in it; until then what is kept answers, and faster than who is waking up. */
  private wakeSoon(): void {
    clearTimeout(this.dozing);
    this.dozing = setTimeout(() => this.wakeUnasked(), DOZE).unref();
  }

  private wakeUnasked(): void {
    this.wake().catch(error => this.listener.failed(error));
  }

  /** Begins the session. What was found before is taken over where nothing has happened since. */
  private async wake(surveyed?: Survey): Promise<void> {
    if (this.known && !this.ended) await (this.waking ??= this.begin(this.known, surveyed));
  }

  private async begin({ real, keeper }: Known, surveyed: Survey | undefined): Promise<void> {
    // To load something holds up whoever asks meanwhile, so all that a session may need is loaded before it begins.
    const [{ Session }] = await Promise.all([import('./session.ts'), import('./checks-in-turn.ts'), import('./impact-of.ts')]);
    if (this.ended) return;
    const session = new Session(this.listener, this.options.answers);
    for (const [path, text] of this.buffers) session.edit(path, text);
    this.session = session;
    const known = this.isDoubted ? { surveyed: undefined, proven: undefined } : { surveyed, proven: this.resting?.proven };
    // A session holds what it needs of what was kept.
    [this.known, this.resting] = [{ real, keeper, kept: undefined }, undefined];
    const { excluded, behindSince, toldEnds } = this;
    await session.start({ real, keeper, excluded, behindSince, toldEnds, ...known });
  }

  private setBehind(since: number | null): void {
    if (since === this.behindSince) return;
    this.behindSince = since;
    this.tellBehind(since);
  }
}
