import { expect, test } from 'vitest';
import { clusterSelector } from '../../../../src/core/detect/checks/wiring/cluster-selector.ts';
import { ingressBackend } from '../../../../src/core/detect/checks/wiring/ingress-backend.ts';
import { missingClusterKey } from '../../../../src/core/detect/checks/wiring/missing-cluster-key.ts';
import { policyPort } from '../../../../src/core/detect/checks/wiring/policy-port.ts';
import { targetPort } from '../../../../src/core/detect/checks/wiring/target-port.ts';
import { findingsIn, found, said } from '../workspace.ts';

const pod = (container = '', { kind = 'Deployment', labels = '{app: stock, tier: back}' } = {}) => `apiVersion: apps/v1
kind: ${kind}
metadata: {name: stock}
spec:
  selector: {matchLabels: {app: stock}}
  template:
    metadata:
      labels: ${labels}
    spec:
      containers:
        - name: stock
          image: acme/stock:1
          ports: [{name: web, containerPort: 8080}]
${container}`;

const service = (selector: string, port = '{port: 80, targetPort: web}', more = '') =>
  `apiVersion: v1\nkind: Service\nmetadata: {name: stock}\nspec:\n${more}  selector:\n    ${selector}\n  ports:\n    - ${port}\n`;

test('a Service selects labels that the pods of its name do not have', () => {
  const texts = { 'pod.yaml': pod(), 'service.yaml': service('app: stocks') };
  expect(found(clusterSelector, texts)).toEqual(['critical service.yaml stock @ service.yaml:6 pod.yaml:8']);
  expect(findingsIn(texts, [clusterSelector])[0]!.fix?.edits.map(({ text }) => text)).toEqual(['stock']);
  expect(
    said(clusterSelector, { 'all.yaml': `${pod('', { kind: 'StatefulSet' })}---\n${service('app.kubernetes.io/name: stock')}` }),
  ).toEqual(['The Service stock selects app.kubernetes.io/name: stock, but the pods of stock have no label app.kubernetes.io/name.']);
});

test('labels that fit, none, those that controllers give, and pods that are made elsewhere', () => {
  expect(found(clusterSelector, { 'pod.yaml': pod(), 'service.yaml': service('tier: back') })).toEqual([]);
  expect(found(clusterSelector, { 'pod.yaml': pod(), 'service.yaml': service('app: stock\n    role: master') })).toEqual([]);
  expect(found(clusterSelector, { 'service.yaml': service('app: elsewhere') })).toEqual([]);
  expect(
    found(clusterSelector, {
      'pod.yaml': pod(),
      'service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: stock}\nspec: {type: ExternalName, externalName: a.b}\n',
    }),
  ).toEqual([]);
});

const charted = (label: string) => ({
  'chart/Chart.yaml': 'apiVersion: v2\nname: stock\nversion: 1.0.0\n',
  'chart/values.yaml': `name: stock\nlabel: ${label}\n`,
  'chart/templates/pod.yaml': pod('', { labels: '{app: "{{ .Values.name }}"}' }),
  'chart/templates/service.yaml': service('app: {{ .Values.label }}'),
});

test('a chart is judged as it renders', () => {
  expect(said(clusterSelector, charted('stocks'))).toEqual([
    'The Service stock selects app: stocks, but the pods of stock have app: stock.',
  ]);
  expect(found(clusterSelector, charted('stock'))).toEqual([]);
});

test('a Service sends to a name that no port has, or to another number than the only one', () => {
  expect(found(targetPort, { 'pod.yaml': pod(), 'service.yaml': service('app: stock', '{port: 80, targetPort: http}') })).toEqual([
    'high stock http @ service.yaml:8 pod.yaml:3',
  ]);
  expect(found(targetPort, { 'pod.yaml': pod(), 'service.yaml': service('app: stock', '{port: 80, targetPort: 80}') })).toHaveLength(1);
  expect(found(targetPort, { 'pod.yaml': pod(), 'service.yaml': service('app: stock', '{port: 9000}') })).toHaveLength(1);
});

test('names and numbers that are there, more ports than are noted, and headless Services are fine', () => {
  for (const port of [
    '{port: 80, targetPort: web}',
    '{port: 80, targetPort: 8080}',
    '{port: 8080}',
    '{port: 80, targetPort: 9000}\n    - {port: 81, targetPort: 9001}',
  ])
    expect(found(targetPort, { 'pod.yaml': pod(), 'service.yaml': service('app: stock', port) }), port).toEqual([]);
  expect(
    found(targetPort, { 'pod.yaml': pod(), 'service.yaml': service('app: stock', '{port: 80, targetPort: http}', '  clusterIP: None\n') }),
  ).toEqual([]);
});

