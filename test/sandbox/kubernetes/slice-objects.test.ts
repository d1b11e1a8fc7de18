import { expect, test } from 'vitest';
import type { Fields } from '../../../src/core/verify/compose-document.ts';
import { sliceObjects } from '../../../src/sandbox/kubernetes/slice-objects.ts';

const deployment = (name: string, container: Fields, namespace = 'shop'): Fields => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { template: { metadata: { labels: { app: name } }, spec: { containers: [{ name, image: name, ...container }] } } },
});
const service = (name: string, namespace = 'shop'): Fields => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec: {},
});

function slice(objects: readonly Fields[], images = new Map<string, string>()) {
  const services = ['front', 'prices'];
  return sliceObjects(
    { environment: 'kubernetes', objects, names: new Map(), builds: new Map() },
    { services, namespace: 'faultline-7-after', labels: { 'dev.faultline.run': '7' }, images },
  );
}

const containerOf = (object: Fields | undefined): Fields => JSON.parse(JSON.stringify(object)).spec.template.spec.containers[0] as Fields;

function written(value: string): string {
  const { objects } = slice([deployment('front', { env: [{ name: 'URL', value }] }), service('prices')]);
  return JSON.stringify(containerOf(objects[0])['env']);
}

test('a Service that is written with its namespace is found in the namespace of the run', () => {
  expect(written('http://prices.shop.svc.cluster.local:9000/a')).toContain('http://prices.faultline-7-after.svc.cluster.local:9000/a');
  expect(written('prices.shop:9000')).toContain('prices.faultline-7-after:9000');
  for (const other of ['http://prices.shop.example/', 'old-prices.shop:1', 'http://prices:9000', 'prices.shopping:1'])
    expect(written(other)).toContain(other);
});

test('an image that was built here is the one that runs, and is not pulled', () => {
  const { objects } = slice([deployment('front', {}), deployment('prices', {})], new Map([['front', 'faultline-sandbox/front:1']]));
  expect(containerOf(objects[0])).toMatchObject({ image: 'faultline-sandbox/front:1', imagePullPolicy: 'IfNotPresent' });
  expect(containerOf(objects[1])).toEqual({ name: 'prices', image: 'prices' });
});

test('what stands twice when namespaces are put into one is told', () => {
  expect(slice([service('prices'), service('prices', 'test')]).notes).toEqual([
    'There is more than one Service prices, in several namespaces, and the sandbox has one namespace: the last counts.',
  ]);
});
