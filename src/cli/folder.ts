import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Snapshot } from '../core/index/snapshot.ts';
import { workspaceSnapshot } from '../workspace/engine.ts';
import { userCacheFolder } from '../workspace/kept.ts';
import type { Command, Output } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The folder that a command is given, as an absolute path. */
export async function folder(argument: string | undefined, command?: Command): Promise<string> {
  if (argument === undefined) throw new UsageError(`Name the folder to read: faultline ${command?.name ?? 'graph'} DIR.`);
  const found = await stat(argument).catch(() => undefined);
  if (!found) throw new UsageError(`There is no folder ${argument}.`);
  if (!found.isDirectory()) throw new UsageError(`${argument} is a file; name the folder that holds the workspace.`);
  return resolve(argument);
}

/** `--no-cache`: every file is read, and nothing is kept for the next start. */
export const CACHE_OPTION = { 'no-cache': { type: 'boolean' } } as const;

/** Indexes with progress on a terminal. */
export async function indexed(
  root: string,
  output: Output,
  options: { readonly 'no-cache'?: boolean | undefined },
): Promise<{ readonly snapshot: Snapshot }> {
  let shown = 0;
  const onProgress = (done: number, total: number): void => {
    if (done !== total && done - shown < 50) return;
    shown = done;
    output.progress(`Reading ${done} of ${total} files`);
  };
  const snapshot = await workspaceSnapshot(root, { onProgress, cacheFolder: options['no-cache'] === true ? undefined : userCacheFolder() });
  output.progress('');
  return { snapshot };
}
