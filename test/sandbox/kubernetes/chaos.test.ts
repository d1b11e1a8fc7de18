import { expect, test } from 'vitest';
import { chaosOf } from '../../../src/sandbox/kubernetes/chaos.ts';
import type { Workload } from '../../../src/core/verify/cluster/workloads.ts';
import type { Fields } from '../../../src/core/verify/compose-document.ts';

const workload = (service: string, limits: Fields = {}): Workload => ({
  service,
  kind: 'Deployment',
  name: service,
  namespace: undefined,
  labels: { app: service },
  pod: { containers: [{ resources: { limits } }] },
  replicas: 1,
  claims: [],
  governedBy: undefined,
});

const chaos = (kind: string, options: Fields): unknown => {
  const found = chaosOf(
    { scenario: 'A bad day!', kind, options },
    {
      namespace: 'trial',
      labels: { run: '7' },
      workloads: [workload('orders'), workload('payments', { memory: '256Mi', cpu: '2' })],
      forwarded: new Map([['payments', [{ port: 80, target: 8080, protocol: 'http' }]]]),
    },
  );
  return 'why' in found ? found.why : { kind: found.resource['kind'], ...(found.resource['spec'] as Fields) };
};

const pods = (app: string) => ({ mode: 'all', selector: { namespaces: ['trial'], labelSelectors: { app } } });
const everybody = { mode: 'all', selector: { namespaces: ['trial'] } };
const edge = { from: 'orders', to: 'payments' };

test.each<[string, Fields, unknown]>([
  ['kill', { service: 'payments' }, { kind: 'PodChaos', action: 'pod-failure', ...pods('payments') }],
  ['restart', { service: 'payments' }, { kind: 'PodChaos', action: 'pod-kill', ...pods('payments') }],
  ['network-cut', { edge }, { kind: 'NetworkChaos', action: 'partition', ...pods('payments'), direction: 'both', target: pods('orders') }],
  [
    'network-cut',
    { service: 'payments' },
    { kind: 'NetworkChaos', action: 'partition', ...pods('payments'), direction: 'both', target: everybody },
  ],
  [
    'latency',
    { edge, milliseconds: 300, jitterMilliseconds: 20 },
    {
      kind: 'NetworkChaos',
      action: 'delay',
      ...pods('payments'),
      direction: 'to',
      target: pods('orders'),
      delay: { latency: '300ms', jitter: '20ms', correlation: '0' },
    },
  ],
  [
    'dns-failure',
    { service: 'payments', from: 'orders' },
    { kind: 'DNSChaos', action: 'error', ...pods('orders'), patterns: ['payments', 'payments.*'] },
  ],
  [
    'http-status',
    { to: 'payments', status: 503, share: 1, retryAfterSeconds: 2 },
    {
      kind: 'HTTPChaos',
      ...pods('payments'),
      target: 'Response',
      port: 8080,
      path: '*',
      replace: { code: 503, headers: { 'Retry-After': '2' } },
    },
  ],
  [
    'connection-reset',
    { to: 'payments', share: 1 },
    { kind: 'HTTPChaos', ...pods('payments'), target: 'Request', port: 8080, path: '*', abort: true },
  ],
  [
    'resource-limit',
    { service: 'payments', memoryMegabytes: 56, cpus: 0.5 },
    { kind: 'StressChaos', ...pods('payments'), stressors: { memory: { workers: 1, size: '200MB' }, cpu: { workers: 2, load: 75 } } },
  ],
])('%s is a resource of Chaos Mesh', (kind, options, expected) => {
  expect(chaos(kind, options)).toEqual(expected);
});

test.each<[string, Fields, string]>([
  ['http-status', { to: 'payments', status: 503, share: 0.3 }, 'its HTTP faults are for every request, not for a share'],
  ['http-status', { edge, status: 503, share: 1 }, 'its HTTP faults are for every caller; write to instead of edge'],
  ['http-status', { to: 'payments', status: 503, first: 1 }, 'it does not count tries of one operation'],
  ['http-status', { to: 'orders', status: 503, share: 1 }, 'orders has no port in its Service'],
  ['resource-limit', { service: 'orders', cpus: 1 }, 'orders has no limit of processors to take from'],
  ['resource-limit', { service: 'payments', memoryMegabytes: 512 }, 'payments has no more than that anyway'],
  ['retry-storm', { to: 'payments' }, 'it has nothing like retry-storm'],
  ['kill', { service: 'nobody' }, 'nobody does not run on the cluster'],
])('%s cannot be done with these options, and it is said why', (kind, options, why) => {
  expect(chaos(kind, options)).toBe(why);
});

test('a resource has a name that Kubernetes takes, and is ours', () => {
  const found = chaosOf(
    { scenario: 'A bad day!', kind: 'kill', options: { service: 'orders' } },
    { namespace: 'trial', labels: { run: '7' }, workloads: [workload('orders')], forwarded: new Map() },
  );
  expect(found).toMatchObject({
    resource: { apiVersion: 'chaos-mesh.org/v1alpha1', metadata: { name: 'a-bad-day', namespace: 'trial', labels: { run: '7' } } },
  });
});
