import { indexWorkspace, type Indexed } from '../workspace/engine.ts';
import { userCacheFolder } from '../workspace/kept.ts';
import type { Output } from './command.ts';

/** Indexes with progress on a terminal, and links: for who needs what the graph was made from. */
export async function linkedWorkspace(
  root: string,
  output: Output,
  options: { readonly 'no-cache'?: boolean | undefined },
): Promise<Indexed> {
  let shown = 0;
  const onProgress = (done: number, total: number): void => {
    if (done !== total && done - shown < 50) return;
    shown = done;
    output.progress(`Reading ${done} of ${total} files`);
  };
  const indexed = await indexWorkspace(root, { onProgress, cacheFolder: options['no-cache'] === true ? undefined : userCacheFolder() });
  output.progress('');
  return indexed;
}
