import { join } from 'node:path';
import { commands, l10n, Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import { runOf } from '../../core/verify/run.ts';
import { verifyIntent, type VerifyIntent, type VerifyPanelState } from '../../protocol/panels/verify.ts';
import { showPage } from '../show-page.ts';
import { Offering } from './offering.ts';
import { verifyPanelState } from './panel-state.ts';
import { ASK_FIRST } from './verify-commands.ts';
import type { Asked } from './verify-process.ts';
import type { Verification } from './verification.ts';
import { UserError } from '../user-error.ts';

const NOTHING = runOf([]);

export const VERIFY_PANEL = 'faultline.verifyPanel';

const PAGE = { title: 'verify', bundle: 'verify-view', root: 'page', body: 'verify-panel' };

/** The run as it goes, and its verdict: one editor tab. */
export class VerifyPanel implements WebviewPanelSerializer, Disposable {
  private panel: WebviewPanel | null = null;
  private readonly offering: Offering;
  private readonly listening: readonly Disposable[];

  constructor(
    private readonly verification: Verification,
    private readonly extension: Uri,
  ) {
    this.offering = new Offering(extension);
    const tell = () => this.tell();
    this.listening = [this.offering, this.offering.onDidChange(tell), verification.onDidChange(tell)];
  }

  open(): void {
    if (this.panel === null) {
      const where = { viewColumn: window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active, preserveFocus: false };
      this.adopt(window.createWebviewPanel(VERIFY_PANEL, l10n.t('Verify'), where, { enableFindWidget: true }));
    }
    this.panel!.reveal(undefined, false);
    this.tell();
  }

  /** Tells what a run would do and take, with the button that starts it. */
  offer(asked: Asked): Promise<void> {
    return this.offering.make(asked);
  }

  /** After a reload of the window the tab is there again, empty: a run does not outlive its window. */
  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.adopt(panel);
  }

  dispose(): void {
    for (const listener of this.listening) listener.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    panel.onDidDispose(() => {
      if (this.panel !== panel) return;
      this.panel = null;
      this.offering.withdraw();
    });
    this.panel = panel;
    showPage(panel.webview, this.extension, { page: PAGE, intent: verifyIntent, handle: intent => this.handle(intent) });
  }

  /** An offer while there is one, else the run. */
  private get state(): VerifyPanelState {
    const { progress } = this.offering;
    if (!progress) return this.verification.state;
    const notes = this.verification.isRunning ? ['A run is under way; starting this one ends it.'] : [];
    return { ...verifyPanelState(NOTHING, progress), notes };
  }

  private get root(): string | undefined {
    return (this.offering.asked ?? this.verification.asked)?.root;
  }

  private async start(): Promise<void> {
    const { asked } = this.offering;
    if (!asked) return;
    const running = this.verification.run(asked);
    this.offering.withdraw();
    await running;
  }

  /** What failed before it was started is looked up once more; what was run is run again. */
  private async again(): Promise<void> {
    const { asked } = this.verification;
    if (this.offering.asked) await this.offering.make(this.offering.asked);
    else if (asked) await this.verification.run(asked);
  }

  private tell(): void {
    // The editor's own channel, not a window's: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    void this.panel?.webview.postMessage(this.state);
  }

  private handle(intent: VerifyIntent): Thenable<unknown> | Promise<unknown> | void {
    switch (intent.kind) {
      case 'opened':
        return this.tell();
      case 'run':
        return commands.executeCommand('faultline.verify', { scenario: intent.scenario, root: this.root });
      case 'start':
        return this.start();
      case 'again':
        return this.again();
      case 'cancel':
        return this.offering.progress ? this.offering.withdraw() : this.verification.cancel();
      case 'open-setting':
        return commands.executeCommand('workbench.action.openSettings', ASK_FIRST);
      case 'open-receipt':
        return this.openKept('receipt.json');
      case 'open-logs':
        return commands.executeCommand('revealFileInOS', this.keptUri('receipt.json'));
      case 'open-scenarios':
        return commands.executeCommand('faultline.openScenarios', { scenario: intent.scenario, root: this.root });
    }
  }

  private async openKept(name: string): Promise<void> {
    await window.showTextDocument(this.keptUri(name), { preview: true, viewColumn: ViewColumn.Beside });
  }

  private keptUri(name: string): Uri {
    const { asked, id } = this.verification;
    if (!asked || id === undefined) throw new UserError(l10n.t('There is no run yet.'));
    return Uri.file(join(Uri.parse(asked.root, true).fsPath, '.faultline', 'runs', id, name));
  }
}
