import { existsSync, readFileSync, statSync, unwatchFile, watchFile } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Another commit is checked out, or there is a new one: many files may be others, or compared with others. Asks the files' times once a second, which
 * works on every file system. Gives how to end it.
 */
export function watchHead(root: string, changed: () => void): () => void {
  const head = headOf(root);
  if (head === undefined) return () => undefined;
  const listener = (): void => changed();
  // Git writes into the log whenever HEAD stands for another commit, also where the name of the branch stays.
  const watched = [head, join(dirname(head), 'logs/HEAD')];
  for (const file of watched) watchFile(file, { interval: 1000, persistent: false }, listener);
  return () => {
    for (const file of watched) unwatchFile(file, listener);
  };
}

/** HEAD of the repository that a folder is in; in a work tree `.git` is a file that names the folder. */
function headOf(root: string): string | undefined {
  for (let folder = resolve(root); ; folder = dirname(folder)) {
    const git = join(folder, '.git');
    if (existsSync(git)) return join(gitFolder(git, folder), 'HEAD');
    if (dirname(folder) === folder) return undefined;
  }
}

function gitFolder(git: string, folder: string): string {
  try {
    if (statSync(git).isDirectory()) return git;
    const named = /^gitdir: (.+)$/m.exec(readFileSync(git, 'utf8'))?.[1];
    return named === undefined ? git : resolve(folder, named.trim());
  } catch {
    return git;
  }
}
