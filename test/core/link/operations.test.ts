import { expect, test } from 'vitest';
import { systemOf, type Texts } from '../../server/system.ts';

const compose = (caller: string): string => `services:\n  edge:\n    ${caller}\n  orders:\n    build: orders\n`;
const ORDERS = {
  'orders/package.json': '{"name":"orders","scripts":{"start":"node index.js"},"dependencies":{"express":"5"}}',
  'orders/index.js': "const app = require('express')();\napp.post('/orders', handle);\napp.listen(80);\n",
};

const operations = (texts: Texts): readonly string[] =>
  systemOf({ ...ORDERS, ...texts }).snapshot.graph.edges.find(({ kind }) => kind === 'http')!.operations;

const asks = (code: string): readonly string[] =>
  operations({
    'compose.yaml': compose('build: edge'),
    'edge/package.json': '{"name":"edge","scripts":{"start":"node index.js"}}',
    'edge/index.js': code,
  });

test('a request is named by its method and path, as far as they are known', () => {
  expect(asks("fetch('http://orders/orders/7');\n")).toEqual(['GET /orders/{}']);
  expect(asks("fetch('http://orders/orders', { method: 'POST' });\n")).toEqual(['POST /orders']);
});

test('a gateway hands on any method', () => {
  const texts = {
    'compose.yaml': compose('image: nginx\n    volumes: [./nginx.conf:/etc/nginx/nginx.conf]'),
    'nginx.conf': 'server {\n  listen 80;\n  location /shop/ {\n    proxy_pass http://orders/orders/;\n  }\n}\n',
  };
  expect(operations(texts)).toEqual(['/orders']);
});
