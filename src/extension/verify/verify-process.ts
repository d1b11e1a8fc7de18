import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { Uri, workspace } from 'vscode';
import { commandLine } from './command-line.ts';
import { unsavedTexts } from './unsaved-texts.ts';

/** What somebody asked to verify. */
export interface Asked {
  /** URI of the folder. */
  readonly root: string;
  /** Names; empty: all. */
  readonly scenarios: readonly string[];
  /** A revision; absent: HEAD. */
  readonly base?: string | undefined;
}

/** `faultline verify` of what is asked, with everything that is typed and not saved. */
export function verifyProcess(
  extension: Uri,
  { root, scenarios, base }: Asked,
  options: readonly string[],
): ChildProcessWithoutNullStreams {
  const folder = Uri.parse(root, true).fsPath;
  const chosen = [...scenarios.flatMap(name => ['--scenario', name]), ...(base === undefined ? [] : ['--base', base])];
  const child = commandLine(extension, ['verify', folder, ...options, '--unsaved', '-', ...chosen], folder);
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(unsavedTexts(folder, workspace.textDocuments)));
  return child;
}
