import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fields } from '../../core/verify/compose-document.ts';
import { isOnce, type Workload } from '../../core/verify/cluster/workloads.ts';
import { SandboxError } from '../sandbox-error.ts';
import { lastLine, type Cluster } from './cluster.ts';
import { listText } from './slice-objects.ts';

export interface Starting {
  readonly objects: readonly Fields[];
  readonly workloads: readonly Workload[];
  readonly namespace: string;
  readonly path: string;
  readonly signal: AbortSignal;
}

const PATIENCE = 120;
const ROLLED_OUT = /^(Deployment|StatefulSet)$/;

/** Applies a slice and waits until all of it is ready. */
export async function started(cluster: Cluster, { objects, workloads, namespace, path, signal }: Starting): Promise<void> {
  await writeFile(path, listText(objects));
  const applied = await cluster.kubectl(['apply', '--filename', path], { signal });
  if (applied.code !== 0) throw new SandboxError(`The cluster does not take everything: ${lastLine(applied)}.`);
  for (const workload of workloads) {
    const { kind, name } = workload;
    const place = [`${kind.toLowerCase()}/${name}`, '--namespace', namespace, `--timeout=${PATIENCE}s`];
    if (!ROLLED_OUT.test(kind) && !isOnce(workload)) continue;
    const watching = isOnce(workload) ? ['wait', '--for=condition=complete', ...place] : ['rollout', 'status', ...place];
    const ready = await cluster.kubectl(watching, { signal });
    if (ready.code !== 0)
      throw new SandboxError(
        `${name} does not become ready on the cluster: ${lastLine(ready)}.${await lastSaid(cluster, workload, namespace)}`,
      );
  }
}

async function lastSaid(cluster: Cluster, { kind, name }: Workload, namespace: string): Promise<string> {
  const said = await cluster.kubectl(['logs', `${kind.toLowerCase()}/${name}`, '--namespace', namespace, '--all-containers', '--tail=3']);
  const lines = said.code === 0 ? said.output.trim() : '';
  return lines === '' ? '' : ` It said: ${lines.replaceAll('\n', ' | ')}`;
}

const MOST_LINES = 50_000;

/** What the pods of each service said, with times, to `FOLDER/SERVICE.log`. */
export async function logsSaved(
  cluster: Cluster,
  { workloads, namespace, folder }: { readonly workloads: readonly Workload[]; readonly namespace: string; readonly folder: string },
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const { kind, name, service } of workloads) {
    const args = [
      'logs',
      `${kind.toLowerCase()}/${name}`,
      '--namespace',
      namespace,
      '--all-containers',
      '--timestamps',
      `--tail=${MOST_LINES}`,
    ];
    const said = await cluster.kubectl(args);
    await writeFile(join(folder, `${service.replace(/[^\w.-]/g, '_')}.log`), said.output);
  }
}
