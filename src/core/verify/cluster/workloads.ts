import { fields, items, type Fields } from '../compose-document.ts';
import { composeKey, kindOf, mappings, nameOf, namespaceOf, scalar, whole } from './objects.ts';
import { workloadKey, type ClusterSource } from './source.ts';

/** Something of a cluster that runs containers and becomes a service. */
export interface Workload {
  /** What the compose project calls it. */
  readonly service: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** Of its pods. */
  readonly labels: Fields;
  readonly pod: Fields;
  readonly replicas: number;
  /** Names of volumes that every pod has for itself. */
  readonly claims: readonly string[];
  /** The Service that names its pods one by one. */
  readonly governedBy: string | undefined;
}

export interface Workloads {
  readonly workloads: readonly Workload[];
  readonly notes: readonly string[];
}

const LEFT_OUT: Readonly<Record<string, string>> = {
  DaemonSet: 'it runs on every machine of a cluster',
  CronJob: 'it runs by the clock',
};

export function workloadsOf({ objects, names }: ClusterSource): Workloads {
  const workloads: Workload[] = [];
  const notes: string[] = [];
  const taken = new Set<string>();
  for (const object of objects) {
    const kind = kindOf(object);
    const name = nameOf(object);
    const why = LEFT_OUT[kind] ?? (whole(fields(object['spec'])['replicas']) === 0 ? 'it has no replicas' : undefined);
    const template = podTemplate(object);
    if (template === undefined || name === '') continue;
    if (why !== undefined) notes.push(`The ${kind} ${name} does not run here: ${why}.`);
    else
      workloads.push(
        workload(object, { template, service: free(taken, [names.get(workloadKey(kind, namespaceOf(object), name)) ?? name, name]) }),
      );
  }
  return { workloads, notes };
}

/** What holds the pod's own metadata and spec: of anything with a template of pods, whatever operator brings it. */
function podTemplate(object: Fields): Fields | undefined {
  const spec = fields(object['spec']);
  const job = fields(fields(fields(spec['jobTemplate'])['spec'])['template']);
  const template = kindOf(object) === 'Pod' ? object : kindOf(object) === 'CronJob' ? job : fields(spec['template']);
  return items(fields(template['spec'])['containers']).length > 0 ? template : undefined;
}

function workload(object: Fields, { template, service }: { readonly template: Fields; readonly service: string }): Workload {
  const spec = fields(object['spec']);
  return {
    service,
    kind: kindOf(object),
    name: nameOf(object),
    namespace: namespaceOf(object),
    labels: fields(fields(template['metadata'])['labels']),
    pod: fields(template['spec']),
    replicas: whole(spec['replicas']) ?? 1,
    claims: mappings(spec['volumeClaimTemplates']).map(nameOf),
    governedBy: kindOf(object) === 'StatefulSet' ? scalar(spec['serviceName']) : undefined,
  };
}

function free(taken: Set<string>, wanted: readonly string[]): string {
  const keys = wanted.map(composeKey);
  const last = keys.at(-1)!;
  let found = keys.find(key => !taken.has(key));
  for (let count = 2; found === undefined; count++) if (!taken.has(`${last}-${count}`)) found = `${last}-${count}`;
  taken.add(found);
  return found;
}

/** A Job's pods end, and are not started again when they did. */
export const isOnce = ({ kind }: Workload): boolean => kind === 'Job';
