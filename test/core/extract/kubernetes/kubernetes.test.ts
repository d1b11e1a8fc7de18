import { expect, test } from 'vitest';
import { kubernetes } from '../../../../src/core/extract/kubernetes/index.ts';
import { expectTotal, factsOf, shown, shownEntry } from '../reading.ts';

const read = <Kind extends string>(kind: Kind, text: string) => factsOf(kubernetes, 'k8s/a.yaml', { kind, text });
const object = (kind: string, rest: string, version = 'v1') => `apiVersion: ${version}\nkind: ${kind}\nmetadata:\n  name: shop\n${rest}`;
const routes = (text: string) =>
  read('route', text).map(({ gateway, gatewayKind, host, path, target, port }) =>
    [`${gatewayKind} ${gateway}`, `${host ?? '*'}${path ?? ''}`, `${shown(target)}:${port ?? ''}`].join(' → '),
  );

const POD = `
      initContainers:
        - name: wait
          image: busybox
          command: ["sh", "-c", "until nc -z db 5432; do sleep 1; done"]
      containers:
        - name: web
          image: shop/web:1
          args: [--port=80]
          env:
            - name: USERS_URL
              value: http://$(USERS_HOST):80
            - name: DB_HOST
              valueFrom:
                configMapKeyRef: {name: settings, key: host}
            - {name: PASSWORD, valueFrom: {secretKeyRef: {name: keys, key: db}}}
            - name: NODE
              valueFrom: {fieldRef: {fieldPath: status.hostIP}}
          envFrom:
            - configMapRef: {name: all}
            - secretRef: {name: hidden}
          ports:
            - {containerPort: 80, name: http}
          readinessProbe: {httpGet: {path: /ready, port: http}}
          livenessProbe: {tcpSocket: {port: 80}}
          volumeMounts:
            - {name: conf, mountPath: /etc/nginx}
      volumes:
        - name: conf
          configMap: {name: nginx}
        - name: unused
          configMap: {name: other}
`;

const DEPLOYMENT = object(
  'Deployment',
  `  namespace: prod\n  annotations: {team: a}\nspec:\n  template:\n    metadata:\n      labels: {app: web}\n      annotations: {dapr.io/app-id: web}\n    spec:${POD}`,
  'apps/v1',
);

test('a workload has its containers with all that they are given', () => {
  const [found] = read('workload', DEPLOYMENT);
  const [web, wait] = found!.containers;
  expect([found!.workloadKind, shown(found!.name), found!.namespace, found!.labels, found!.annotations.map(shownEntry)]).toEqual([
    'Deployment',
    'shop',
    'prod',
    { app: 'web' },
    ['dapr.io/app-id=web', 'team=a'],
  ]);
  expect([
    web!.name,
    shown(web!.image),
    web!.command.map(word => shown(word.value)),
    web!.mounts,
    web!.envFrom.map(({ name }) => shown(name)),
  ]).toEqual(['web', 'shop/web:1', ['--port=80'], ['nginx'], ['all', 'hidden']]);
  expect(
    web!.environment.map(({ name, value, from }) => [name, value ? shown(value) : `${from!.kind} ${shown(from!.name)} ${from!.key}`]),
  ).toEqual([
    ['USERS_URL', 'http://<USERS_HOST>:80'],
    ['DB_HOST', 'config-map settings host'],
    ['PASSWORD', 'secret keys db'],
    ['NODE', 'field  status.hostIP'],
  ]);
  expect([web!.ports.map(({ target, name }) => [target, name]), web!.probes.map(({ kind, path, port }) => [kind, path, port])]).toEqual([
    [[80, 'http']],
    [
      ['liveness', undefined, '80'],
      ['readiness', '/ready', 'http'],
    ],
  ]);
  expect([wait!.init, wait!.command.map(word => shown(word.value)).includes('db')]).toEqual([true, true]);
});

test('evidence is the name and its value', () => {
  const [entry] = read('workload', DEPLOYMENT)[0]!.containers[0]!.environment;
  expect(DEPLOYMENT.slice(...entry!.at)).toBe('USERS_URL\n              value: http://$(USERS_HOST):80');
});

test.each(['StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout', 'DeploymentConfig', 'SomethingOfAnOperator'])(
  '%s has a pod',
  kind => {
    expect(read('workload', DEPLOYMENT.replace('kind: Deployment', `kind: ${kind}`))[0]).toMatchObject({
      workloadKind: kind,
      labels: { app: 'web' },
    });
  },
);

