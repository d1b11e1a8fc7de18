import { equal } from '../model/equal.ts';
import type { ClusterService, Workload } from '../model/cluster-fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Value } from '../model/value.ts';
import type { Cluster } from './clusters.ts';
import { interpolated } from './compose-projects.ts';
import type { Variables } from './deployment.ts';
import type { Placed } from './facts-view.ts';
import { baseName } from '../model/paths.ts';

/** Workloads of one logical service, and the Kubernetes Services that select them. */
export interface WorkloadGroup {
  readonly name: string;
  readonly workloads: readonly Placed<Workload>[];
  readonly services: readonly Placed<ClusterService>[];
}

export const GENERIC = /^(app|server|main|web-?app|deployment|service|api|backend|default|release-name|chart)$/i;

/**
 * Workloads of one logical service: those that one Service selects (reviews-v1, -v2, -v3), else those of one name.
 * A workload's own name counts unless it is generic; then its Service, its label or its namespace names it.
 */
export function workloadGroups(cluster: Cluster): WorkloadGroup[] {
  const byName = new Map<string, WorkloadGroup>();
  for (const workload of cluster.workloads) {
    const services = cluster.services.filter(service => selects(service, workload));
    const name = groupName(workload, services, cluster);
    if (name === undefined) continue;
    const key = name.toLowerCase();
    const known = byName.get(key);
    byName.set(key, {
      name: known?.name ?? name,
      workloads: [...(known?.workloads ?? []), workload],
      services: [...new Set([...(known?.services ?? []), ...services])],
    });
  }
  return [...byName.values()];
}

function selects(service: Placed<ClusterService>, workload: Placed<Workload>): boolean {
  const selector = Object.entries(service.selector);
  // Labels of a chart come from its helpers; there, a Service and a workload of one name belong together.
  if (selector.length === 0 && service.name.kind !== 'literal') return equal(service.name, workload.name);
  if (selector.length === 0 || (service.namespace ?? '') !== (workload.namespace ?? '')) return false;
  return selector.every(([key, value]) => workload.labels[key] === value);
}

function groupName(
  workload: Placed<Workload>,
  services: readonly Placed<ClusterService>[],
  { interpolation, chart, release }: Cluster,
): string | undefined {
  const own = withoutRelease(textOf(workload.name, interpolation), release);
  const label =
    workload.labels['app.kubernetes.io/name'] ??
    workload.labels['app'] ??
    workload.labels['k8s-app'] ??
    workload.labels['name'] ??
    workload.labels['service'] ??
    workload.labels['io.kompose.service'];
  const exposed = services.map(service => withoutRelease(textOf(service.name, interpolation), release)).filter(name => name !== undefined);
  const plainLabel = label?.includes('{{') ? undefined : label;
  const candidates = [
    own?.replace(/[-.](deployment|deploy|statefulset|sts|v\d+)$/i, ''),
    ...exposed,
    plainLabel,
    workload.namespace,
    workload.containers[0]?.name,
  ];
  if (own && /[-.]v\d+$/.test(own) && (exposed[0] ?? plainLabel)) return (exposed[0] ?? plainLabel)!;
  return (
    candidates.find(name => name !== undefined && name !== '' && !GENERIC.test(name)) ??
    (isDefinition(workload.file) ? undefined : (chart ?? own))
  );
}

/** What tells a workload from the others of its release: `shop-prod-orders` is `orders`. */
function withoutRelease(name: string | undefined, release: string | undefined): string | undefined {
  return release !== undefined && name?.startsWith(`${release}-`) ? name.slice(release.length + 1) : name;
}

/** A named template that other templates include: it stands for as many workloads as include it. */
const isDefinition = (file: FilePath): boolean => baseName(file).startsWith('_');

/** The text of a name; parts that only a release knows drop out, so `{{ .Release.Name }}-orders` is `orders`. */
export function textOf(value: Value | undefined, interpolation: Variables): string | undefined {
  const text = value && interpolated(value, interpolation);
  return text?.replace(/^[-./:]+|[-./:]+$/g, '') || undefined;
}
