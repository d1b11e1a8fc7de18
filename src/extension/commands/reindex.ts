import { l10n, ProgressLocation, window, workspace } from 'vscode';
import { questions } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';
import { UserError } from '../user-error.ts';

export const reindex: EditorCommand = {
  name: 'faultline.reindex',
  async run({ backend }) {
    if (!workspace.workspaceFolders?.length) throw new UserError(l10n.t('Open a folder with services in it first.'));
    const progress = { location: ProgressLocation.Window, title: l10n.t('Faultline reads every file again') };
    await window.withProgress(progress, () => backend.ask(questions.reindex, {}));
  },
};
