import { FactsIndex, type IndexedFile } from '../core/index/facts-index.ts';
import { equal } from '../core/model/equal.ts';
import type { FilePath, Source } from '../core/model/source.ts';
import type { Cache } from './cache.ts';
import { grammars } from './grammar-files.ts';
import { digest } from './kept.ts';
import { isFolderOf, lookAt, readFile, type Look } from './read-workspace.ts';
import { listingOf, survey, type Survey } from './survey.ts';

/** After so many files whoever edits has a turn. */
const TURN = 32;

interface Read {
  readonly look: Look;
  /** Of the text that was on disk; the index may hold a newer one from an editor. */
  readonly fingerprint: string;
}

interface ReaderOptions {
  /** The root with links followed. */
  readonly real: string;
  readonly cache: Cache;
  /** What is there now, where somebody knows. */
  readonly surveyed: Survey | undefined;
  /** Manifests were resolved with the file's text, so they change with it even where its facts do not. */
  readonly decides: (path: FilePath) => boolean;
  /** Patterns of what is not to be read, besides what the workspace itself leaves out. */
  readonly excluded: () => readonly string[];
}

/** The files of a folder on their way from disk into the index. Each step says whether what it read makes another graph. */
export class Reader {
  readonly index = new FactsIndex(digest);
  /** Something was read that the cache does not have. */
  hasNews = false;
  /** What was listed last. */
  listed: { readonly listing: string; readonly wanted: readonly FilePath[] } = { listing: '', wanted: [] };
  private readonly options: ReaderOptions;
  private readonly read = new Map<FilePath, Read>();
  private readonly queue = new Set<FilePath>();
  private total = 0;
  private surveyed: Survey | undefined;

  constructor(options: ReaderOptions) {
    this.options = options;
    this.surveyed = options.surveyed;
  }

  get waiting(): number {
    return this.queue.size;
  }

  get progress(): { readonly done: number; readonly total: number } | null {
    return this.queue.size === 0 ? null : { done: this.total - this.queue.size, total: this.total };
  }

  isListed(path: FilePath): boolean {
    return this.read.has(path) || this.queue.has(path);
  }

  isFolder(path: FilePath): boolean {
    return isFolderOf(this.options.real, path, this.read.keys());
  }

  enqueue(path: FilePath): void {
    this.queue.add(path);
    this.total = Math.max(this.total, this.queue.size);
  }

  /** Forgets what is still to be read; it is found again by the next listing. */
  stop(): void {
    this.queue.clear();
  }

  /** Compares what there is with what is known. What somebody looks at is read first. */
  async list(isOpen: (path: FilePath) => boolean): Promise<boolean> {
    const { paths, wanted, looks } = this.surveyed ?? (await survey(this.options.real, this.options.excluded()));
    this.surveyed = undefined;
    this.listed = { listing: listingOf(paths), wanted };
    let changed = false;
    for (const path of this.read.keys()) if (!looks.has(path)) changed = this.forget(path) || changed;
    const fresh: FilePath[] = [];
    for (const look of looks.values()) {
      const found = this.compared(look);
      if (found === 'fresh') fresh.push(look.path);
      changed ||= found === 'restored';
    }
    for (const path of [...fresh.filter(isOpen), ...fresh]) this.queue.add(path);
    this.total = this.queue.size;
    return changed;
  }

  private compared(look: Look): 'fresh' | 'same' | 'restored' {
    const { path } = look;
    const before = this.read.get(path)?.look;
    if (before !== undefined) return equal(before, look) ? 'same' : 'fresh';
    const known = look.kind === 'file' ? this.options.cache.find(path, look.stamp) : undefined;
    if (!known) return 'fresh';
    this.index.restore(path, known);
    this.read.set(path, { look, fingerprint: known.fingerprint });
    return 'restored';
  }

  /** Reads some of what is waiting; gives the paths, and whether any of them makes another graph. */
  async turn(): Promise<{ readonly paths: readonly FilePath[]; readonly changed: boolean }> {
    const paths = [...this.queue].slice(0, TURN);
    await grammars(paths);
    let changed = false;
    for (const path of paths) {
      this.queue.delete(path);
      changed = this.readFile(path) || changed;
    }
    return { paths, changed };
  }

  private readFile(path: FilePath): boolean {
    const look = lookAt(this.options.real, path);
    const reading = look?.kind === 'file' ? readFile(this.options.real, look) : look;
    if (look === undefined || reading === undefined) return this.forget(path);
    this.hasNews = true;
    const changed = reading.kind === 'source' ? this.set(reading.source) : this.mark(path, reading.message);
    this.read.set(path, { look, fingerprint: this.index.files.get(path)!.fingerprint });
    return changed;
  }

  private forget(path: FilePath): boolean {
    if (this.read.delete(path)) this.hasNews = true;
    return this.index.apply([{ kind: 'remove', path }]).changed;
  }

  /** Takes a text, from disk or from an editor. */
  set(source: Source): boolean {
    const before = this.index.files.get(source.path);
    const { changed } = this.index.apply([{ kind: 'set', source }]);
    const after = this.index.files.get(source.path);
    return changed || (before !== after && (this.options.decides(source.path) || !equal(before?.problems, after?.problems)));
  }

  private mark(path: FilePath, message: string): boolean {
    this.index.restore(path, { fingerprint: '', facts: [], problems: [{ at: [0, 0], message }], lines: [0] });
    return true;
  }

  /** Files whose facts are those of the text on disk; and whether that is all of them. */
  saved(): { readonly looks: readonly Look[]; readonly all: boolean } {
    const looks = [...this.read].filter(([path, { fingerprint }]) => this.indexed(path)?.fingerprint === fingerprint);
    return { looks: looks.map(([, { look }]) => look), all: looks.length === this.read.size && this.queue.size === 0 };
  }

  private indexed(path: FilePath): IndexedFile | undefined {
    return this.index.files.get(path);
  }
}
