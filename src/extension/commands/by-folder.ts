import { QuickPickItemKind } from 'vscode';
import type { QuickPickItem } from 'vscode';
import type { Cursor } from '../cursor.ts';

interface Folder {
  readonly uri: string;
  readonly name: string;
}

/** What there is to choose in each folder: the folder in hand stands first, and each has its name above it where there are several. */
export function byFolder<F extends Folder, T extends QuickPickItem>(
  folders: readonly F[],
  { at }: Cursor,
  choices: (folder: F) => readonly T[],
): readonly (T | QuickPickItem)[] {
  const inHand = folders.filter(({ uri }) => uri === at?.root);
  const sorted = [...inHand, ...folders.filter(folder => !inHand.includes(folder))]
    .map(folder => ({ name: folder.name, own: choices(folder) }))
    .filter(({ own }) => own.length > 0);
  if (sorted.length < 2) return sorted.flatMap(({ own }) => own);
  return sorted.flatMap(({ name, own }) => [{ label: name, kind: QuickPickItemKind.Separator }, ...own]);
}
