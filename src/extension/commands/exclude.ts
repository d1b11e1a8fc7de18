import { ConfigurationTarget, FileType, l10n, Uri, window, workspace } from 'vscode';
import type { EditorCommand } from '../desk.ts';
import { withPattern } from './exclude-pattern.ts';
import { UserError } from '../user-error.ts';

const SETTING = 'index.exclude';

/** Leaves a file or folder out of the index: what was chosen in the explorer, else the file in hand. */
export const exclude: EditorCommand = {
  name: 'faultline.exclude',
  async run(_desk, asked) {
    const uri = asked instanceof Uri ? asked : window.activeTextEditor?.document.uri;
    const folder = uri && workspace.getWorkspaceFolder(uri);
    if (!uri || !folder) throw new UserError(l10n.t('Open a file of the workspace, or choose one in the explorer, and try again.'));
    const { type } = await workspace.fs.stat(uri);
    const settings = workspace.getConfiguration('faultline', uri);
    const path = uri.path.slice(folder.uri.path.length);
    const patterns = withPattern(settings.get(SETTING), type === FileType.Directory ? `${path}/` : path);
    const several = (workspace.workspaceFolders?.length ?? 0) > 1;
    await settings.update(SETTING, patterns, several ? ConfigurationTarget.WorkspaceFolder : ConfigurationTarget.Workspace);
    window.setStatusBarMessage(l10n.t('No longer read: {0}', path.slice(1)), 8000);
  },
};
