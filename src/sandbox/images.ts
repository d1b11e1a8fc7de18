import type Dockerode from 'dockerode';
import { createHash } from 'node:crypto';
import { IMAGE_LABEL } from '../core/verify/isolated.ts';

/** Where the images of a work tree are: they stay after a run, so that the next one builds only what differs. */
export const imagesFolder = (top: string): string => `faultline-sandbox/${createHash('sha256').update(top).digest('hex').slice(0, 12)}`;

const TWO_WEEKS = 14 * 24 * 3_600_000;

/** Removes images of ours: those of one work tree, or all that are older than two weeks. One that is in use stays. */
export async function removedImages(docker: Dockerode, top?: string): Promise<number> {
  const images = await docker.listImages({ filters: { label: [IMAGE_LABEL] } });
  const unwanted = images.filter(({ Created, RepoTags }) =>
    top === undefined ? Created * 1_000 < Date.now() - TWO_WEEKS : RepoTags?.some(tag => tag.startsWith(`${imagesFolder(top)}/`)),
  );
  const removals = unwanted.map(({ Id, RepoTags }) => docker.getImage(RepoTags?.[0] ?? Id).remove());
  return (await Promise.allSettled(removals)).filter(({ status }) => status === 'fulfilled').length;
}
