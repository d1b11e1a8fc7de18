import type Dockerode from 'dockerode';
import { SandboxError } from '../sandbox-error.ts';

/** Pulled where the engine has no image of node. */
export const PULLED = 'node:24-alpine';

/** What the relay's program needs. */
const OLDEST = 20;

/** The newest image of node that the engine has; undefined where it has none that will do. */
export async function relayImage(docker: Dockerode): Promise<string | undefined> {
  const images = await docker.listImages({ filters: { reference: ['node'] } });
  const found = images.flatMap(({ RepoTags }) => RepoTags ?? []).flatMap(tag => versionOf(tag) ?? []);
  return found.filter(({ version }) => version >= OLDEST).toSorted((a, b) => b.version - a.version)[0]?.tag;
}

function versionOf(tag: string): { readonly tag: string; readonly version: number } | undefined {
  const version = /^node:(\d+)/.exec(tag)?.[1];
  return version === undefined ? undefined : { tag, version: Number(version) };
}

/** The image of a relay, pulled where there is none. */
export async function relayImageThere(docker: Dockerode): Promise<string> {
  const there = await relayImage(docker);
  if (there !== undefined) return there;
  try {
    const pulling: NodeJS.ReadableStream = await docker.pull(PULLED);
    await new Promise<void>((resolve, reject) => docker.modem.followProgress(pulling, error => (error ? reject(error) : resolve())));
  } catch (error) {
    throw new SandboxError(
      `Calls need a relay in the engine's network, and its image ${PULLED} cannot be pulled: ${(error as Error).message.trim().replace(/\.$/, '')}; bring any image node:20 or newer to the engine.`,
    );
  }
  return PULLED;
}
