import { l10n, ProgressLocation, window } from 'vscode';
import { questions } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';

export const reindex: EditorCommand = {
  name: 'faultline.reindex',
  async run({ backend }) {
    const progress = { location: ProgressLocation.Window, title: l10n.t('Faultline reads every file again') };
    await window.withProgress(progress, () => backend.ask(questions.reindex, {}));
  },
};
