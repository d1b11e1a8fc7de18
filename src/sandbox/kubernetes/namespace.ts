import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fields, text } from '../../core/verify/compose-document.ts';
import { isAlive, OWNER_LABEL, ownerOf, RUN_LABEL, type Run } from '../owner.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Undo } from '../sandbox.ts';
import { once } from '../undo.ts';
import { lastLine, type Cluster } from './cluster.ts';
import { listed } from './listed.ts';
import { listText, type Labels } from './slice-objects.ts';

/** A name that Kubernetes takes: of a run, or of one of its sides. */
export const namespaceName = (run: Run, side?: string): string =>
  ['faultline', run.id.toLowerCase().replace(/[^a-z0-9-]+/g, '-'), ...(side === undefined ? [] : [side])].join('-');

/** On everything of a run. Values of labels have no colon on a cluster. */
export const labelsOf = ({ id, labels }: Run): Labels => ({
  [RUN_LABEL]: id,
  ...(labels[OWNER_LABEL] !== undefined && { [OWNER_LABEL]: labels[OWNER_LABEL].replace(':', '-') }),
});

/** A new namespace of ours; undone, it is removed with all that is in it. */
export async function openNamespace(cluster: Cluster, { name, run }: { readonly name: string; readonly run: Run }): Promise<Undo> {
  if (!cluster.isLocal)
    throw new SandboxError(
      `Nothing is made in the context ${cluster.context}: it does not look like a cluster on this machine; use one of kind, k3d or minikube.`,
    );
  await reaped(cluster);
  const path = join(run.folder, `${name}.json`);
  await writeFile(path, listText([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: labelsOf(run) } }]));
  const made = await cluster.kubectl(['create', '--filename', path]);
  if (made.code !== 0) throw new SandboxError(`The namespace ${name} cannot be made: ${lastLine(made)}.`);
  return once(() => removed(cluster, name));
}

async function removed(cluster: Cluster, name: string): Promise<void> {
  const { code, ...said } = await cluster.kubectl(['delete', 'namespace', name, '--ignore-not-found', '--wait=false']);
  if (code !== 0)
    throw new SandboxError(
      `The namespace ${name} is not removed: ${lastLine({ code, ...said })}; remove it with kubectl delete namespace ${name}.`,
    );
}

/** Namespaces of runs that ended before they could remove them. */
async function reaped(cluster: Cluster): Promise<void> {
  const { output } = await cluster.kubectl(['get', 'namespaces', '--selector', OWNER_LABEL, '--output', 'json']);
  for (const namespace of listed(output)) {
    const metadata = fields(namespace['metadata']);
    const owner = ownerOf(text(fields(metadata['labels'])[OWNER_LABEL])?.replace('-', ':'));
    const name = text(metadata['name']);
    if (owner && name?.startsWith('faultline-') && !(await isAlive(owner))) await removed(cluster, name);
  }
}
