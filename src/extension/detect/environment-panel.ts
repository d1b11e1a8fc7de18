import { l10n, ViewColumn, window } from 'vscode';
import type { Disposable, Uri, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import { questions } from '../../protocol/lsp.ts';
import { environmentIntent, environmentPlace } from '../../protocol/panels/environment.ts';
import type { EnvironmentIntent, EnvironmentMessage } from '../../protocol/panels/environment.ts';
import type { Backend } from '../backend.ts';
import type { Graphs } from '../graphs.ts';
import { showPage } from '../show-page.ts';
import { openSource } from '../source-file.ts';

export const ENVIRONMENT_PANEL = 'faultline.environmentPanel';

const PAGE = { title: 'environment variables', bundle: 'environment-view', root: 'page', body: 'environment-panel' };

interface Surroundings {
  readonly backend: Backend;
  readonly graphs: Graphs;
  readonly extension: Uri;
}

/** What every service reads and every environment sets: one editor tab, which follows the workspace. */
export class EnvironmentPanel implements WebviewPanelSerializer, Disposable {
  private panel: WebviewPanel | null = null;
  private root: string | undefined;
  private visit: string | null = null;
  private asking = 0;
  private readonly listening: Disposable;

  constructor(private readonly around: Surroundings) {
    this.listening = around.graphs.onDidRegraph(() => void this.tell());
  }

  open(root: string | undefined, service: string | null): void {
    this.root = root;
    this.visit = service;
    if (this.panel === null)
      this.adopt(window.createWebviewPanel(ENVIRONMENT_PANEL, title(), ViewColumn.Active, { enableFindWidget: true }));
    this.panel!.reveal();
    void this.tell();
  }

  /** After a reload of the window the tab is there again, and asks again. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    this.root = environmentPlace.safeParse(state).data?.root;
    this.adopt(panel);
  }

  dispose(): void {
    this.listening.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    panel.onDidChangeViewState(() => void this.tell());
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    this.panel = panel;
    showPage(panel.webview, this.around.extension, { page: PAGE, intent: environmentIntent, handle: intent => this.handle(intent) });
  }

  /** A table that nobody sees is not made. */
  private async tell(): Promise<void> {
    const { backend, graphs } = this.around;
    if (!this.panel?.visible || backend.state.kind !== 'running') return;
    const turn = ++this.asking;
    this.post({ kind: 'asking' });
    const root = graphs.root(this.root || undefined) ?? graphs.root();
    // A server that went away meanwhile comes back with a graph, and then it is asked again.
    const answer = await backend.ask(questions.environment, { root: root?.uri }).catch(() => null);
    if (turn !== this.asking || !answer) return;
    const [found] = answer.roots;
    this.root = found?.uri;
    if (this.panel) this.panel.title = found && graphs.roots.length > 1 ? `${title()}: ${found.name}` : title();
    this.post({ kind: 'table', root: found?.uri ?? '', services: found?.services ?? [], visit: this.visit });
    this.visit = null;
  }

  private post(message: EnvironmentMessage): void {
    // The editor's own channel, not a window's: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    void this.panel?.webview.postMessage(message);
  }

  private async handle(intent: EnvironmentIntent): Promise<void> {
    if (intent.kind === 'opened') await this.tell();
    else await openSource(this.root ?? '', intent, 'panel');
  }
}

const title = () => l10n.t('Environment variables');