test('a Pod and a CronJob hold theirs elsewhere', () => {
  expect(read('workload', object('Pod', '  labels: {app: web}\nspec:\n  containers: [{name: a, image: b}]\n'))[0]).toMatchObject({
    labels: { app: 'web' },
    containers: [{ name: 'a' }],
  });
  expect(
    read(
      'workload',
      object('CronJob', 'spec:\n  jobTemplate:\n    spec:\n      template:\n        spec:\n          containers: [{name: a, image: b}]\n'),
    )[0],
  ).toMatchObject({ containers: [{ name: 'a' }] });
});

test('a Knative Service is a workload that is reached by its name', () => {
  const text = object('Service', 'spec:\n  template:\n    spec:\n      containers: [{image: shop/web}]\n', 'serving.knative.dev/v1');
  expect([read('workload', text)[0]!.workloadKind, read('cluster-service', text)[0]!.selector, read('workload', text)[0]!.labels]).toEqual([
    'Knative Service',
    { 'serving.knative.dev/service': 'shop' },
    { 'serving.knative.dev/service': 'shop' },
  ]);
});

test('a List and many documents are many objects', () => {
  const [a, b] = ['a', 'b'].map(
    name =>
      `{apiVersion: v1, kind: Service, metadata: {name: ${name}}, spec: {ports: [{port: 80, targetPort: 8080, name: http}], selector: {app: ${name}}}}`,
  );
  const text = `apiVersion: v1\nkind: List\nitems: [${a}]\n---\n${b}\n`;
  expect(
    read('cluster-service', text).map(({ name, ports, selector }) => [shown(name), ports[0]!.published, ports[0]!.target, selector]),
  ).toEqual([
    ['a', 80, 8080, { app: 'a' }],
    ['b', 80, 8080, { app: 'b' }],
  ]);
});

test('a target port may be a name, and a Service may stand for another host', () => {
  const [found] = read(
    'cluster-service',
    object('Service', 'spec:\n  type: ExternalName\n  externalName: db.example.com\n  ports: [{port: 80, targetPort: http}]\n'),
  );
  expect([found!.externalName, found!.ports.map(({ target, value, published }) => [target, shown(value), published])]).toEqual([
    'db.example.com',
    [[0, 'http', 80]],
  ]);
});

test('a ConfigMap keeps its entries, a file as one', () => {
  const [found] = read('config-map', object('ConfigMap', 'data:\n  HOST: users\n  nginx.conf: |\n    proxy_pass http://${HOST};\n'));
  expect(found!.entries.map(shownEntry)).toEqual(['HOST=users', 'nginx.conf=proxy_pass http://${HOST};\n']);
});

test('of a Secret only addresses are kept, without passwords', () => {
  const encoded = btoa('postgres://me:secret@db:5432/shop?password=x');
  const text = object(
    'Secret',
    `data:\n  URL: ${encoded}\n  TOKEN: ${btoa('abc')}\nstringData:\n  DB_HOST: db\n  PASSWORD: users\n  SQL: "Server=db;User Id=me;Password=secret"\n`,
  );
  const [found] = read('config-map', text);
  expect([found!.secret, found!.entries.map(shownEntry)]).toEqual([
    true,
    ['URL=postgres://***@db:5432/shop?password=***', 'TOKEN=-', 'DB_HOST=db', 'PASSWORD=-', 'SQL=Server=db;User Id=***;Password=***'],
  ]);
});

test('both forms of an Ingress', () => {
  const v1 = object(
    'Ingress',
    'spec:\n  rules:\n    - host: shop.test\n      http:\n        paths:\n          - path: /a\n            backend: {service: {name: web, port: {number: 80}}}\n  defaultBackend: {service: {name: other, port: {name: http}}}\n',
    'networking.k8s.io/v1',
  );
  expect(routes(v1)).toEqual(['Ingress shop → shop.test/a → web:80', 'Ingress shop → * → other:http']);
  const beta = object(
    'Ingress',
    'spec:\n  rules:\n    - http:\n        paths:\n          - backend: {serviceName: web, servicePort: 80}\n',
    'extensions/v1beta1',
  );
  expect(routes(beta)).toEqual(['Ingress shop → * → web:80']);
});

test('Gateway API routes', () => {
  const text = object(
    'HTTPRoute',
    'spec:\n  parentRefs: [{name: front}]\n  hostnames: [a.test]\n  rules:\n    - matches: [{path: {value: /x}}]\n      backendRefs: [{name: web, port: 80}]\n',
    'gateway.networking.k8s.io/v1',
  );
  expect(routes(text)).toEqual(['Gateway front → a.test/x → web:80']);
  const grpc = object(
    'GRPCRoute',
    'spec:\n  parentRefs: [{name: front}]\n  rules:\n    - matches: [{method: {service: shop.v1.Users, method: Get}}]\n      backendRefs: [{name: users, port: 50051}]\n',
  );
  expect(routes(grpc)).toEqual(['Gateway front → */shop.v1.Users/Get → users:50051']);
});

