import { expect, test } from 'vitest';
import { hoverText } from '../../../src/server/features/hover-text.ts';
import { lenses } from '../../../src/server/features/lenses.ts';
import { cursorIn, linkIn, openText, type Texts } from '../system.ts';

const hover = (texts: Texts): string => {
  const cursor = cursorIn(texts);
  return hoverText(cursor, linkIn(cursor.system))?.paragraphs.join('\n') ?? 'nothing';
};

/** A shop whose basket serves two rpcs, of which the website calls one, and two routes, each asked for on a line of its own. */
const SHOP: Texts = {
  'compose.yaml':
    'services:\n  web:\n    build: web\n    environment:\n      BASKET: basket:50051\n      ORDERS: http://orders:8080\n  basket:\n    build: basket\n  orders:\n    build: orders\n',
  'contracts/basket.proto':
    'syntax = "proto3";\npackage shop.v1;\nservice Basket {\n  rpc Add (Item) returns (Item);\n  rpc Empty (Item) returns (Item);\n}\nmessage Item { string sku = 1; }\n',
  'basket/package.json': '{"name":"basket","scripts":{"start":"node index.ts"},"dependencies":{"@grpc/grpc-js":"1"}}',
  'basket/index.ts':
    "import * as grpc from '@grpc/grpc-js';\nconst server = new grpc.Server();\nserver.addService(shop.v1.Basket.service, {\n  add: call => add(call),\n  empty: call => empty(call),\n});\n",
  'orders/package.json': '{"name":"orders","scripts":{"start":"node index.ts"},"dependencies":{"express":"5"}}',
  'orders/index.ts':
    "import express from 'express';\nconst app = express();\napp.get('/orders/:id', (request, response) => response.json({}));\napp.post('/orders', (request, response) => response.json({}));\napp.delete('/orders/:id', (request, response) => response.json({}));\napp.get('/health', (request, response) => response.json({}));\napp.listen(8080);\n",
  'web/package.json': '{"name":"web","scripts":{"start":"node index.ts"},"dependencies":{"axios":"1","@grpc/grpc-js":"1"}}',
  'web/index.ts':
    "import axios from 'axios';\nimport * as grpc from '@grpc/grpc-js';\nconst basket = new shop.v1.Basket(process.env.BASKET ?? '', grpc.credentials.createInsecure());\nbasket.add({ sku: '1' }, () => undefined);\nawait axios.post(`${process.env.ORDERS}/orders`, {});\nawait axios.get(`${process.env.ORDERS}/orders/1`);\n",
};

const at = (path: string, before: string, after: string): Texts => {
  if (!SHOP[path]!.includes(before + after)) throw new Error(`${path} does not read ${before}${after}`);
  return { ...SHOP, [path]: SHOP[path]!.replace(before + after, `${before}¦${after}`) };
};

const ADD =
  '`shop.v1.Basket/Add` rpc, served by **basket** (basket/index.ts:4)\nCalls reach it from **1 service**.\nDirectly: web (web/index.ts:4).';

test('an rpc, the method that answers it and the call of it say the same: who calls it, on which line', () => {
  expect(hover(at('contracts/basket.proto', 'rpc A', 'dd'))).toBe(ADD);
  expect(hover(at('basket/index.ts', '  ad', 'd: call'))).toBe(ADD);
  expect(hover(at('web/index.ts', 'basket.ad', 'd('))).toBe(ADD);
});

test('a client whose calls are seen does not call the others', () => {
  expect(hover(at('contracts/basket.proto', 'rpc Em', 'pty'))).toBe(
    '`shop.v1.Basket/Empty` rpc, served by **basket** (basket/index.ts:5)\nNo call of it is seen.',
  );
});

test('a client whose calls are not seen may call each', () => {
  const texts = at('contracts/basket.proto', 'rpc Em', 'pty');
  expect(hover({ ...texts, 'web/index.ts': SHOP['web/index.ts']!.replace("basket.add({ sku: '1' }, () => undefined);\n", '') })).toContain(
    'Clients of Basket and who needs them: **1 service**.\nDirectly: web (web/index.ts:3).',
  );
});

