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
  /** Names of images that were built here, by image as manifests write it. */
  readonly images?: ReadonlyMap<string, string>;
}

export interface SliceObjects {
  readonly objects: readonly Fields[];
  readonly workloads: readonly Workload[];
  readonly notes: readonly string[];
}

/** What belongs to a namespace and is needed beside workloads. Everything else reaches beyond the slice. */
const BESIDE = /^(Service|ConfigMap|Secret|ServiceAccount|PersistentVolumeClaim|Role|RoleBinding)$/;

/** The manifests of a slice, in a namespace of their own. Pure. */
export function sliceObjects(source: ClusterSource, { services, namespace, labels, images = new Map() }: SliceAsked): SliceObjects {
  const workloads = workloadsOf(source).workloads.filter(({ service }) => services.includes(service));
  const runs = (object: Fields): boolean =>
    workloads.some(({ kind, name, namespace: own }) => kind === kindOf(object) && name === nameOf(object) && own === namespaceOf(object));
  const kept = source.objects.filter(
    object => (BESIDE.test(kindOf(object)) && object['apiVersion'] !== 'serving.knative.dev/v1') || runs(object),
  );
  const renamed = hostsRenamed(kept, namespace);
  return {
    objects: kept.map(object => placed(withImages(renamed(withSecrets(object)) as Fields, images) as Fields, { namespace, labels })),
    workloads,
    notes: collisions(kept),
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

/** `prices.shop.svc` is another place in a namespace of ours: names of Services lose the namespace that they were written with. */
function hostsRenamed(objects: readonly Fields[], namespace: string): (value: unknown) => unknown {
  const hosts = objects.flatMap(object => (kindOf(object) === 'Service' && namespaceOf(object) !== undefined ? [object] : []));
  if (hosts.length === 0) return value => value;
  const names = hosts.map(object => `${literal(nameOf(object))}\\.${literal(namespaceOf(object)!)}`).join('|');
  const written = new RegExp(`(?<![\\w.-])(${names})(?=\\.svc\\b|[:/\\s"',;]|$)`, 'g');
  return value => everyText(value, text => text.replace(written, host => `${host.slice(0, host.indexOf('.'))}.${namespace}`));
}

const literal = (text: string): string => text.replace(/[^\w-]/g, '\\$&');

function everyText(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(each => everyText(each, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, everyText(each, change)]));
}

/** Containers whose image was built here take it from the cluster's machine, wherever they stand in the object. */
function withImages(value: unknown, images: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map(each => withImages(each, images));
  if (typeof value !== 'object' || value === null) return value;
  const all = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withImages(each, images)]));
  const built = typeof all['image'] === 'string' ? images.get(all['image']) : undefined;
  return built === undefined ? all : { ...all, image: built, imagePullPolicy: 'IfNotPresent' };
}

/** Namespaces are put into one, where each name of a kind can stand once. */
function collisions(objects: readonly Fields[]): readonly string[] {
  const seen = new Set<string>();
  return objects.flatMap(object => {
    const key = `${kindOf(object)} ${nameOf(object)}`;
    if (seen.has(key)) return [`There is more than one ${key}, in several namespaces, and the sandbox has one namespace: the last counts.`];
    seen.add(key);
    return [];
  });
}

/** As `kubectl apply` reads it. */
export const listText = (objects: readonly Fields[]): string => JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 1);
