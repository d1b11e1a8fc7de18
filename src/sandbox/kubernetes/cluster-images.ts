import { SandboxError } from '../sandbox-error.ts';
import { lastLine, type Cluster } from './cluster.ts';

/** How a cluster on this machine takes images that this machine has built; of others, the engine is the cluster's own. */
const GIVEN: readonly (readonly [RegExp, (images: readonly string[], name: string) => readonly [program: string, ...args: string[]]])[] = [
  [/^kind-(.+)$/, (images, name) => ['kind', 'load', 'docker-image', ...images, '--name', name]],
  [/^k3d-(.+)$/, (images, name) => ['k3d', 'image', 'import', ...images, '--cluster', name]],
  [/^(minikube)$/, images => ['minikube', 'image', 'load', ...images]],
];

/** Gives images of this machine's engine to the cluster, so that nothing has to be published. */
export async function imagesGiven(cluster: Cluster, images: readonly string[], signal: AbortSignal): Promise<void> {
  if (images.length === 0) return;
  for (const [context, command] of GIVEN) {
    const name = context.exec(cluster.context)?.[1];
    if (name === undefined) continue;
    const [program, ...args] = command(images, name);
    const given = await cluster.keeper(program, args, { signal });
    if (given.code !== 0)
      throw new SandboxError(`The cluster ${cluster.context} does not take the images that were built: ${lastLine(given)}.`);
  }
}