const taking = (reference: string) => pod(`          ${reference}\n`);
const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stock-config}\ndata:\n  LEVEL: debug\n  REGION: eu\n';

test('a key that the ConfigMap does not have, as a variable or as a file', () => {
  const key = 'env: [{name: L, valueFrom: {configMapKeyRef: {name: stock-config, key: LEVELS}}}]';
  expect(found(missingClusterKey, { 'pod.yaml': taking(key), 'config.yaml': CONFIG })).toEqual([
    'critical stock stock-config LEVELS @ pod.yaml:14 config.yaml:3',
  ]);
  expect(
    findingsIn({ 'pod.yaml': taking(key), 'config.yaml': CONFIG }, [missingClusterKey])[0]!.fix?.edits.map(({ text }) => text),
  ).toEqual(['LEVEL']);
  const mounted = `${pod()}      volumes: [{name: c, configMap: {name: stock-config, items: [{key: level, path: l}]}}]\n`;
  expect(found(missingClusterKey, { 'pod.yaml': mounted, 'config.yaml': CONFIG })).toHaveLength(1);
});

test('an object that is a slip of another', () => {
  expect(said(missingClusterKey, { 'pod.yaml': taking('envFrom: [{configMapRef: {name: stock-confg}}]'), 'config.yaml': CONFIG })).toEqual([
    'stock takes the ConfigMap stock-confg, which does not exist; stock-config does.',
  ]);
});

test('keys that are there, optional ones, and objects that others make', () => {
  for (const reference of [
    'env: [{name: L, valueFrom: {configMapKeyRef: {name: stock-config, key: LEVEL}}}]',
    'env: [{name: L, valueFrom: {configMapKeyRef: {name: stock-config, key: NONE, optional: true}}}]',
    'env: [{name: L, valueFrom: {secretKeyRef: {name: made-by-hand, key: PASSWORD}}}]',
  ])
    expect(found(missingClusterKey, { 'pod.yaml': taking(reference), 'config.yaml': CONFIG }), reference).toEqual([]);
  const external =
    'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: stock-key}\nspec: {target: {name: stock-key}}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: stock-keys}\ndata: {a: ""}\n';
  expect(found(missingClusterKey, { 'pod.yaml': taking('envFrom: [{secretRef: {name: stock-key}}]'), 'secret.yaml': external })).toEqual(
    [],
  );
});

const policy = (port: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: stock}\nspec:\n  podSelector: {matchLabels: {app: stock}}\n  ingress:\n    - ports:\n        - port: ${port}\n`;

const policed = (port: string) => ({ 'pod.yaml': pod(), 'service.yaml': service('app: stock'), 'policy.yaml': policy(port) });

test('a policy allows the port of the Service', () => {
  expect(found(policyPort, policed('80'))).toEqual(['high stock 80 @ policy.yaml:8 service.yaml:8 pod.yaml:11']);
  expect(findingsIn(policed('80'), [policyPort])[0]!.fix?.edits.map(({ text }) => text)).toEqual(['8080']);
  for (const port of ['8080', 'web', '9000']) expect(found(policyPort, policed(port)), port).toEqual([]);
});

const ingress = (name: string, port: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: door}\nspec:\n  rules:\n    - http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend:\n              service:\n                name: ${name}\n                port: ${port}\n`;

const doored = (name: string, port: string) => ({
  'service.yaml': service('app: stock', '{name: http, port: 80, targetPort: web}'),
  'door.yaml': ingress(name, port),
});

test('an Ingress sends to a Service that is nearly there, or to a port that the Service does not have', () => {
  expect(found(ingressBackend, doored('stok', '{number: 80}'))).toEqual(['high door stok @ door.yaml:12 service.yaml:3']);
  expect(found(ingressBackend, doored('stock', '{number: 8080}'))).toEqual(['high door stock 8080 @ door.yaml:13 service.yaml:8']);
  expect(found(ingressBackend, doored('stock', '{name: web}'))).toHaveLength(1);
  for (const port of ['{number: 80}', '{name: http}']) expect(found(ingressBackend, doored('stock', port)), port).toEqual([]);
  expect(found(ingressBackend, doored('elsewhere', '{number: 80}'))).toEqual([]);
});
