import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const SERVER = (path: string): string => `const app = require('express')();\napp.get('${path}/:id', show);\napp.listen(80);\n`;

const NGINX: Workspace = {
  'compose.yaml': 'services:\n  front: { build: front }\n  orders: { build: orders }\n',
  'front/Dockerfile': 'FROM nginx\nCOPY nginx.conf /etc/nginx/nginx.conf\n',
  'front/nginx.conf': 'server {\n  location /api/orders {\n    proxy_pass http://orders:80;\n  }\n}\n',
  'orders/package.json': '{"name":"orders"}',
  'orders/index.js': SERVER('/api/orders'),
};

describe('a gateway breaks where nothing is served behind its path any more, and is at risk where something still is', () => {
  test.each([
    ['/api/purchases', ['broken front front/nginx.conf:3']],
    ['/api/orders/by-id', ['at-risk front front/nginx.conf:3']],
  ])('%s', async (path, expected) => {
    expect(await affected(NGINX, { 'orders/index.js': SERVER(path) })).toEqual(expected);
  });
});

const YARP = (path: string): string =>
  JSON.stringify(
    {
      ReverseProxy: {
        Routes: { orders: { ClusterId: 'orders', Match: { Path: `${path}/{**rest}` }, Transforms: [{ PathPattern: '{**rest}' }] } },
        Clusters: { orders: { Destinations: { one: { Address: 'http://orders:8080' } } } },
      },
    },
    undefined,
    1,
  );

const PROXY: Workspace = {
  'compose.yaml': 'services:\n  gateway: { build: gateway }\n  orders: { build: orders }\n  web: { build: web }\n',
  'gateway/gateway.csproj': '<Project Sdk="Microsoft.NET.Sdk.Web"></Project>',
  'gateway/Program.cs': 'var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddReverseProxy();\n',
  'gateway/appsettings.json': YARP('/orders-service'),
  'orders/package.json': '{"name":"orders"}',
  'orders/index.js': SERVER('/orders'),
  'web/package.json': '{"name":"web"}',
  'web/index.js': "fetch('http://gateway:8080/orders-service/orders/1');\n",
};

test('who asks for a path that a gateway takes no more breaks', async () => {
  expect(await affected(PROXY, { 'gateway/appsettings.json': YARP('/purchase-service') })).toEqual(['broken web web/index.js:1']);
});

test('a gateway that takes the path in another file of its own has moved it', async () => {
  const moved = { 'gateway/appsettings.json': '{}', 'gateway/appsettings.Production.json': YARP('/orders-service') };
  expect(await affected(PROXY, moved)).toEqual([]);
});
