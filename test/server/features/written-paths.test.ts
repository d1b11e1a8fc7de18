import { expect, test } from 'vitest';
import { writtenPaths } from '../../../src/server/features/written-paths.ts';
import { openText, type Texts } from '../system.ts';

/** Each path as it is written, with the likeliest file that it may mean; of several, those that the workspace has. */
function paths(texts: Texts, path: string): string[] {
  const open = openText(texts, path);
  return writtenPaths(open).map(({ span, candidates }) => {
    const there = candidates.find(file => file in texts) ?? `no ${candidates[0]}`;
    return `${open.text.slice(...span)} → ${there}`;
  });
}

test('a compose file leads to env files, Dockerfiles, mounted files, and the files that it includes and extends', () => {
  const texts = {
    'deploy/compose.yaml': `include:
  - more/compose.yaml
services:
  web:
    build: ../web
    env_file: .env
    volumes: ['./nginx.conf:/etc/nginx/nginx.conf:ro']
  orders:
    build:
      context: ..
      dockerfile: orders/Dockerfile.dev
    env_file:
      - path: orders.env
        required: false
    extends:
      file: base.yaml
      service: node
`,
    'deploy/more/compose.yaml': '',
    'web/Dockerfile': '',
    'deploy/.env': '',
    'deploy/nginx.conf': '',
    'orders/Dockerfile.dev': '',
    'deploy/orders.env': '',
    'deploy/base.yaml': '',
  };
  expect(paths(texts, 'deploy/compose.yaml')).toEqual([
    'more/compose.yaml → deploy/more/compose.yaml',
    '../web → web/Dockerfile',
    '.env → deploy/.env',
    './nginx.conf → deploy/nginx.conf',
    'orders/Dockerfile.dev → orders/Dockerfile.dev',
    'orders.env → deploy/orders.env',
    'base.yaml → deploy/base.yaml',
  ]);
});

test('a path that leaves the workspace leads nowhere', () => {
  const texts = { 'compose.yaml': 'services:\n  web:\n    image: web\n    env_file: ../../secrets.env\n' };
  expect(paths(texts, 'compose.yaml')).toEqual([]);
});

test('a kustomization leads to its resources, to the kustomizations of its bases, and to patches and generated files', () => {
  const texts = {
    'k8s/dev/kustomization.yaml': `resources:
  - ../base
  - deployment.yaml
patches:
  - path: patch.yaml
configMapGenerator:
  - name: settings
    envs: [settings.env]
`,
    'k8s/base/kustomization.yml': '',
    'k8s/dev/deployment.yaml': '',
    'k8s/dev/patch.yaml': '',
    'k8s/dev/settings.env': '',
  };
  expect(paths(texts, 'k8s/dev/kustomization.yaml')).toEqual([
    '../base → k8s/base/kustomization.yml',
    'deployment.yaml → k8s/dev/deployment.yaml',
    'patch.yaml → k8s/dev/patch.yaml',
    'settings.env → k8s/dev/settings.env',
  ]);
});

test('a chart leads to the charts beside it, a release to its chart and values', () => {
  const texts = {
    'charts/shop/Chart.yaml':
      'apiVersion: v2\nname: shop\nversion: 1.0.0\ndependencies:\n  - name: common\n    version: 1.x\n    repository: "file://../common"\n',
    'charts/common/Chart.yaml': '',
    'skaffold.yaml': `apiVersion: skaffold/v4beta1
kind: Config
deploy:
  helm:
    releases:
      - name: shop
        chartPath: charts/shop
        valuesFiles: [values/dev.yaml]
`,
    'values/dev.yaml': '',
  };
  expect(paths(texts, 'charts/shop/Chart.yaml')).toEqual(['file://../common → charts/common/Chart.yaml']);
  expect(paths(texts, 'skaffold.yaml')).toEqual(['charts/shop → charts/shop/Chart.yaml', 'values/dev.yaml → values/dev.yaml']);
});

test('every $ref to another file is a path, in contracts and in the schemas beside them', () => {
  const texts = {
    'api/openapi.yaml': `openapi: 3.1.0
info: { title: shop, version: '1' }
paths:
  /orders:
    $ref: './paths/orders.yaml#/orders'
  /again:
    $ref: './paths/orders.yaml#/again'
components:
  schemas:
    Own: { $ref: '#/components/schemas/Other' }
`,
    'api/paths/orders.yaml': '',
    'api/schemas/order.json': '{ "properties": { "line": { "$ref": "line.json" } } }',
    'api/schemas/line.json': '',
  };
  expect(paths(texts, 'api/openapi.yaml')).toEqual([
    './paths/orders.yaml → api/paths/orders.yaml',
    './paths/orders.yaml → api/paths/orders.yaml',
  ]);
  expect(paths(texts, 'api/schemas/order.json')).toEqual(['line.json → api/schemas/line.json']);
});

const types = (name: string): string => `syntax = "proto3";\npackage ${name};\nmessage Sku {}\nservice S {}\n`;

test('an import of a proto file is relative to a folder above it, else to wherever such a file lies, the nearest first', () => {
  const texts = {
    'proto/shop/v1/orders.proto': 'syntax = "proto3";\nimport "shop/v1/types.proto";\nimport public "money/money.proto";\n',
    'proto/shop/v1/types.proto': types('shop.v1'),
    'elsewhere/deep/down/money/money.proto': types('far'),
    'proto/third_party/money/money.proto': types('near'),
  };
  expect(paths(texts, 'proto/shop/v1/orders.proto')).toEqual([
    'shop/v1/types.proto → proto/shop/v1/types.proto',
    'money/money.proto → proto/third_party/money/money.proto',
  ]);
});

test('a text of nothing but references is read in bounded time', () => {
  const texts = { 'many.json': `[${'{"$ref":"a.json"},'.repeat(20_000)}{}]` };
  expect(paths(texts, 'many.json')).toHaveLength(1000);
});
