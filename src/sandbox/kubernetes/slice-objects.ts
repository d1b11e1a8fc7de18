import { kindOf, nameOf, namespaceOf } from '../../core/verify/cluster/objects.ts';
import { madeUp } from '../../core/verify/cluster/settings.ts';
import type { ClusterSource } from '../../core/verify/cluster/source.ts';
import { workloadsOf, type Workload } from '../../core/verify/cluster/workloads.ts';
import { fields, type Fields } from '../../core/verify/compose-document.ts';

/** Labels on everything that is made on a cluster. */
export type Labels = Readonly<Record<string, string>>;

export interface SliceAsked {
  /** Services of the slice, as the compose project would name them. */
  readonly services: readonly string[];
  readonly namespace: string;
  readonly labels: Labels;
}

export interface SliceObjects {
  readonly objects: readonly Fields[];
  readonly workloads: readonly Workload[];
  readonly notes: readonly string[];
}

/** What belongs to a namespace and is needed beside workloads. Everything else reaches beyond the slice. */
const BESIDE = /^(Service|ConfigMap|Secret|ServiceAccount|PersistentVolumeClaim|Role|RoleBinding)$/;

/** The manifests of a slice, in a namespace of their own. Pure. */
export function sliceObjects(source: ClusterSource, { services, namespace, labels }: SliceAsked): SliceObjects {
  const workloads = workloadsOf(source).workloads.filter(({ service }) => services.includes(service));
  const runs = (object: Fields): boolean =>
    workloads.some(({ kind, name, namespace: own }) => kind === kindOf(object) && name === nameOf(object) && own === namespaceOf(object));
  const kept = source.objects.filter(
    object => (BESIDE.test(kindOf(object)) && object['apiVersion'] !== 'serving.knative.dev/v1') || runs(object),
  );
  const spaces = new Set(kept.flatMap(object => namespaceOf(object) ?? []));
  return {
    objects: kept.map(object => placed(withSecrets(object), { namespace, labels })),
    workloads,
    notes: [
      ...(spaces.size > 1
        ? [`What lies in ${[...spaces].join(', ')} is put into one namespace, so names with another namespace in them lead nowhere.`]
        : []),
      ...(source.builds.size > 0 ? ['Images that this workspace builds have to be in the cluster already.'] : []),
    ],
  };
}

const placed = (object: Fields, { namespace, labels }: Pick<SliceAsked, 'namespace' | 'labels'>): Fields => {
  const metadata = fields(object['metadata']);
  return { ...object, metadata: { ...metadata, namespace, labels: { ...fields(metadata['labels']), ...labels } } };
};

function withSecrets(object: Fields): Fields {
  if (kindOf(object) !== 'Secret') return object;
  const values = Object.entries(fields(object['stringData'])).map(([key, value]) => [key, value ?? madeUp(nameOf(object), key)] as const);
  return { ...object, stringData: Object.fromEntries(values) };
}

/** As `kubectl apply` reads it. */
export const listText = (objects: readonly Fields[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 1);
