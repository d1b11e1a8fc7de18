import { commands, env, l10n, Uri, ViewColumn, window, workspace } from 'vscode';
import type { Disposable, Webview, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import type { AskedScope } from '../../protocol/impact.ts';
import { impactIntent, keptImpact } from '../../protocol/panels/impact.ts';
import type { ImpactIntent, ImpactMessage } from '../../protocol/panels/impact.ts';
import type { Graphs } from '../graphs.ts';
import { showPage } from '../show-page.ts';
import { openSource } from '../source-file.ts';
import type { ContractTests } from './contract-tests.ts';
import type { Impacts } from './impacts.ts';
import { panelState, ticked } from './panel-state.ts';

/** What the sandbox compares with is what the analysis compared with. */
const baseOf = (scope: AskedScope): { readonly base?: string | undefined } => (scope.kind === 'branch' ? { base: scope.base } : {});

export const IMPACT_PANEL = 'faultline.impactPanel';

const PAGE = { title: 'impact', bundle: 'impact-view', root: 'page', body: 'impact-panel' };

interface Surroundings {
  readonly impacts: Impacts;
  readonly graphs: Graphs;
  readonly tests: ContractTests;
  readonly extension: Uri;
}

/** The result of an analysis: one editor tab, which is brought to the front when something is asked again. */
export class ImpactPanel implements WebviewPanelSerializer, Disposable {
  private panel: WebviewPanel | null = null;
  private steps: readonly number[] = [];
  private notice: string | null = null;
  private readonly listening: readonly Disposable[];

  constructor(private readonly around: Surroundings) {
    this.listening = [around.impacts.onDidChange(() => this.tell()), workspace.onDidGrantWorkspaceTrust(() => this.tell())];
  }

  open(): void {
    if (this.panel === null) {
      const where = { viewColumn: window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active, preserveFocus: false };
      this.adopt(window.createWebviewPanel(IMPACT_PANEL, l10n.t('Impact'), where, { enableFindWidget: true }));
    }
    this.steps = [];
    this.notice = null;
    this.panel!.reveal(undefined, false);
    this.tell();
  }

  /** After a reload of the window the tab is there again, and asks again. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    this.adopt(panel);
    const kept = keptImpact.safeParse(state);
    const { graphs, impacts } = this.around;
    const ask = () => void impacts.analyse(kept.data?.root ?? graphs.root()?.uri ?? '', kept.data?.scope ?? { kind: 'changes' });
    if (graphs.roots.length > 0) return ask();
    const waiting = graphs.onDidRegraph(() => {
      waiting.dispose();
      ask();
    });
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    const { extension } = this.around;
    const icon = (theme: string) => Uri.joinPath(extension, 'media', `impact-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    this.panel = panel;
    showPage(panel.webview, extension, { page: PAGE, intent: impactIntent, handle: intent => this.handle(intent) });
  }

  private get page(): Webview | undefined {
    return this.panel?.webview;
  }

  private tell(): void {
    const { analysis } = this.around.impacts;
    const roots = this.around.graphs.roots;
    if (!this.panel || !analysis) return;
    const folder = roots.length > 1 ? (roots.find(({ uri }) => uri === analysis.root)?.name ?? null) : null;
    const state = panelState(analysis, { folder, ticked: this.steps, trusted: workspace.isTrusted, notice: this.notice });
    const message: ImpactMessage = { kind: 'state', root: analysis.root, state };
    void this.page?.postMessage(message);
  }

  private async handle(intent: ImpactIntent): Promise<unknown> {
    const { impacts, tests, graphs } = this.around;
    const root = impacts.analysis?.root ?? '';
    switch (intent.kind) {
      case 'opened':
        return this.tell();
      case 'open-source':
        return openSource(root, intent, 'panel');
      case 'open-rule':
        return env.openExternal(Uri.parse(`https://buf.build/docs/breaking/rules/#${encodeURIComponent(intent.rule.toLowerCase())}`));
      case 'reveal': {
        const node = graphs.root(root)?.graph.nodes.find(({ name }) => name === intent.service);
        return node && commands.executeCommand('faultline.revealInMap', { id: node.id, root });
      }
      case 'tick':
        this.steps = ticked(this.steps, intent.step);
        return this.tell();
      case 'run-tests':
        return tests.runAll();
      case 'verify':
        return commands.executeCommand('faultline.verify', { root, ...(impacts.analysis && baseOf(impacts.analysis.scope)) });
      case 'run-test':
        return tests.runOne(intent.list, intent.test);
      case 'cancel':
        return impacts.cancel();
      case 'again':
        return impacts.analysis && impacts.analyse(root, impacts.analysis.scope);
      case 'analyze-change':
        return commands.executeCommand('faultline.analyzeChange');
      case 'analyze-branch':
        return commands.executeCommand('faultline.analyzeBranch');
      case 'analyze-element':
        return commands.executeCommand('faultline.analyzeElement');
      case 'show-log':
        return commands.executeCommand('faultline.showLog');
    }
  }
}
