import { FileType, l10n, Position, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import * as z from 'zod/mini';
import { ignoredFinding } from '../../protocol/findings.ts';
import type { IgnoredFinding } from '../../protocol/findings.ts';
import { editorCommands } from '../../protocol/lsp.ts';
import type { EditorCommand } from '../desk.ts';
import { sourceUri } from '../source-file.ts';
import { ignoreComment } from './ignore-comment.ts';
import { withIgnore } from './ignore-entry.ts';
import { UserError } from '../user-error.ts';

const CONFIGURATION = '.faultline/config.yaml';

/** Says in a comment above the line that a finding is meant so, and why. Undoing it is the editor's. */
export const ignoreFinding: EditorCommand = {
  name: editorCommands.ignoreHere,
  async run(_desk, asked) {
    const ignored = ignoredOf(asked);
    if (!ignored) return;
    const uri = sourceUri(ignored.root, ignored.file);
    const document = await workspace.openTextDocument(uri);
    const { text: line } = document.lineAt(Math.min(ignored.line, document.lineCount) - 1);
    const comment = (reason: string) => ignoreComment({ ...ignored, line, reason });
    if (comment('') === null)
      throw new UserError(l10n.t('Files like {0} have no comments. Ignore it in {1}.', name(ignored.file), CONFIGURATION));
    const reason = await askedReason(ignored.check);
    if (reason === undefined) return;
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(ignored.line - 1, 0), `${comment(reason)}\n`);
    await applied(edit);
    await window.showTextDocument(document);
  },
};

/** The same for the whole team in one place, which also works where files have no comments. */
export const ignoreFindingInConfiguration: EditorCommand = {
  name: editorCommands.ignoreInConfiguration,
  async run(_desk, asked) {
    const ignored = ignoredOf(asked);
    if (!ignored) return;
    const reason = await askedReason(ignored.check);
    if (reason === undefined) return;
    const uri = sourceUri(ignored.root, CONFIGURATION);
    const edit = new WorkspaceEdit();
    const entry = { check: ignored.check, subject: ignored.subject, path: ignored.file, reason };
    if (await exists(uri)) {
      const document = await workspace.openTextDocument(uri);
      const text = withIgnore(document.getText(), entry);
      if (text === null)
        throw new UserError(l10n.t('The entries of ignore in {0} are not a list of lines. Add it there by hand.', CONFIGURATION));
      edit.replace(uri, new Range(0, 0, document.lineCount, 0), text);
    } else edit.createFile(uri, { contents: Buffer.from(withIgnore('', entry)!) });
    await applied(edit);
    await window.showTextDocument(await workspace.openTextDocument(uri), { preview: true });
  },
};

const side = z.object({ file: z.string(), line: z.int() });
const ofBranch = z.object({
  finding: z.object({
    root: z.string(),
    found: z.object({ check: z.string(), subject: z.string(), evidence: z.tuple([side], side) }),
  }),
});

/** From a quick fix, or from a line of the list. */
function ignoredOf(asked: unknown): IgnoredFinding | null {
  const given = ignoredFinding.safeParse(asked);
  if (given.success) return given.data;
  const { data } = ofBranch.safeParse(asked);
  if (!data) return null;
  const { root, found } = data.finding;
  const [{ file, line }] = found.evidence;
  return { root, check: found.check, subject: found.subject, file, line };
}

const askedReason = (check: string): Thenable<string | undefined> =>
  window.showInputBox({
    title: l10n.t('Ignore {0}', check),
    prompt: l10n.t('Why is it right here? Whoever reads the file sees it.'),
    ignoreFocusOut: true,
    validateInput: reason => (reason.trim() === '' ? l10n.t('Say why, in a few words.') : undefined),
  });

async function applied(edit: WorkspaceEdit): Promise<void> {
  if (!(await workspace.applyEdit(edit))) throw new UserError(l10n.t('The editor did not take the change. Try again.'));
}

const exists = async (uri: Uri): Promise<boolean> =>
  Boolean(
    await workspace.fs.stat(uri).then(
      ({ type }) => type === FileType.File,
      () => false,
    ),
  );

const name = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