test('a VirtualService without a gateway routes inside the mesh', () => {
  const body =
    'spec:\n  hosts: [shop.test]\nGATEWAYS  http:\n    - match: [{uri: {prefix: /api}}, {uri: {exact: /x}}]\n      route:\n        - destination: {host: web, subset: v1, port: {number: 80}}\n        - destination: {host: web, subset: v2, port: {number: 80}}\n';
  expect(routes(object('VirtualService', body.replace('GATEWAYS', '  gateways: [istio/front]\n')))).toEqual([
    'Gateway front → shop.test/api → web:80',
    'Gateway front → shop.test/x → web:80',
  ]);
  expect(routes(object('VirtualService', body.replace('GATEWAYS', '')))[0]).toBe('mesh mesh → shop.test/api → web:80');
});

test('Traefik, Contour, OpenShift, Emissary and Knative routes', () => {
  expect(
    routes(
      object(
        'IngressRoute',
        'spec:\n  routes:\n    - match: Host(`a.test`) && PathPrefix(`/x`)\n      services: [{name: web, port: 80}]\n',
      ),
    ),
  ).toEqual(['IngressRoute shop → a.test/x → web:80']);
  expect(
    routes(
      object(
        'HTTPProxy',
        'spec:\n  virtualhost: {fqdn: a.test}\n  routes:\n    - conditions: [{prefix: /x}]\n      services: [{name: web, port: 80}]\n',
      ),
    ),
  ).toEqual(['HTTPProxy shop → a.test/x → web:80']);
  expect(routes(object('Route', 'spec:\n  host: a.test\n  to: {kind: Service, name: web}\n  port: {targetPort: http}\n'))).toEqual([
    'Route shop → a.test → web:http',
  ]);
  expect(routes(object('Mapping', 'spec:\n  prefix: /x/\n  service: web:80\n'))).toEqual(['Mapping ambassador → */x/ → web:80:']);
  expect(routes(object('Trigger', 'spec:\n  broker: events\n  subscriber: {ref: {kind: Service, name: web}}\n'))).toEqual([
    'Broker events → * → web:',
  ]);
});

test('what an operator runs is a workload with the Services that it makes', () => {
  const text = object('Kafka', 'spec:\n  kafka: {replicas: 3}\n', 'kafka.strimzi.io/v1beta2');
  expect([shown(read('workload', text)[0]!.containers[0]!.image), read('cluster-service', text).map(({ name }) => shown(name))]).toEqual([
    'kafka',
    ['shop-kafka-bootstrap', 'shop-kafka-brokers'],
  ]);
  expect(read('workload', object('Kafka', 'spec: {}\n', 'example.com/v1'))).toEqual([]);
});

test('a ServiceEntry outside the mesh names something external', () => {
  const text = object('ServiceEntry', 'spec:\n  hosts: [api.pay.test]\n  location: MESH_EXTERNAL\n  ports: [{number: 443}]\n');
  expect(read('cluster-service', text).map(({ name, externalName, ports }) => [shown(name), externalName, ports[0]!.target])).toEqual([
    ['api.pay.test', 'api.pay.test', 443],
  ]);
});

test('policies say who may', () => {
  const network = object(
    'NetworkPolicy',
    'spec:\n  podSelector: {matchLabels: {app: db}}\n  ingress:\n    - from: [{podSelector: {matchLabels: {app: web}}}]\n',
  );
  expect(read('network-policy', network)[0]).toMatchObject({ selector: { app: 'db' }, allowedFrom: [{ labels: { app: 'web' } }] });
  const istio = object(
    'AuthorizationPolicy',
    'spec:\n  selector: {matchLabels: {app: db}}\n  rules:\n    - from: [{source: {principals: [cluster.local/ns/a/sa/web]}}]\n',
  );
  expect(read('network-policy', istio)[0]!.allowedFrom[0]!.principal).toBe('cluster.local/ns/a/sa/web');
});

test('other YAML is gated', () => {
  expect([
    kubernetes.mayMatch!('openapi: 3.0.0\n'),
    kubernetes.mayMatch!('{"apiVersion": "v1", "kind": "Pod"}'),
    kubernetes.mayMatch!(DEPLOYMENT),
  ]).toEqual([false, false, true]);
});

test('it never throws', () => {
  expectTotal(kubernetes, 'k8s/a.yaml', DEPLOYMENT);
  expectTotal(
    kubernetes,
    'k8s/a.yaml',
    object('VirtualService', 'spec:\n  hosts: [a]\n  http:\n    - route: [{destination: {host: b}}]\n'),
  );
});
