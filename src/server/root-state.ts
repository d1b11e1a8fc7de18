import type { System } from '../core/elements/system.ts';
import { placeIn } from '../core/index/place-in.ts';
import type { Fact } from '../core/model/fact.ts';
import type { FilePath } from '../core/model/source.ts';
import { endsOf, NO_ENDS, type End, type Ends } from '../core/elements/ends.ts';
import type { EndsNews } from '../workspace/told-ends.ts';
import type { View } from '../workspace/view.ts';
import { KnownFindings } from './findings/known-findings.ts';
import type { Root } from './indexer.ts';

/** One root, as views and news of the thread that indexes add up. */
export class RootState implements Root {
  readonly path: string;
  readonly buffers = new Map<FilePath, string>();
  readonly findings = new KnownFindings();
  excluded: readonly string[] = [];
  system: System | undefined;
  progress: Root['progress'] = null;
  behindSince: number | null = null;
  isStopped = false;
  private isStopping = false;
  regraphedAt = 0;
  private readonly first = Promise.withResolvers<void>();
  readonly known: Promise<void> = this.first.promise;
  private facts = new Map<FilePath, readonly Fact[]>();
  private lines = new Map<FilePath, readonly number[]>();
  private readonly endsByFile = new Map<FilePath, readonly End[]>();
  private ends: Ends = NO_ENDS;

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
    this.system = { snapshot: { graph, problems, files, linesOf, place: placeIn(linesOf) }, facts: this.facts, ends: this.ends };
    this.regraphedAt = Date.now();
    this.first.resolve();
  }

  /** What is told of the files that differ; the same graph is known better from now on. */
  join({ anew, files }: EndsNews): void {
    if (anew) this.endsByFile.clear();
    for (const { file, ends, lines } of files) {
      this.lines.set(file, lines);
      if (ends.length > 0) this.endsByFile.set(file, ends);
      else this.endsByFile.delete(file);
    }
    this.ends = endsOf(this.endsByFile);
    if (this.system) this.system = { ...this.system, ends: this.ends };
  }

  move(progress: Root['progress']): void {
    this.progress = progress;
    if (progress !== null || !this.isStopping) return;
    this.isStopping = false;
    this.isStopped = this.behindSince !== null;
  }

  age(since: number | null): void {
    this.behindSince = since;
    if (since === null) this.isStopped = false;
  }

  /** What is on its way may still come; then there is no more. */
  stop(): void {
    this.isStopping = this.progress !== null;
  }
}
