import { l10n, window } from 'vscode';
import type { EditorCommand } from '../desk.ts';

/** Which folder's map, where the window has several. */
export const chooseFolder: EditorCommand = {
  name: 'faultline.chooseFolder',
  async run({ graphs, sidebar, panel }) {
    const items = graphs.roots.map(({ uri, name, graph }) => ({
      label: name,
      description: l10n.t('{0} services', graph.nodes.filter(({ kind }) => kind === 'service').length),
      uri,
    }));
    const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which folder?') });
    if (!chosen) return;
    sidebar.host.visit(chosen.uri, '');
    panel.shown?.visit(chosen.uri, '');
  },
};
