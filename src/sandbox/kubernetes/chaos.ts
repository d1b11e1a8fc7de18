import { quantity } from '../../core/verify/cluster/limits.ts';
import { mappings, scalar } from '../../core/verify/cluster/objects.ts';
import type { Forwarded } from '../../core/verify/cluster/served-names.ts';
import type { Workload } from '../../core/verify/cluster/workloads.ts';
import { fields, text, type Fields } from '../../core/verify/compose-document.ts';

/** What is known of the slice when a fault is put in words of Chaos Mesh. */
export interface ChaosAround {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly workloads: readonly Workload[];
  readonly forwarded: ReadonlyMap<string, readonly Forwarded[]>;
}

/** A resource of Chaos Mesh, or why it has none for the fault: completes "Chaos Mesh cannot do it: …". */
export type Chaos = { readonly resource: Fields } | { readonly why: string };

/** A fault with its options as the sandbox's own faults parse them. */
export interface ChaosFault {
  readonly scenario: string;
  readonly kind: string;
  readonly options: Fields;
}

/** Pure: the fault as Chaos Mesh would do it. */
export function chaosOf(fault: ChaosFault, around: ChaosAround): Chaos {
  const { edge, to, service, from } = fault.options;
  const place = { from: text(fields(edge)['from']) ?? text(from), to: text(fields(edge)['to']) ?? text(to) ?? text(service) ?? '' };
  const unknown = [place.to, ...(place.from === undefined ? [] : [place.from])].find(
    name => !around.workloads.some(workload => workload.service === name),
  );
  if (unknown !== undefined) return { why: `${unknown} does not run on the cluster` };
  const [kind, spec] = specOf(fault, { ...around, ...place }) ?? [];
  if (kind === undefined || spec === undefined) return { why: `it has nothing like ${fault.kind}` };
  if ('why' in spec) return { why: String(spec['why']) };
  const metadata = { name: resourceName(fault.scenario), namespace: around.namespace, labels: around.labels };
  return { resource: { apiVersion: 'chaos-mesh.org/v1alpha1', kind, metadata, spec } };
}

interface Placed extends ChaosAround {
  readonly from: string | undefined;
  readonly to: string;
}

type Spec = readonly [kind: string, spec: Fields];

const SPECS: Readonly<Record<string, (options: Fields, placed: Placed) => Spec>> = {
  kill: (_, placed) => ['PodChaos', { action: 'pod-failure', ...pods(placed.to, placed) }],
  'broker-unavailable': (_, placed) => ['PodChaos', { action: 'pod-failure', ...pods(placed.to, placed) }],
  restart: (_, placed) => ['PodChaos', { action: 'pod-kill', ...pods(placed.to, placed) }],
  'network-cut': (_, placed) => [
    'NetworkChaos',
    { action: 'partition', ...pods(placed.to, placed), direction: 'both', target: callers(placed) },
  ],
  latency: ({ milliseconds, jitterMilliseconds }, placed) => [
    'NetworkChaos',
    // What is late is the answer.
    {
      action: 'delay',
      ...pods(placed.to, placed),
      direction: 'to',
      target: callers(placed),
      delay: { latency: `${Number(milliseconds)}ms`, jitter: `${Number(jitterMilliseconds ?? 0)}ms`, correlation: '0' },
    },
  ],
  'dns-failure': (_, placed) => [
    'DNSChaos',
    {
      action: 'error',
      ...(placed.from === undefined ? everybody(placed) : pods(placed.from, placed)),
      patterns: [placed.to, `${placed.to}.*`],
    },
  ],
  'http-status': (options, placed) => ['HTTPChaos', statusSpec(options, placed)],
  'connection-reset': (options, placed) => [
    'HTTPChaos',
    forEverybody(options, placed, port => ({ target: 'Request', port, path: '*', abort: true })),
  ],
  'resource-limit': (options, placed) => ['StressChaos', stressSpec(options, placed)],
};

const specOf = ({ kind, options }: ChaosFault, placed: Placed): Spec | undefined =>
  Object.hasOwn(SPECS, kind) ? SPECS[kind]!(options, placed) : undefined;

/** Every pod of a service. */
function pods(service: string, { namespace, workloads }: ChaosAround): Fields {
  const labels = Object.entries(workloads.find(workload => workload.service === service)!.labels).map(
    ([key, value]) => [key, scalar(value) ?? ''] as const,
  );
  return { mode: 'all', selector: { namespaces: [namespace], labelSelectors: Object.fromEntries(labels) } };
}

const everybody = ({ namespace }: ChaosAround): Fields => ({ mode: 'all', selector: { namespaces: [namespace] } });

const callers = (placed: Placed): Fields => (placed.from === undefined ? everybody(placed) : pods(placed.from, placed));

function statusSpec(options: Fields, placed: Placed): Fields {
  const { status, retryAfterSeconds, first } = options;
  if (first !== undefined) return { why: 'it does not count tries of one operation' };
  const headers = retryAfterSeconds === undefined ? {} : { headers: { 'Retry-After': String(Number(retryAfterSeconds)) } };
  return forEverybody(options, placed, port => ({ target: 'Response', port, path: '*', replace: { code: Number(status), ...headers } }));
}

/** It works in the pods that answer, on all that arrives there. */
function forEverybody({ share }: Fields, placed: Placed, spec: (port: number) => Fields): Fields {
  if (placed.from !== undefined) return { why: 'its HTTP faults are for every caller; write to instead of edge' };
  if (share !== undefined && share !== 1) return { why: 'its HTTP faults are for every request, not for a share' };
  const [forwarded, another] = placed.forwarded.get(placed.to) ?? [];
  if (forwarded === undefined || another !== undefined)
    return { why: `${placed.to} has ${forwarded === undefined ? 'no port' : 'more than one port'} in its Service` };
  return { ...pods(placed.to, placed), ...spec(forwarded.target) };
}

/** It takes away what is above the wanted limit, so it has to know what there is. */
function stressSpec({ memoryMegabytes, cpus }: Fields, placed: Placed): Fields {
  const [container] = mappings(placed.workloads.find(({ service }) => service === placed.to)!.pod['containers']);
  const limits = fields(fields(container?.['resources'])['limits']);
  const [memory, processors] = [quantity(scalar(limits['memory'])), quantity(scalar(limits['cpu']))];
  if (memoryMegabytes !== undefined && memory === undefined) return { why: `${placed.to} has no limit of memory to take from` };
  if (cpus !== undefined && processors === undefined) return { why: `${placed.to} has no limit of processors to take from` };
  const taken = memory === undefined || memoryMegabytes === undefined ? 0 : Math.floor(memory / 2 ** 20) - Number(memoryMegabytes);
  const load = processors === undefined || cpus === undefined ? 0 : Math.round(100 * (1 - Number(cpus) / processors));
  if ((memoryMegabytes !== undefined && taken <= 0) || (cpus !== undefined && load <= 0))
    return { why: `${placed.to} has no more than that anyway` };
  return {
    ...pods(placed.to, placed),
    stressors: {
      ...(taken > 0 && { memory: { workers: 1, size: `${taken}MB` } }),
      ...(load > 0 && { cpu: { workers: Math.ceil(processors!), load } }),
    },
  };
}

/** A name that Kubernetes takes. */
const resourceName = (scenario: string): string =>
  scenario
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '') || 'fault';
