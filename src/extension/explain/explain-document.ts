import { commands, EventEmitter, l10n, Uri, workspace } from 'vscode';
import type { Disposable, TextDocumentContentProvider } from 'vscode';
import type { ExplainAnswer } from '../../protocol/lsp.ts';

const SCHEME = 'faultline';

/** Explanations as read-only documents, which are there as long as the window is. */
export class ExplainDocuments implements TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registered = workspace.registerTextDocumentContentProvider(SCHEME, this);

  provideTextDocumentContent({ path }: Uri): string {
    return this.texts.get(path) ?? l10n.t('This explanation belongs to an earlier session. Ask again: Faultline: Explain Edge.');
  }

  async open(answer: ExplainAnswer): Promise<void> {
    const name = answer.kind === 'node' ? answer.node.name : `${answer.from} to ${answer.to}`;
    const uri = Uri.from({ scheme: SCHEME, path: `/${name.replaceAll('/', '\u2215')}.md` });
    this.texts.set(uri.path, answer.markdown);
    this.changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }

  dispose(): void {
    this.registered.dispose();
    this.changed.dispose();
  }
}
