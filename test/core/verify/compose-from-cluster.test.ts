import { parseAllDocuments } from 'yaml';
import { expect, test } from 'vitest';
import type { ClusterSource } from '../../../src/core/verify/cluster/source.ts';
import { composeFromCluster, withForwarded } from '../../../src/core/verify/compose-from-cluster.ts';
import { fields, type Fields } from '../../../src/core/verify/compose-document.ts';

const project = (text: string, more: Partial<ClusterSource> = {}) =>
  composeFromCluster(
    {
      environment: 'kubernetes',
      objects: parseAllDocuments(text).map(document => fields(document.toJS())),
      names: new Map(),
      builds: new Map(),
      ...more,
    },
    '/tree',
  );

/** A Deployment of one container, with whatever else its pod and its container say. */
const deployment = (name: string, container = '', pod = '', kind = 'Deployment'): string => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  template:
    metadata: { labels: { app: ${name} } }
    spec: { containers: [{ name: main, image: team/${name}:1, ${container} }], ${pod} }
---`;

const service = (name: string, ports: string, app = name): string => `
apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: ${app} }, ports: ${ports} }
---`;

test('what runs all the time or once becomes a service, and what runs everywhere, by the clock or not at all is named', () => {
  const { document, notes } = project(
    [
      deployment('a'),
      deployment('b', '', '', 'StatefulSet'),
      deployment('c', '', '', 'Job'),
      deployment('d', '', '', 'DaemonSet'),
      deployment('e').replace('spec:', 'spec:\n  replicas: 0'),
      '\nkind: CronJob\nmetadata: { name: f }\nspec: { jobTemplate: { spec: { template: { spec: { containers: [{ image: f }] } } } } }',
    ].join(''),
  );
  expect(Object.entries(document.services).map(([name, { restart }]) => `${name} ${String(restart)}`)).toEqual([
    'a always',
    'b always',
    'c on-failure',
  ]);
  expect(notes).toEqual([
    'The DaemonSet d does not run here: it runs on every machine of a cluster.',
    'The Deployment e does not run here: it has no replicas.',
    'The CronJob f does not run here: it runs by the clock.',
  ]);
});

test('a service is found by every name that its Service has in the cluster', () => {
  const { document } = project(deployment('orders') + service('orders-api', '[{ port: 80 }]', 'orders'));
  expect(document.services['orders']!['networks']).toEqual({
    default: { aliases: ['orders-api', 'orders-api.shop', 'orders-api.shop.svc', 'orders-api.shop.svc.cluster.local'] },
  });
});

test('the first pod of a StatefulSet has a name of its own', () => {
  const { document } = project(
    deployment('db', '', '', 'StatefulSet').replace('spec:', 'spec:\n  serviceName: db') + service('db', '[{ port: 5432 }]'),
  );
  const { networks, hostname } = document.services['db']!;
  expect(hostname).toBe('db-0');
  expect(JSON.stringify(networks)).toContain('"db-0.db.shop.svc.cluster.local"');
});

test('ports of a Service lead to those of the container, by number, by name or as they are', () => {
  const { forwarded, document } = project(
    deployment('a', 'ports: [{ name: web, containerPort: 8080 }, { containerPort: 9000 }, { containerPort: 7000 }]') +
      service(
        'a',
        '[{ port: 80, name: http, targetPort: web }, { port: 9001, targetPort: 9000 }, { port: 5000 }, { port: 53, protocol: UDP }]',
      ),
  );
  expect(forwarded.get('a')).toEqual([
    { port: 80, target: 8080, protocol: 'http' },
    { port: 9001, target: 9000, protocol: 'unknown' },
    { port: 5000, target: 5000, protocol: 'unknown' },
  ]);
  expect(document.services['a']!['expose']).toEqual(['7000']);
});

test('callers meet the ports of the Service; those behind it are not offered', () => {
  const ports = [
    {
      service: 'a',
      names: ['a'],
      ports: [
        { port: 8080, protocol: 'http' },
        { port: 9, protocol: 'unknown' },
      ] as const,
    },
  ];
  expect(withForwarded(ports, new Map([['a', [{ port: 80, target: 8080, protocol: 'unknown' }]]]))[0]!.ports).toEqual([
    { port: 80, protocol: 'http', target: 8080 },
    { port: 9, protocol: 'unknown' },
  ]);
});

test('a Service that several workloads share leads to the first, and one that nobody answers to is named', () => {
  const { document, notes } = project(
    deployment('v1').replace('app: v1', 'app: reviews') +
      deployment('v2').replace('app: v2', 'app: reviews') +
      service('reviews', '[{ port: 80 }]') +
      service('gone', '[]'),
  );
  expect(JSON.stringify(document.services['v2']!['networks'])).toBe('{"default":null}');
  expect(notes).toEqual([
    'The Service reviews shares its calls among v1, v2; here all of them go to v1.',
    'Nothing here answers to the Service gone.',
  ]);
});

const environment = (container: string, more = ''): unknown =>
  project(deployment('a', container) + more).document.services['a']!['environment'];

test('variables are those of the container, of ConfigMaps and of Secrets, and refer to each other', () => {
  const more = `
