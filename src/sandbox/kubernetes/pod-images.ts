import { mappings, scalar } from '../../core/verify/cluster/objects.ts';
import type { Workload } from '../../core/verify/cluster/workloads.ts';
import { fields, type Fields } from '../../core/verify/compose-document.ts';
import type { Cluster } from './cluster.ts';
import { listed } from './listed.ts';

/** Digest of the image that really runs, by service. */
export async function podImages(cluster: Cluster, workloads: readonly Workload[], namespace: string): Promise<ReadonlyMap<string, string>> {
  const { output } = await cluster.kubectl(['get', 'pods', '--namespace', namespace, '--output', 'json']);
  const pods = listed(output);
  return new Map(
    workloads.flatMap(({ service, labels, pod }) => {
      const [main] = mappings(pod['containers']);
      const own = pods.find(each => isLabelled(each, labels));
      const statuses = mappings(fields(own?.['status'])['containerStatuses']);
      const image = scalar(statuses.find(status => status['name'] === main?.['name'])?.['imageID']);
      return image === undefined ? [] : [[service, image] as const];
    }),
  );
}

function isLabelled(pod: Fields, labels: Fields): boolean {
  const own = fields(fields(pod['metadata'])['labels']);
  return Object.entries(labels).every(([key, value]) => own[key] === scalar(value));
}
