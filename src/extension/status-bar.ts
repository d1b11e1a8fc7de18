import { l10n, MarkdownString, StatusBarAlignment, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { Graphs } from './graphs.ts';
import { statusLines, statusWords } from './status-words.ts';

/** One short item: how many services, how many findings, and whether Faultline is reading. */
export function statusBar(graphs: Graphs): Disposable {
  const item = window.createStatusBarItem('faultline.status', StatusBarAlignment.Left, 1);
  item.name = 'Faultline';
  item.command = 'faultline.showMap';
  const draw = () => {
    if (!workspace.workspaceFolders?.length) return item.hide();
    const { condition, server } = graphs;
    const { text, spoken } = statusWords(l10n.t, condition, server);
    item.text = text;
    item.accessibilityInformation = { label: spoken, role: 'button' };
    item.tooltip = new MarkdownString(
      [...statusLines(l10n.t, condition, server), l10n.t('Click to open the dependency map.')].join('\n\n'),
    );
    item.show();
  };
  draw();
  graphs.onDidChange(draw);
  return item;
}
