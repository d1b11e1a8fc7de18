import { l10n, window } from 'vscode';
import { questions } from '../../protocol/lsp.ts';
import { fileName } from '../../webview/map/words.ts';
import type { EditorCommand } from '../desk.ts';
import { openSource } from '../source-file.ts';
import { byFolder } from './by-folder.ts';

/** What was seen but whose other end is not known, with the reason; choosing one goes to the line. */
export const showUnresolved: EditorCommand = {
  name: 'faultline.showUnresolved',
  needsGraph: true,
  async run({ backend, cursor }) {
    const { roots } = await backend.ask(questions.unresolved, {});
    const items = byFolder(roots, cursor, ({ uri, unresolved }) =>
      unresolved.map(({ what, why, at }) => ({
        label: `$(question) ${what}`,
        description: `${fileName(at.file)}:${at.line}`,
        detail: why,
        root: uri,
        at,
      })),
    );
    const placeHolder = items.length
      ? l10n.t('Seen, but not known where it leads. Choose one to go there.')
      : l10n.t('Nothing is unresolved.');
    const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true, matchOnDetail: true });
    if (chosen && 'at' in chosen) await openSource(chosen.root, chosen.at);
  },
};
