import type { ClusterObject } from '../model/cluster-fact.ts';
import type { Graph } from '../model/graph.ts';
import type { ManifestNode } from '../model/manifest-node.ts';
import type { ScrapesJob } from '../model/metric-fact.ts';
import type { FilePath, Location } from '../model/source.ts';
import { locationOf, type Placed } from '../link/facts-view.ts';
import type { Service } from '../link/services.ts';
import type { World } from '../link/world.ts';

/** The labels under which Prometheus keeps what a service tells of itself. */
export interface JobLabels {
  /** `job="orders"`. */
  readonly matchers: string;
  /** Why, where a file of the workspace tells. */
  readonly evidence: readonly Location[];
  /** What had to be assumed, where none does. */
  readonly assumes?: string;
}

/** A text inside the quotes of a label's value. */
export const inLabel = (text: string): string => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');

/** The same inside a pattern. */
const inPattern = (text: string): string => inLabel(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));

/** As the workspace's own scrape configuration says, else the service's name. */
export function jobLabels(service: Service, world: World): JobLabels {
  const named = namesOf(service);
  const jobs = world.view.all('scrapes-job');
  const own = jobs.find(({ hosts }) => hosts.some(host => named.has(host.toLowerCase())));
  if (own) return labelsOfJob(own, named);
  const monitor = world.view
    .all('cluster-object')
    .find(object => /^(?:Service|Pod)Monitor$/.test(object.objectKind) && watches(object, named));
  if (monitor) return { matchers: `job="${inLabel(service.name)}"`, evidence: [locationOf(monitor)] };
  const found = jobs.flatMap(job => discovered(job, service) ?? [])[0];
  return found ?? { matchers: `job="${inLabel(service.name)}"`, evidence: [], assumes: `Prometheus calls its job "${service.name}"` };
}

/** Who pushes what it measures by OpenTelemetry is kept under the name that it gives itself. */
export function pushedLabels(service: Service, { nodes }: Graph): JobLabels {
  const running = nodes.find(({ id }) => id === service.id)?.running ?? [];
  const told = running.flatMap(({ variables }) => variables).find(({ name, value }) => name === 'OTEL_SERVICE_NAME' && value !== undefined);
  return told
    ? { matchers: `job=~"(.*/)?${inPattern(told.value!)}"`, evidence: told.evidence }
    : { matchers: `job=~"(.*/)?${inPattern(service.name)}"`, evidence: [], assumes: `it calls itself "${service.name}" in its telemetry` };
}

const namesOf = ({ name, hosts, deployments }: Service): ReadonlySet<string> =>
  new Set([name, ...hosts, ...deployments.map(deployment => deployment.name)].map(one => one.toLowerCase()));

type Job = Placed<ScrapesJob> & { readonly file: FilePath };

/** A job of several hosts tells them apart by their instance. */
function labelsOfJob(job: Job, named: ReadonlySet<string>): JobLabels {
  const host = job.hosts.find(one => named.has(one.toLowerCase()));
  const instance = job.hosts.length > 1 ? `,instance=~"${inPattern(host ?? '')}:.*"` : '';
  return { matchers: `job="${inLabel(job.job)}"${instance}`, evidence: [locationOf(job)] };
}

/** A job that finds its targets in the cluster keeps what it knows of them under labels of its own. */
function discovered(job: Job, { name, deployments }: Service): JobLabels | undefined {
  const label = (['service', 'app', 'container', 'pod'] as const).flatMap(of => job.labels.filter(one => one.of === of))[0];
  if (!label || !deployments.some(({ platform }) => platform === 'kubernetes' || platform === 'helm')) return undefined;
  const value = label.of === 'pod' ? `=~"${inPattern(name)}-.*"` : `="${inLabel(name)}"`;
  return { matchers: `${label.name}${value}`, evidence: [locationOf(job)] };
}

const child = (node: ManifestNode | undefined, ...path: readonly string[]): ManifestNode | undefined =>
  path.reduce<ManifestNode | undefined>(
    (here, key) => (here?.kind === 'map' ? here.entries.find(entry => entry.key === key)?.value : undefined),
    node,
  );

/** By the labels that it selects, else by its own name. */
function watches({ written, name }: ClusterObject, named: ReadonlySet<string>): boolean {
  const labels = child(written, 'spec', 'selector', 'matchLabels');
  const values =
    labels?.kind === 'map' ? labels.entries.flatMap(({ value }) => (value.kind === 'text' ? [value.text.toLowerCase()] : [])) : [];
  return values.length > 0 ? values.some(value => named.has(value)) : named.has(name.toLowerCase());
}
