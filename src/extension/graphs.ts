import { EventEmitter, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import { notices, questions } from '../protocol/lsp.ts';
import type { GraphAnswer, MarksAnswer, RootGraph, ServerState } from '../protocol/lsp.ts';
import { marked, NO_MARKS } from '../protocol/panels/map-marks.ts';
import type { MapMarks } from '../protocol/panels/map-marks.ts';
import type { MapCondition } from '../protocol/panels/map-page.ts';
import type { Backend } from './backend.ts';
import { condition } from './condition.ts';
import { newestAnswer } from './newest-answer.ts';

/** What the server last said. It outlives the server: while a dead one comes back, people keep what they were reading. */
export class Graphs implements Disposable {
  roots: readonly RootGraph[] = [];
  server: ServerState | null = null;
  private readonly changed = new EventEmitter<void>();
  /** Anything: the server's state, or a graph. */
  readonly onDidChange = this.changed.event;
  private readonly regraphed = new EventEmitter<void>();
  readonly onDidRegraph = this.regraphed.event;
  private readonly remarked = new EventEmitter<void>();
  /** The checks say something else of nodes and edges. */
  readonly onDidRemark = this.remarked.event;
  private marksByRoot: ReadonlyMap<string, MapMarks> = new Map();
  private readonly refresh: () => Promise<void>;
  /** The server that runs has read everything once; before, what it does not know yet says nothing against what was known. */
  private isWhole = false;

  constructor(
    private readonly backend: Backend,
    warn: (sentence: string) => void,
  ) {
    this.refresh = newestAnswer({
      ask: () => backend.ask(questions.graph, {}),
      take: answer => this.take(answer),
      failed: error => warn(`The graph was not answered: ${String(error)}`),
    });
    const remark = newestAnswer({
      ask: () => backend.ask(questions.marks, {}),
      take: answer => this.takeMarks(answer),
      failed: error => warn(`What the checks say of the graph was not answered: ${String(error)}`),
    });
    backend.on(notices.state, state => this.told(state));
    backend.on(notices.graphChanged, () => void this.refresh());
    backend.on(notices.findingsChanged, () => void remark());
    backend.onDidChange(() => {
      if (backend.state.kind === 'running') void Promise.all([this.refresh(), remark()]);
      else this.isWhole = false;
      this.changed.fire();
    });
  }

  get condition(): MapCondition {
    // Without a folder nothing is read, and nothing is to be waited for.
    if (!workspace.workspaceFolders?.length) return { kind: 'no-folder' };
    return condition(this.backend.state, this.server, this.roots);
  }

  /** The folder of that URI; without one, the first that has services. */
  root(uri?: string): RootGraph | undefined {
    if (uri !== undefined) return this.roots.find(root => root.uri === uri);
    return this.roots.find(({ graph }) => graph.nodes.length > 0) ?? this.roots[0];
  }

  /** What the checks say of a folder's nodes and edges. */
  marks(uri: string): MapMarks {
    return this.marksByRoot.get(uri) ?? NO_MARKS;
  }

  /** Every folder's graph with what the checks say of it. */
  marked(): readonly RootGraph[] {
    return this.roots.map(root => ({ ...root, graph: marked(root.graph, this.marks(root.uri)) }));
  }

  dispose(): void {
    this.changed.dispose();
    this.regraphed.dispose();
    this.remarked.dispose();
  }

  private known(root: RootGraph): RootGraph {
    const before = root.graph.nodes.length === 0 ? this.roots.find(({ uri }) => uri === root.uri) : undefined;
    return before ?? root;
  }

  private told(state: ServerState): void {
    const isNews = state.complete && !this.isWhole;
    this.isWhole = state.complete;
    this.server = state;
    this.changed.fire();
    if (isNews) void this.refresh();
  }

  private take({ roots }: GraphAnswer): void {
    this.roots = this.isWhole ? roots : roots.map(root => this.known(root));
    this.changed.fire();
    this.regraphed.fire();
  }

  private takeMarks({ roots }: MarksAnswer): void {
    this.marksByRoot = new Map(roots.map(({ uri, marks }) => [uri, marks]));
    this.changed.fire();
    this.remarked.fire();
  }
}
