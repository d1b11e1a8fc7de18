import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { indexWorkspace, type Indexed } from '../workspace/engine.ts';
import type { Output } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The folder that a command is given, as an absolute path. */
export async function folder(argument: string | undefined): Promise<string> {
  if (argument === undefined) throw new UsageError('Name the folder to read: faultline graph DIR.');
  const found = await stat(argument).catch(() => undefined);
  if (!found) throw new UsageError(`There is no folder ${argument}.`);
  if (!found.isDirectory()) throw new UsageError(`${argument} is a file; name the folder that holds the workspace.`);
  return resolve(argument);
}

/** Indexes with progress on a terminal. */
export async function indexed(root: string, output: Output): Promise<Indexed> {
  let shown = 0;
  const result = await indexWorkspace(root, (done, total) => {
    if (done !== total && done - shown < 50) return;
    shown = done;
    output.progress(`Reading ${done} of ${total} files`);
  });
  output.progress('');
  return result;
}
