import { pathToFileURL } from 'node:url';
import type { ClientCapabilities, Connection, WorkDoneProgressServerReporter } from 'vscode-languageserver/node';
import { notices, type GraphChanged, type ServerState } from '../protocol/lsp.ts';
import type { ImpactAnswer } from '../workspace/impact-of.ts';
import { reply } from './impact/reply.ts';
import { shownFindings } from './findings/shown-findings.ts';
import type { Root } from './indexer.ts';
import { DiagnosticReports } from './diagnostic-reports.ts';
import type { Workspace } from './workspace.ts';

/** News is told at once, and what comes in a burst behind it as one. */
const PAUSE = 100;

/** What the server says unasked: its state, that the graph is another, how far reading is. */
export class Reports {
  client: ClientCapabilities = {};
  /** The editor shows by itself how far reading is, from our state. */
  showsProgress = false;
  private readonly connection: Connection;
  private readonly workspace: Workspace;
  private readonly diagnostics: DiagnosticReports;
  private readonly changedRoots = new Set<string>();
  private readonly complete = new WeakSet<Root>();
  private timer: NodeJS.Timeout | undefined;
  private reportedAt = 0;
  private progress: Promise<WorkDoneProgressServerReporter> | undefined;

  constructor(connection: Connection, workspace: Workspace) {
    this.connection = connection;
    this.workspace = workspace;
    this.diagnostics = new DiagnosticReports(connection, workspace);
  }

  changed(root: string, what: 'graph' | 'state'): void {
    if (what === 'graph') this.changedRoots.add(root);
    const wait = Math.max(0, this.reportedAt + PAUSE - Date.now());
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.reportedAt = Date.now();
      this.report();
    }, wait).unref();
  }

  /** Lenses and hints are asked for again. */
  refresh(): void {
    this.refreshLenses();
    if (this.client.workspace?.inlayHint?.refreshSupport) this.quietly(this.connection.sendRequest('workspace/inlayHint/refresh'));
    this.diagnostics.report();
  }

  refreshLenses(): void {
    if (this.client.workspace?.codeLens?.refreshSupport) this.quietly(this.connection.sendRequest('workspace/codeLens/refresh'));
  }

  /** The checks say something else of a root, or of all. Not held back: somebody waits for a mark to go. */
  found(root?: string): void {
    const roots = root === undefined ? this.workspace.indexer.all().map(({ path }) => path) : [root];
    const told: GraphChanged = { roots: roots.map(path => pathToFileURL(path).href) };
    this.diagnostics.report();
    this.quietly(this.connection.sendNotification(notices.findingsChanged.method, told));
    this.changed('', 'state');
  }

  /** What is not committed breaks others than before. */
  impactChanged(root: string, answer: ImpactAnswer): void {
    this.quietly(this.connection.sendNotification(notices.impactChanged.method, reply(pathToFileURL(root).href, answer)));
    this.refreshLenses();
    this.diagnostics.report();
  }

  private report(): void {
    const roots = this.workspace.indexer.all();
    for (const root of roots) if (root.system && root.behindSince === null) this.complete.add(root);
    const complete = roots.every(root => this.complete.has(root));
    this.quietly(this.connection.sendNotification(notices.state.method, { ...stateOf(roots, complete), findings: this.findings(roots) }));
    this.showProgress(roots);
    if (this.changedRoots.size === 0) return;
    const changed: GraphChanged = {
      roots: roots.filter(({ path }) => this.changedRoots.has(path)).map(({ path }) => pathToFileURL(path).href),
    };
    this.changedRoots.clear();
    this.quietly(this.connection.sendNotification(notices.graphChanged.method, changed));
    this.refresh();
  }

  private findings(roots: readonly Root[]): number {
    return roots.reduce((sum, { findings }) => sum + shownFindings(findings.all, this.workspace.settings.detect).length, 0);
  }

  private showProgress(roots: readonly Root[]): void {
    const indexing = indexingOf(roots);
    if (indexing === null) {
      const ended = this.progress;
      this.progress = undefined;
      return void ended?.then(progress => progress.done()).catch(() => undefined);
    }
    if (this.showsProgress || !this.client.window?.workDoneProgress) return;
    const { done, total } = indexing;
    this.progress ??= this.begin();
    this.quietly(
      this.progress.then(progress => progress.report(Math.floor((100 * done) / Math.max(1, total)), `${done} of ${total} files`)),
    );
  }

  private async begin(): Promise<WorkDoneProgressServerReporter> {
    const progress = await this.connection.window.createWorkDoneProgress();
    progress.begin('Faultline reads the workspace', 0, undefined, true);
    progress.token.onCancellationRequested(() => this.workspace.indexer.stop());
    return progress;
  }

  /** An editor that has gone away, or refuses, is no fault. */
  private quietly(sent: Promise<unknown>): void {
    sent.catch(() => undefined);
  }
}

function stateOf(roots: readonly Root[], complete: boolean): ServerState {
  const graphs = roots.flatMap(({ system }) => (system ? [system.snapshot] : []));
  const sum = (count: (snapshot: (typeof graphs)[number]) => number): number => graphs.reduce((all, snapshot) => all + count(snapshot), 0);
  const behind = roots.map(({ behindSince }) => behindSince).filter(since => since !== null);
  return {
    indexing: indexingOf(roots),
    services: sum(({ graph }) => graph.nodes.filter(({ kind }) => kind === 'service').length),
    findings: 0,
    problems: sum(({ problems }) => problems.length),
    unresolved: sum(({ graph }) => graph.unresolved.length),
    files: sum(({ files }) => files),
    behindSince: behind.length === 0 ? null : Math.min(...behind),
    complete,
    stopped: roots.some(({ isStopped }) => isStopped),
  };
}

function indexingOf(roots: readonly Root[]): ServerState['indexing'] {
  const reading = roots.map(({ progress }) => progress).filter(progress => progress !== null);
  if (reading.length === 0) return null;
  return { done: reading.reduce((sum, { done }) => sum + done, 0), total: reading.reduce((sum, { total }) => sum + total, 0) };
}
