import type { FactsIndex, IndexedFile } from '../core/index/facts-index.ts';
import type { Snapshot } from '../core/index/snapshot.ts';
import type { Fact } from '../core/model/fact.ts';
import type { Graph } from '../core/model/graph.ts';
import type { FilePath } from '../core/model/source.ts';
import { filesNamedIn } from './graph-cache.ts';

/** What the index tells of one file: facts that mean something by themselves, and where lines begin. */
interface ToldFile {
  readonly path: FilePath;
  readonly facts: readonly Fact[];
  readonly lines: readonly number[];
}

/** A snapshot for another thread: the whole graph, which is small, and of the files only what differs from the view before. */
export interface View {
  /** Nothing that was told before holds any more. */
  readonly anew: boolean;
  readonly graph: Graph;
  readonly problems: Snapshot['problems'];
  readonly files: number;
  readonly changed: readonly ToldFile[];
  readonly gone: readonly FilePath[];
}

/** Nine of ten facts are imports and constants; they only matter for linking. */
const FOR_LINKING: ReadonlySet<Fact['kind']> = new Set<Fact['kind']>([
  'binds',
  'calls-function',
  'defines-function',
  'calls-member',
  'fills-class',
  'takes-option',
  'bean-function',
  'names-message',
  'names-channel',
  'mentions-path',
  'reads-setting',
  'prefixes-variables',
  'cluster-object',
  'compose-file',
  'lists-variables',
  'reads-any-env',
  'expands-variables',
]);

/** Names of the packages that are shared within a workspace. */
export const sharedPackages = ({ nodes }: Graph): ReadonlySet<string> =>
  new Set(nodes.filter(({ kind }) => kind === 'package').map(({ name }) => name));

/** Facts that mean something by themselves; of imports those that take from a shared package. */
export const telling = (facts: readonly Fact[], shared: ReadonlySet<string>): Fact[] =>
  facts.filter(fact => (fact.kind === 'imports' ? isWithin(fact.specifier, shared) : !FOR_LINKING.has(fact.kind)));

/** `@shop/contracts/orders` is within `@shop/contracts`. */
function isWithin(specifier: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0 || specifier.startsWith('.')) return false;
  for (let end = specifier.length; end > 0; end = specifier.lastIndexOf('/', end - 1)) if (names.has(specifier.slice(0, end))) return true;
  return false;
}

/** All of a snapshot, for whoever was told nothing before. */
export const wholeView = (index: Pick<FactsIndex, 'files'>, snapshot: Snapshot): View => new Told().view(index, snapshot);

/** Remembers what was told, so that only what is new is told again. */
export class Told {
  private readonly told = new Map<FilePath, IndexedFile | readonly number[]>();
  private shared: ReadonlySet<string> | undefined;

  view(index: Pick<FactsIndex, 'files'>, snapshot: Snapshot): View {
    const anew = this.beginsAnew(sharedPackages(snapshot.graph));
    const named = filesNamedIn(snapshot.graph);
    const changed = [...this.indexed(index, named), ...this.beside(index, { named, snapshot })];
    const gone = [...this.told.keys()].filter(path => !index.files.has(path) && !named.has(path));
    for (const path of gone) this.told.delete(path);
    const { graph, problems, files } = snapshot;
    return { anew, graph, problems, files, changed, gone };
  }

  /** Which imports are told depends on which packages are shared. */
  private beginsAnew(shared: ReadonlySet<string>): boolean {
    const same = this.shared !== undefined && this.shared.size === shared.size && [...shared].every(name => this.shared!.has(name));
    if (same) return false;
    this.shared = shared;
    this.told.clear();
    return true;
  }

  private *indexed(index: Pick<FactsIndex, 'files'>, named: ReadonlySet<FilePath>): Iterable<ToldFile> {
    for (const [path, file] of index.files) {
      const before = this.told.get(path);
      if (before === file) continue;
      const facts = telling(file.facts, this.shared!);
      if (facts.length === 0 && !named.has(path) && before === undefined) continue;
      this.told.set(path, file);
      yield { path, facts, lines: file.lines };
    }
  }

  /** Files that only manifests name are not in the index, but proofs may stand in them. */
  private *beside(
    index: Pick<FactsIndex, 'files'>,
    { named, snapshot }: { named: ReadonlySet<FilePath>; snapshot: Snapshot },
  ): Iterable<ToldFile> {
    for (const path of named) {
      if (index.files.get(path)?.lines.length) continue;
      const lines = snapshot.linesOf(path);
      this.told.set(path, lines);
      yield { path, facts: [], lines };
    }
  }
}
