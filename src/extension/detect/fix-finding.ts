import { l10n, Range, workspace, WorkspaceEdit } from 'vscode';
import * as z from 'zod/mini';
import type { EditorCommand } from '../desk.ts';
import { openSource, sourceUri } from '../source-file.ts';
import { UserError } from '../user-error.ts';

/** A line of the list; its id begins with its folder. */
const branch = z.object({ id: z.string() });

/** Shows what would change before it is changed: from the list nobody sees the lines. */
export const fixFinding: EditorCommand = {
  name: 'faultline.fixFinding',
  async run({ findings }, asked) {
    const id = branch.safeParse(asked).data?.id;
    const root = findings.roots.find(({ uri }) => id?.startsWith(`${uri} `));
    const found = root?.findings.find(one => id === `${root.uri} finding ${one.id}`);
    if (!root || !found?.fix) return;
    await openSource(root.uri, found.evidence[0]!);
    const edit = new WorkspaceEdit();
    for (const { file, line, column, endLine, endColumn, text } of found.fix.edits)
      edit.replace(sourceUri(root.uri, file), new Range(line - 1, column - 1, endLine - 1, endColumn - 1), text, {
        label: found.fix.title,
        needsConfirmation: true,
      });
    if (!(await workspace.applyEdit(edit, { isRefactoring: true })))
      throw new UserError(l10n.t('The editor did not take the change. Try again.'));
  },
};
