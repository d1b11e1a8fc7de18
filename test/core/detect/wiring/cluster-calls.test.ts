import { expect, test } from 'vitest';
import { clusterSelector } from '../../../../src/core/detect/checks/wiring/cluster-selector.ts';
import { ingressBackend } from '../../../../src/core/detect/checks/wiring/ingress-backend.ts';
import { missingClusterKey } from '../../../../src/core/detect/checks/wiring/missing-cluster-key.ts';
import { otherNamespace } from '../../../../src/core/detect/checks/wiring/other-namespace.ts';
import { policyBlocks } from '../../../../src/core/detect/checks/wiring/policy-blocks.ts';
import { servicePort } from '../../../../src/core/detect/checks/wiring/service-port.ts';
import { found } from '../workspace.ts';

const workload = (name: string, more = '', namespace = '') =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}${namespace}}\nspec:\n  selector: {matchLabels: {app: ${name}}}\n  template:\n    metadata: {labels: {app: ${name}}}\n    spec:\n      containers:\n      - name: ${name}\n        image: acme/${name}:1\n${more}`;

const service = (name: string, spec = 'ports: [{port: 80, targetPort: 8080}]', namespace = '') =>
  `---\napiVersion: v1\nkind: Service\nmetadata: {name: ${name}${namespace}}\nspec:\n  selector: {app: ${name}}\n  ${spec}\n`;

const calls = (url: string) => `        env: [{name: STOCK_URL, value: "${url}"}]\n`;

const shop = (url: string, stock = service('stock')) => ({
  'k8s/shop.yaml': workload('shop', calls(url)),
  'k8s/stock.yaml': `${workload('stock', '        ports: [{containerPort: 8080}]\n')}${stock}`,
});

test('a Service is called at a port of its pods', () => {
  expect(found(servicePort, shop('http://stock:8080'))).toEqual(['high shop stock 8080 @ k8s/shop.yaml:12 k8s/stock.yaml:19']);
  expect(found(servicePort, shop('http://stock', service('stock', 'ports: [{port: 8080}]')))).toHaveLength(1);
  expect(found(servicePort, shop('http://stock'))).toEqual([]);
  expect(found(servicePort, shop('http://stock.default.svc.cluster.local:80'))).toEqual([]);
  const headless = service('stock', 'clusterIP: None\n  ports: [{port: 80, targetPort: 8080}]');
  expect(found(servicePort, shop('http://stock:8080', headless))).toEqual([]);
});

const apart = (url: string, own = ', namespace: front', other = ', namespace: back') => ({
  'k8s/shop.yaml': workload('shop', calls(url), own),
  'k8s/stock.yaml': `${workload('stock', '', other)}${service('stock', undefined, other)}`,
});

test('a Service of another namespace by its short name, or in a namespace where it is not', () => {
  expect(found(otherNamespace, apart('http://stock'))).toEqual(['high shop stock back @ k8s/shop.yaml:12 k8s/stock.yaml:15']);
  expect(found(otherNamespace, apart('http://stock.front.svc.cluster.local'))).toHaveLength(1);
  expect(found(otherNamespace, apart('http://stock.back.svc.cluster.local'))).toEqual([]);
  expect(found(otherNamespace, apart('http://stock', ', namespace: front', ', namespace: front'))).toEqual([]);
  expect(found(otherNamespace, apart('http://stock', '', ', namespace: back'))).toEqual([]);
});

const guarded = (from: string) => ({
  ...shop('http://stock'),
  'k8s/policy.yaml': `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: stock}\nspec:\n  podSelector: {matchLabels: {app: stock}}\n  ingress: [{from: [${from}]}]\n`,
});

test('a policy that lets only other pods in', () => {
  expect(found(policyBlocks, guarded('{podSelector: {matchLabels: {app: cart}}}'))).toEqual([
    'high shop stock policy @ k8s/policy.yaml:6 k8s/shop.yaml:12 k8s/shop.yaml:7',
  ]);
  expect(found(policyBlocks, guarded('{podSelector: {matchLabels: {app: shop}}}'))).toEqual([]);
  expect(found(policyBlocks, guarded('{namespaceSelector: {}}'))).toEqual([]);
  expect(found(policyBlocks, guarded('{ipBlock: {cidr: 10.0.0.0/8}}'))).toEqual([]);
});

test('a workload whose own pods its selector does not fit', () => {
  const wrong = workload('shop').replace('metadata: {labels: {app: shop}}', 'metadata: {labels: {app: store}}');
  expect(found(clusterSelector, { 'shop.yaml': wrong })).toEqual(['critical shop.yaml Deployment shop @ shop.yaml:5 shop.yaml:7']);
  expect(found(clusterSelector, { 'shop.yaml': workload('shop') })).toEqual([]);
});

const ingress = (name: string) => ({
  ...shop('http://stock'),
  'k8s/ingress.yaml': `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web}\nspec:\n  defaultBackend: {service: {name: ${name}, port: {number: 80}}}\n`,
});

test('an Ingress that names a Service by another ending', () => {
  expect(found(ingressBackend, ingress('stock-svc'))).toEqual(['high web stock-svc @ k8s/ingress.yaml:5 k8s/stock.yaml:16']);
  expect(found(ingressBackend, ingress('sink-hole'))).toEqual([]);
});

const map = (namespace: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: prices, namespace: ${namespace}}\ndata: {A: "1"}\n`;

test('a ConfigMap of another namespace', () => {
  const taken = workload('shop', '        envFrom: [{configMapRef: {name: prices}}]\n', ', namespace: front');
  expect(found(missingClusterKey, { 'k8s/shop.yaml': taken, 'k8s/map.yaml': map('back') })).toHaveLength(1);
  expect(found(missingClusterKey, { 'k8s/shop.yaml': taken, 'k8s/map.yaml': map('front') })).toEqual([]);
});
