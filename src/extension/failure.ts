import { commands, l10n, window } from 'vscode';
import { UserError } from './user-error.ts';

/** What went wrong behind a door of the editor: a sentence for the user as it is, our fault as one of ours with the way to the log. */
export async function tellFailure(error: unknown, log: (line: string) => void): Promise<void> {
  if (error instanceof UserError) return void window.showInformationMessage(error.message);
  log(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const show = l10n.t('Show Log');
  const chosen = await window.showErrorMessage(l10n.t('That is a fault of Faultline. The log says what went wrong.'), show);
  if (chosen === show) await commands.executeCommand('faultline.showLog');
}
