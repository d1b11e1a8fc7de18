import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import type { Undo } from '../sandbox.ts';
import { once } from '../undo.ts';
import { lastLine, type Cluster } from './cluster.ts';
import { listText, type Labels } from './slice-objects.ts';

/** A new namespace of ours; undone, it is removed with all that is in it. */
export async function openNamespace(
  cluster: Cluster,
  { name, labels, folder }: { readonly name: string; readonly labels: Labels; readonly folder: string },
): Promise<Undo> {
  if (!cluster.isLocal)
    throw new SandboxError(
      `Nothing is made in the context ${cluster.context}: it does not look like a cluster on this machine; use one of kind, k3d or minikube.`,
    );
  const path = join(folder, 'namespace.json');
  await writeFile(path, listText([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]));
  const made = await cluster.kubectl(['create', '--filename', path]);
  if (made.code !== 0) throw new SandboxError(`The namespace ${name} cannot be made: ${lastLine(made)}.`);
  return once(async () => {
    const removed = await cluster.kubectl(['delete', 'namespace', name, '--ignore-not-found', '--wait=false']);
    if (removed.code !== 0)
      throw new SandboxError(
        `The namespace ${name} is not removed: ${lastLine(removed)}; remove it with kubectl delete namespace ${name}.`,
      );
  });
}
