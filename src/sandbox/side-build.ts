import { availableParallelism } from 'node:os';
import type { ComposeDocument } from '../core/verify/compose-document.ts';
import { hasImage, usedNow } from './images.ts';
import { notBuilt } from './not-up.ts';
import type { Compose } from './side-compose.ts';
import type { SideAsked } from './side.ts';

export interface Building {
  readonly document: ComposeDocument;
  readonly compose: Compose;
}

/** Images that are there already were made from the same texts. */
export async function built(
  { engine, project, onService }: Pick<SideAsked, 'engine' | 'project' | 'onService'>,
  { document, compose }: Building,
): Promise<void> {
  const queue = Object.entries(document.services).filter(([, { build }]) => build !== undefined);
  const next = async (): Promise<void> => {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const [service, { image }] = entry;
      if (!(await hasImage(engine.docker, String(image)))) {
        onService({ service, state: 'building' });
        await project.forBuilds();
        const { code, tail } = await compose(['build', service]);
        if (code !== 0) {
          queue.length = 0;
          throw notBuilt(service, tail);
        }
      }
      await usedNow(engine.docker, String(image));
      onService({ service, state: 'built' });
    }
  };
  const workers = Array.from({ length: Math.min(4, availableParallelism()) }, next);
  const failed = (await Promise.allSettled(workers)).find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
}