kind: ConfigMap
metadata: { name: all }
data: { HOST: db, PORT: "5432" }
---
kind: Secret
metadata: { name: keys }
stringData: { password: pass, unknown: null }
---`;
  const container = `envFrom: [{ configMapRef: { name: all }, prefix: DB_ }], env: [
        { name: URL, value: "pg://$(DB_HOST):$(DB_PORT)/$(NOBODY)" },
        { name: ONE, valueFrom: { configMapKeyRef: { name: all, key: HOST } } },
        { name: PASSWORD, valueFrom: { secretKeyRef: { name: keys, key: password } } },
        { name: MADE_UP, valueFrom: { secretKeyRef: { name: keys, key: unknown } } },
        { name: MAYBE, valueFrom: { secretKeyRef: { name: none, key: x, optional: true } } },
        { name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]`;
  expect(environment(container, more)).toEqual({
    DB_HOST: 'db',
    DB_PORT: '5432',
    // Compose reads a dollar sign only when it is doubled.
    URL: 'pg://db:5432/$$(NOBODY)',
    ONE: 'db',
    PASSWORD: 'pass',
    MADE_UP: 'faultline-keys-unknown',
    POD: 'a',
  });
});

test('what is made up, and what is missing, is said', () => {
  const container =
    'env: [{ name: A, valueFrom: { secretKeyRef: { name: s, key: k } } }, { name: B, valueFrom: { configMapKeyRef: { name: m, key: k } } }], envFrom: [{ configMapRef: { name: all } }]';
  expect(project(deployment('a', container)).notes).toEqual([
    'a takes all of the ConfigMap all, which is not written here.',
    'What the Secret s holds under k is not known here; made-up values stand for it.',
    'B of a is not set: the ConfigMap m with k is not written here.',
  ]);
});

test('command and args are what they are called in compose, with their variables', () => {
  const { entrypoint, command } = project(
    deployment('a', 'command: [sh], args: [-c, "echo $(WHO) $HOME"], env: [{ name: WHO, value: me }]'),
  ).document.services['a']!;
  expect([entrypoint, command]).toEqual([['sh'], ['-c', 'echo me $$HOME']]);
});

test('files of ConfigMaps stand where they are mounted', () => {
  const map = '\nkind: ConfigMap\nmetadata: { name: m }\ndata: { a.conf: "A $x", b.conf: B }\n---';
  const { document } = project(
    deployment(
      'a',
      'volumeMounts: [{ name: all, mountPath: /etc/all }, { name: one, mountPath: /etc/one.conf, subPath: c.conf }]',
      'volumes: [{ name: all, configMap: { name: m, defaultMode: 292 } }, { name: one, configMap: { name: m, items: [{ key: a.conf, path: c.conf }] } }]',
    ) + map,
  );
  expect(document.services['a']!['configs']).toEqual([
    { source: 'configmap--m-a.conf', target: '/etc/all/a.conf', mode: 292 },
    { source: 'configmap--m-b.conf', target: '/etc/all/b.conf', mode: 292 },
    { source: 'configmap--m-a.conf', target: '/etc/one.conf' },
  ]);
  expect(document.configs).toEqual({ 'configmap--m-a.conf': { content: 'A $$x' }, 'configmap--m-b.conf': { content: 'B' } });
});

test('a folder of one container is in memory, claims are volumes, and the machine stays outside', () => {
  const { document, notes } = project(
    deployment(
      'a',
      'volumeMounts: [{ name: t, mountPath: /tmp }, { name: d, mountPath: /data, readOnly: true }, { name: h, mountPath: /host }]',
      'volumes: [{ name: t, emptyDir: {} }, { name: d, persistentVolumeClaim: { claimName: data } }, { name: h, hostPath: { path: / } }]',
    ),
  );
  expect(document.services['a']!['volumes']).toEqual([
    { type: 'tmpfs', target: '/tmp' },
    { type: 'volume', source: 'data', target: '/data', read_only: true },
  ]);
  expect(document.volumes).toEqual({ data: {} });
  expect(notes).toEqual(['The volume h of a (hostPath) is not given to it.']);
});

test('init containers end before the others begin, and share folders with them; those beside share the network', () => {
  const { document } = project(
    deployment(
      'a',
      'volumeMounts: [{ name: t, mountPath: /t }]',
      'initContainers: [{ name: one, image: i, volumeMounts: [{ name: t, mountPath: /t }] }, { name: two, image: i }, { name: proxy, image: p, restartPolicy: Always }], volumes: [{ name: t, emptyDir: {} }]',
    ),
  );
  const said = Object.entries(document.services).map(([name, { depends_on, network_mode, volumes }]) => [
    name,
    Object.keys(depends_on as Fields),
    network_mode,
    volumes,
  ]);
  const shared = [{ type: 'volume', source: 'a-t', target: '/t' }];
  expect(said).toEqual([
    ['a-init-one', [], undefined, shared],
    ['a-init-two', ['a-init-one'], undefined, undefined],
    ['a', ['a-init-one', 'a-init-two'], undefined, shared],
    ['a-proxy', ['a'], 'service:a', undefined],
  ]);
});

test('a probe that is run in the container is a healthcheck; one over the network is waited for from outside', () => {
  const { document, awaited } = project(
    deployment('a', 'readinessProbe: { exec: { command: [ready, now] }, periodSeconds: 3 }') +
      deployment('b', 'ports: [{ name: web, containerPort: 80 }], readinessProbe: { httpGet: { path: /up, port: web } }') +
      deployment('c', 'startupProbe: { grpc: { port: 50 } }') +
      deployment('d', 'livenessProbe: { tcpSocket: { port: 1 } }'),
  );
  expect(document.services['a']!['healthcheck']).toMatchObject({ test: ['CMD', 'ready', 'now'], interval: '3s' });
  expect([...awaited]).toEqual([
    ['b', { port: 80, path: '/up' }],
    ['c', { port: 50 }],
  ]);
});

const limits = (written: string): unknown =>
  project(deployment('a', `resources: { limits: ${written} }`)).document.services['a']!['deploy'];

test('limits are carried over, but for more processors than this machine may have', () => {
  expect(limits('{ cpu: 500m, memory: 64Mi }')).toEqual({ resources: { limits: { cpus: '0.5', memory: '67108864' } } });
  expect(limits('{ cpu: 4, memory: 1G }')).toEqual({ resources: { limits: { memory: '1000000000' } } });
  expect(limits('{ cpu: many }')).toBeUndefined();
});

test('how many pods there are to be is said, so that the sandbox can say that there is one', () => {
  const { deploy } = project(deployment('a').replace('spec:', 'spec:\n  replicas: 3')).document.services['a']!;
  expect(deploy).toEqual({ replicas: 3 });
});

test('an image that the workspace builds is built in its tree', () => {
  const builds = new Map([['team/a:1', { context: 'services/a', dockerfile: 'docker/Dockerfile' }]]);
  expect(project(deployment('a'), { builds }).document.services['a']!['build']).toEqual({
    context: '/tree/services/a',
    dockerfile: 'docker/Dockerfile',
  });
});

test('a workload is called as the graph calls it, and no two are called alike', () => {
  const names = new Map([
    ['Deployment /a-deployment', 'a'],
    ['Deployment /a-v2', 'a'],
  ]);
  expect(Object.keys(project(deployment('a-deployment') + deployment('a-v2') + deployment('a'), { names }).document.services)).toEqual([
    'a',
    'a-v2',
    'a-2',
  ]);
});

test('whatever the objects are, there is a project', () => {
  for (const text of [
    '',
    '[]',
    '7',
    'kind: Deployment',
    'kind: Service\napiVersion: v1',
    deployment('a', 'env: 7, ports: x, volumeMounts: [3], command: {}'),
    'kind: Pod\nmetadata: { name: "__proto__" }\nspec: { containers: [{}] }',
  ])
    expect(project(text).document.services).toBeTypeOf('object');
});