test('a route says the lines that ask for it, and not those that ask for another of the service', () => {
  expect(hover(at('orders/index.ts', "app.get('/ord", "ers/:id'"))).toContain('Directly: web (web/index.ts:6).');
  expect(hover(at('orders/index.ts', "app.post('/ord", "ers'"))).toContain('Directly: web (web/index.ts:5).');
  expect(hover(at('orders/index.ts', "app.delete('/ord", "ers/:id'"))).toContain('No call of another service to it is seen.');
});

test('a request whose end is not known is no request for every route', () => {
  expect(hover(at('orders/index.ts', "app.get('/hea", "lth'"))).toContain('No call of another service to it is seen.');
});

test('a call says what it asks for, where that is answered, and who fails with it; a word of its path is no host', () => {
  const text = hover(at('web/index.ts', '/ord', 'ers/1'));
  expect(text).toMatch(/^`GET \/orders\/\{\}` request to \*\*orders\*\*, answered in orders\/index\.ts:3 · http · certain\n/);
  expect(text).toContain('Proofs: web/index.ts:6, compose.yaml:6.');
  expect(text).toContain('If orders fails, it affects **1 service**.');
});

const over = (path: string): string[] => lenses(openText(SHOP, path)).map(({ title }) => title);

test('lenses count the callers that the hover names', () => {
  expect(over('contracts/basket.proto')).toEqual([
    '1 consumer · 1 hop · Show impact',
    '1 consumer · 1 hop · Show impact',
    'No consumer seen',
  ]);
  expect(over('orders/index.ts')).toEqual([
    '1 consumer · 1 hop · Show impact',
    '1 consumer · 1 hop · Show impact',
    'No consumer seen',
    'No consumer seen',
  ]);
});

const API = `openapi: 3.0.0
info: { title: Orders }
paths:
  /orders:
    post:
      operationId: placeOrder
  /orders/{id}:
    get:
      operationId: getOrder
`;

const api = (path: string, before: string, after: string): Texts => ({
  ...SHOP,
  [path]: API.replace(before + after, `${before}¦${after}`),
});

test('a path and an id of an OpenAPI document are the operations that stand there', () => {
  const placed =
    '`POST /orders` operation of **orders**\nAnswered in orders/index.ts:4.\nCalls reach it from **1 service**.\nDirectly: web (web/index.ts:5).';
  expect(hover(api('orders/openapi.yaml', '  /ord', 'ers:'))).toBe(placed);
  expect(hover(api('orders/openapi.yaml', 'place', 'Order'))).toBe(placed);
  expect(hover(api('orders/openapi.yaml', 'get', 'Order'))).toContain('Directly: web (web/index.ts:6).');
});

test('the name of a topic says who publishes and who receives it, also where a shared package keeps it', () => {
  const texts: Texts = {
    'package.json': '{"workspaces":["*"]}',
    'shared/package.json': '{"name":"@shop/shared","main":"index.ts"}',
    'compose.yaml': 'services:\n  orders:\n    build: orders\n',
    'shared/index.ts': "export const ORDER_CREATED = 'order.cre¦ated';\n",
    'orders/package.json': '{"name":"orders","scripts":{"start":"node index.ts"},"dependencies":{"nats":"2"}}',
    'orders/index.ts':
      "import { connect } from 'nats';\nimport { ORDER_CREATED } from '@shop/shared';\nconst nats = await connect({ servers: 'nats://nats:4222' });\nnats.publish(ORDER_CREATED, '');\n",
  };
  expect(hover(texts)).toBe('**order.created** topic\nPublished by **orders** (orders/index.ts:4).\nNobody is seen to receive it.');
});

const importing = (text: string): Texts => ({
  'package.json': '{"workspaces":["*"]}',
  'compose.yaml': 'services:\n  web:\n    build: web\n',
  'shared/package.json': '{"name":"@shop/shared","main":"index.ts"}',
  'shared/index.ts': 'export interface Order { sku: string }\n',
  'web/package.json': '{"name":"web","scripts":{"start":"node index.ts"},"dependencies":{}}',
  'web/index.ts': text,
});

test('a name of a shared package is the same where it is used as where it is imported', () => {
  expect(hover(importing("import { Order } from '@shop/shared';\nconst of = (order: Or¦der) => order;\n"))).toBe(
    '**Order** exported by **@shop/shared**\nA change reaches **1 service**.\nDirectly: web (web/index.ts:1).',
  );
  expect(hover(importing("import { Order } from '@shop/shared';\nconst of = (it: Other) => it.Or¦der;\n"))).toBe('nothing');
});
