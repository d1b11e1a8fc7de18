import { l10n, MarkdownString, StatusBarAlignment, window, workspace } from 'vscode';
import type { Disposable } from 'vscode';
import type { Graphs } from './graphs.ts';
import { statusLines, statusWords } from './status-words.ts';

function tooltip(lines: readonly string[]): MarkdownString {
  const text = new MarkdownString(lines.join('\n\n'));
  text.isTrusted = { enabledCommands: ['faultline.stopReading', 'faultline.readOn'] };
  return text;
}

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
    item.tooltip = tooltip([
      ...statusLines(l10n.t, condition, server),
      ...(server?.indexing ? [`[${l10n.t('Stop reading')}](command:faultline.stopReading)`] : []),
      ...(server?.stopped && !server.indexing ? [`[${l10n.t('Read on')}](command:faultline.readOn)`] : []),
      l10n.t('Click to open the dependency map.'),
    ]);
    item.show();
  };
  draw();
  graphs.onDidChange(draw);
  return item;
}
