import { join } from 'node:path';
import { commands, l10n, Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import { verifyIntent, type VerifyIntent } from '../../protocol/panels/verify.ts';
import { webviewPage } from '../webview-page.ts';
import type { Verification } from './verification.ts';

export const VERIFY_PANEL = 'faultline.verifyPanel';

/** The run as it goes, and its verdict: one editor tab. */
export class VerifyPanel implements WebviewPanelSerializer, Disposable {
  private panel: WebviewPanel | null = null;
  private readonly listening: Disposable;

  constructor(
    private readonly verification: Verification,
    private readonly extension: Uri,
  ) {
    this.listening = verification.onDidChange(() => this.tell());
  }

  open(): void {
    if (this.panel === null) {
      const where = { viewColumn: window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active, preserveFocus: false };
      this.adopt(window.createWebviewPanel(VERIFY_PANEL, l10n.t('Verify'), where, { enableFindWidget: true }));
    }
    this.panel!.reveal(undefined, false);
    this.tell();
  }

  /** After a reload of the window the tab is there again, empty: a run does not outlive its window. */
  async deserializeWebviewPanel(panel: WebviewPanel): Promise<void> {
    this.adopt(panel);
  }

  dispose(): void {
    this.listening.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel): void {
    this.panel?.dispose();
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(this.extension, 'dist')] };
    panel.webview.onDidReceiveMessage((message: unknown) => void this.receive(message));
    panel.onDidDispose(() => {
      if (this.panel === panel) this.panel = null;
    });
    this.panel = panel;
    panel.webview.html = webviewPage(panel.webview, this.extension, {
      title: 'verify',
      bundle: 'verify-view',
      root: 'page',
      body: 'verify-panel',
    });
  }

  private tell(): void {
    // The editor's own channel, not a window's: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    void this.panel?.webview.postMessage(this.verification.state);
  }

  private async receive(message: unknown): Promise<void> {
    const { success, data: intent } = verifyIntent.safeParse(message);
    if (!success) return;
    try {
      await this.handle(intent);
    } catch (error) {
      void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    }
  }

  private handle(intent: VerifyIntent): Thenable<unknown> | Promise<unknown> | void {
    switch (intent.kind) {
      case 'opened':
        return this.tell();
      case 'run':
        return commands.executeCommand('faultline.verify', { scenario: intent.scenario, root: this.verification.asked?.root });
      case 'cancel':
        return this.verification.cancel();
      case 'open-receipt':
        return this.openKept('receipt.json');
      case 'open-logs':
        return commands.executeCommand('revealFileInOS', this.keptUri('receipt.json'));
      case 'open-scenarios':
        return commands.executeCommand('faultline.openScenarios', { scenario: intent.scenario, root: this.verification.asked?.root });
    }
  }

  private async openKept(name: string): Promise<void> {
    await window.showTextDocument(this.keptUri(name), { preview: true, viewColumn: ViewColumn.Beside });
  }

  private keptUri(name: string): Uri {
    const { asked, id } = this.verification;
    if (!asked || id === undefined) throw new Error(l10n.t('There is no run yet.'));
    return Uri.file(join(Uri.parse(asked.root, true).fsPath, '.faultline', 'runs', id, name));
  }
}
