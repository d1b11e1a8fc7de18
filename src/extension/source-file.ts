import { l10n, Position, Range, Selection, TextEditorRevealType, Uri, ViewColumn, window, workspace } from 'vscode';
import { UserError } from './user-error.ts';

/** A line of a file, as evidence says it: both count from 1. */
export interface SourcePlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number | undefined;
}

/** The file below its folder; a path that leads out of the folder is no evidence. */
export function sourceUri(root: string, file: string): Uri {
  if (file.startsWith('/') || file.split(/[\\/]/).includes('..')) throw new UserError(l10n.t('{0} is not in the workspace.', file));
  return Uri.joinPath(Uri.parse(root, true), file);
}

/** Beside the map where the map is an editor itself: whoever reads proofs goes on reading them. */
function beside(): ViewColumn {
  const groups = window.tabGroups.all;
  const other = groups.find(group => !group.isActive);
  return other?.viewColumn ?? ViewColumn.Beside;
}

export async function openSource(root: string, { file, line, column }: SourcePlace, from: 'sidebar' | 'panel' = 'sidebar'): Promise<void> {
  const document = await workspace.openTextDocument(sourceUri(root, file)).then(undefined, () => {
    throw new UserError(l10n.t('{0} cannot be opened. It may have been moved or deleted a moment ago.', file));
  });
  const at = document.validatePosition(new Position(Math.max(0, line - 1), Math.max(0, (column ?? 1) - 1)));
  const editor = await window.showTextDocument(document, { viewColumn: from === 'panel' ? beside() : ViewColumn.Active, preview: true });
  editor.selection = new Selection(at, at);
  editor.revealRange(new Range(at, at), TextEditorRevealType.InCenterIfOutsideViewport);
}
