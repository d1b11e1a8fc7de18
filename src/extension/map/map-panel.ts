import { l10n, Uri, ViewColumn, window } from 'vscode';
import type { Disposable, WebviewPanel, WebviewPanelSerializer } from 'vscode';
import type { Graphs } from '../graphs.ts';
import { MapHost } from './map-host.ts';

export const MAP_PANEL = 'faultline.mapPanel';

const title = () => l10n.t('Dependency map');

/** The large map: one editor tab, which is brought to the front when it is asked for again. */
export class MapPanel implements WebviewPanelSerializer, Disposable {
  private panel: WebviewPanel | null = null;
  private host: MapHost | null = null;

  constructor(
    private readonly graphs: Graphs,
    private readonly extension: Uri,
  ) {}

  get opened(): boolean {
    return this.panel !== null;
  }

  get shown(): MapHost | null {
    return this.host;
  }

  open(root: string, hash: string): void {
    if (this.panel === null) {
      this.adopt(window.createWebviewPanel(MAP_PANEL, title(), ViewColumn.Active, { enableFindWidget: false }), null);
    }
    this.panel!.reveal();
    if (hash !== '') this.host!.visit(root, hash);
  }

  /** After a reload of the window the tab is there again, and so is what it showed. */
  async deserializeWebviewPanel(panel: WebviewPanel, state: unknown): Promise<void> {
    this.adopt(panel, state);
  }

  dispose(): void {
    this.panel?.dispose();
  }

  private adopt(panel: WebviewPanel, kept: unknown): void {
    this.panel?.dispose();
    const host = new MapHost('panel', { graphs: this.graphs, extension: this.extension, led: () => undefined });
    const icon = (theme: string) => Uri.joinPath(this.extension, 'media', `map-${theme}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.onDidDispose(() => {
      host.dispose();
      if (this.panel === panel) [this.panel, this.host] = [null, null];
    });
    this.panel = panel;
    this.host = host;
    host.attach(panel.webview, kept, folder => (panel.title = folder === undefined ? title() : l10n.t('Dependency map: {0}', folder)));
  }
}
