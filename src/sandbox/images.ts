import type Dockerode from 'dockerode';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { IMAGE_LABEL, TOP_LABEL } from '../core/verify/isolated.ts';
import { statusOf } from './objects.ts';

const FOLDER = 'faultline-sandbox/';

/** Where the images of a work tree are: they stay after a run, so that the next one builds only what differs. */
export const imagesFolder = (top: string): string => `${FOLDER}${createHash('sha256').update(top).digest('hex').slice(0, 12)}`;

/** The engine has it, and need neither build nor fetch it. */
export const hasImage = (docker: Dockerode, name: string): Promise<boolean> =>
  docker
    .getImage(name)
    .inspect()
    .then(
      () => true,
      (error: unknown) => (statusOf(error) === 404 ? false : Promise.reject(error)),
    );

/** Notes that a run takes the image: the engine keeps when a name was given last, and an image may be older than its last use. */
export async function usedNow(docker: Dockerode, name: string): Promise<void> {
  const at = name.lastIndexOf(':');
  await docker.getImage(name).tag({ repo: name.slice(0, at), tag: name.slice(at + 1) });
}

/** One name of an image of ours. */
interface OurImage {
  readonly name: string;
  readonly service: string;
  /** When it was used last, in milliseconds since 1970. */
  readonly used: number;
  /** The work tree that it was built from; images of an earlier version do not say. */
  readonly top: string | undefined;
}

/** Two runs of two sides. */
const KEPT = 4;

/** Removes images of a work tree but for those that its last two runs used. One that is in use stays. */
export async function boundedImages(docker: Dockerode, top: string): Promise<number> {
  const own = (await ourImages(docker)).filter(({ name }) => name.startsWith(`${imagesFolder(top)}/`));
  const unwanted = [...Map.groupBy(own, ({ service }) => service).values()].flatMap(images =>
    images.toSorted((a, b) => b.used - a.used).slice(KEPT),
  );
  return removals(docker, unwanted);
}

const TWO_WEEKS = 14 * 24 * 3_600_000;
const HOUR = 3_600_000;

/** Removes images that nobody has used for two weeks, and those of work trees that are gone: an hour later, for they may be seen from elsewhere only. */
export async function forgottenImages(docker: Dockerode): Promise<number> {
  const now = Date.now();
  const unwanted = (await ourImages(docker)).filter(({ used, top }) => {
    const age = now - used;
    return age > TWO_WEEKS || (age > HOUR && top !== undefined && !existsSync(top));
  });
  return removals(docker, unwanted);
}

/** Removes all images of a work tree. */
export async function removedImages(docker: Dockerode, top: string): Promise<number> {
  return removals(
    docker,
    (await ourImages(docker)).filter(({ name }) => name.startsWith(`${imagesFolder(top)}/`)),
  );
}

async function ourImages(docker: Dockerode): Promise<readonly OurImage[]> {
  const listed = await docker.listImages({ filters: { label: [IMAGE_LABEL] } });
  const images = listed.map(async ({ Id, RepoTags, Created, Labels }) => {
    const names = (RepoTags ?? []).filter(name => name.startsWith(FOLDER));
    const seen =
      names.length === 0
        ? undefined
        : await docker
            .getImage(Id)
            .inspect()
            .catch(() => undefined);
    const tagged = Date.parse((seen as { Metadata?: { LastTagTime?: string } } | undefined)?.Metadata?.LastTagTime ?? '');
    const used = Math.max(Created * 1_000, Number.isNaN(tagged) ? 0 : tagged);
    return names.map(name => ({ name, service: name.slice(0, name.lastIndexOf(':')), used, top: Labels?.[TOP_LABEL] }));
  });
  return (await Promise.all(images)).flat();
}

/** By name: the same image may have one of another work tree too. */
async function removals(docker: Dockerode, images: readonly OurImage[]): Promise<number> {
  const removed = await Promise.allSettled(images.map(({ name }) => docker.getImage(name).remove()));
  return removed.filter(({ status }) => status === 'fulfilled').length;
}
