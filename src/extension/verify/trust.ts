import { l10n, workspace } from 'vscode';
import { UserError } from '../user-error.ts';

/** A sandbox builds and starts what the workspace says, so only where that is trusted, whichever way it was asked for. */
export function refuseUntrusted(): void {
  if (!workspace.isTrusted)
    throw new UserError(
      l10n.t('The sandbox builds and starts programs of this workspace. Trust it first: “Workspaces: Manage Workspace Trust”.'),
    );
}
