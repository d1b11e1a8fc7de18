import { commands, workspace } from 'vscode';
import type { Disposable, WebviewView, WebviewViewProvider, WebviewViewResolveContext } from 'vscode';
import type { FocusAnswer } from '../../protocol/lsp.ts';
import type { Cursor } from '../cursor.ts';
import type { MapHost } from './map-host.ts';

export const SIDEBAR_MAP = 'faultline.map';

/** The map in the sidebar, which follows the cursor and never takes the keyboard. */
export class SidebarMap implements WebviewViewProvider, Disposable {
  private readonly following: Disposable;

  constructor(
    readonly host: MapHost,
    private readonly cursor: Cursor,
  ) {
    this.following = cursor.onDidMove(at => this.follow(at));
  }

  resolveWebviewView(view: WebviewView, { state }: WebviewViewResolveContext): void {
    const entitle = (folder: string | undefined) => (view.description = folder ?? '');
    this.host.attach(view.webview, state, entitle);
    view.onDidDispose(() => this.host.detach(view.webview));
  }

  async show(root: string, hash: string): Promise<void> {
    this.host.visit(root, hash);
    this.cursor.settle();
    await commands.executeCommand(`${SIDEBAR_MAP}.focus`);
  }

  dispose(): void {
    this.following.dispose();
    this.host.dispose();
  }

  private follow({ root, node }: FocusAnswer): void {
    // Whoever reads the whole list or the whole picture is not called away from it.
    if (this.host.session.place.view !== 'focus' || workspace.getConfiguration('faultline').get('map.followCursor') === false) return;
    if (node !== null) this.host.visit(root, `focus=${encodeURIComponent(node)}`);
    // A file that belongs to nobody calls nobody away from the service that they were in; but another folder is another system.
    else if (root !== this.host.session.root) this.host.visit(root, '');
  }
}
