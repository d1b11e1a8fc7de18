import { expect, test } from 'vitest';
import { routeMismatch } from '../../../../src/core/detect/checks/contract/route-mismatch.ts';
import { said } from '../workspace.ts';

const manifest = (name: string): string =>
  JSON.stringify({ name, dependencies: { axios: '1', express: '5' }, scripts: { start: 'node server.js' } });
const dockerfile = 'FROM node:24\nCOPY . .\nCMD ["node", "server.js"]\n';

/** What web asks orders for, and what orders serves. */
const between = (asks: string, serves: string): readonly string[] =>
  said(routeMismatch, {
    'compose.yaml': 'services:\n  web:\n    build: ./web\n  orders:\n    build: ./orders\n',
    'web/package.json': manifest('web'),
    'web/Dockerfile': dockerfile,
    'web/server.js': `const axios = require('axios');\nconst app = require('express')();\napp.get('/', async (req, res) => res.json(await ${asks}));\napp.listen(80);\n`,
    'orders/package.json': manifest('orders'),
    'orders/Dockerfile': dockerfile,
    'orders/server.js': `const app = require('express')();\n${serves}\napp.listen(8080);\n`,
  });

test('another method of the same path', () => {
  expect(between("axios.put('http://orders:8080/orders/7')", "app.patch('/orders/:id', h);")).toEqual([
    'web asks orders for PUT /orders/{}, but orders serves PATCH /orders/{id}.',
  ]);
});

test('a word that is spelled differently', () => {
  expect(between("axios.get('http://orders:8080/order/7')", "app.get('/orders/:id', h);")).toEqual([
    'web asks orders for GET /order/{}, but orders serves GET /orders/{id}.',
  ]);
});

test('what is served, also below a prefix, and what is something else', () => {
  expect(between("axios.get('http://orders:8080/orders/7')", "app.get('/orders/:id', h);")).toEqual([]);
  expect(between("axios.get('http://orders:8080/api/orders/7')", "app.get('/orders/:id', h);")).toEqual([]);
  expect(between("axios.get('http://orders:8080/carts/7')", "app.get('/orders/:id', h);")).toEqual([]);
  expect(between("axios.put('http://orders:8080/orders/7')", "app.get('/orders/:id', h);\napp.all('*', proxy);")).toEqual([]);
});

test('a route that is asked for without its prefix', () => {
  expect(between("axios.get('http://orders:8080/orders')", "app.get('/api/v1/orders', h);")).toEqual([
    'web asks orders for /orders, but orders serves it as /api/v1/orders.',
  ]);
  expect(between("axios.get('http://orders:8080/api/v1/orders')", "app.get('/api/v1/orders', h);")).toEqual([]);
  expect(between("axios.get('http://orders:8080/orders')", "app.get('/a/orders', h);\napp.get('/b/orders', h);")).toEqual([]);
});

const page = (asks: string, serves: string): readonly string[] =>
  said(routeMismatch, {
    'server/index.js': `const app = require('express')();\n${serves}\n`,
    'web/api.ts': `export const ask = () => ${asks};\n`,
  });

test('what a page asks its own server for, nearly as it is served', () => {
  expect(page("fetch('/api/product/7')", "app.get('/api/products/:id', h);")).toEqual([
    'web/api.ts asks for GET /api/product/{}, which nothing here serves; GET /api/products/{id} is served.',
  ]);
  expect(page("fetch('/v1/orders')", "app.get('/v2/orders', h);")).toHaveLength(1);
  expect(page("fetch('/api/products/7')", "app.get('/api/products/:id', h);")).toEqual([]);
  expect(page("fetch('/api/carts/7')", "app.get('/api/products/:id', h);")).toEqual([]);
});
