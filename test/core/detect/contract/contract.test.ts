import { expect, test } from 'vitest';
import { responseFieldDrift } from '../../../../src/core/detect/checks/contract/response-field-drift.ts';
import { specVsImpl } from '../../../../src/core/detect/checks/contract/spec-vs-impl.ts';
import { staleGeneratedClient } from '../../../../src/core/detect/checks/contract/stale-generated-client.ts';
import { found, said } from '../workspace.ts';

const spec = (schema: string) => `openapi: 3.0.3
info: {title: shop, version: "1"}
paths:
  /orders/{id}:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              schema: ${schema}
`;
const ORDER = '{type: object, required: [order_id], properties: {order_id: {type: string}, total: {type: number}}}';

const drift = (schema: string, code: string): readonly string[] =>
  said(responseFieldDrift, { 'api/openapi.yaml': spec(schema), 'web/api.ts': code });
const asked = (type: string): string =>
  `export const order = async (id: string) => (await (await fetch(\`/orders/\${id}\`)).json()) as ${type};\n`;

test('a field that the answer does not have', () => {
  expect(drift(ORDER, asked('{ id: string; total: number }'))).toEqual([
    'web/api.ts reads id (it has order_id) in the answer of GET /orders/{id}, which has order_id, total.',
  ]);
  expect(drift(ORDER, asked('{ order_id: string; total: number }'))).toEqual([]);
});

test('a list where an object is, and the other way round', () => {
  expect(drift(`{type: array, items: ${ORDER}}`, asked('{ orders: { order_id: string }[] }'))).toEqual([
    'web/api.ts takes for an object with orders what is a list in the answer of GET /orders/{id}.',
  ]);
  expect(drift(ORDER, asked('Array<{ order_id: string }>'))).toEqual([
    'web/api.ts takes for a list what is an object in the answer of GET /orders/{id}, which has order_id, total.',
  ]);
});

test('types of the file, type arguments, and what a function gives', () => {
  const type = 'interface Order { id: string }\n';
  expect(
    drift(
      ORDER,
      `${type}import axios from 'axios';\nexport const order = (id: string) => axios.get<Order>(\`http://shop/orders/\${id}\`);\n`,
    ),
  ).toHaveLength(1);
  expect(
    drift(
      ORDER,
      `${type}export async function order(id: string): Promise<Order> {\n  const response = await fetch(\`/orders/\${id}\`);\n  return response.json();\n}\n`,
    ),
  ).toHaveLength(1);
  expect(
    drift(
      ORDER,
      `${type}export async function order(id: string) {\n  const response = await fetch(\`/orders/\${id}\`);\n  const order: Order = await response.json();\n  return order;\n}\n`,
    ),
  ).toHaveLength(1);
});

const both = (code: string, schema = ORDER) => ({ 'api/openapi.yaml': spec(schema), 'web/api.ts': code });

test('a field that may be missing is told more quietly, and what is not known not at all', () => {
  expect(found(responseFieldDrift, both(asked('{ order_id: string; note?: string }'))).map(line => line.split(' ')[0])).toEqual(['medium']);
  expect(found(responseFieldDrift, both(asked('Order')))).toEqual([]);
  expect(
    found(
      responseFieldDrift,
      both(asked('{ note: string }'), `{type: object, additionalProperties: true, properties: {order_id: {type: string}}}`),
    ),
  ).toEqual([]);
  expect(found(responseFieldDrift, both(asked('{ note: string }').replace('/orders/', '/carts/')))).toEqual([]);
});

const answering = (answer: string) =>
  `const app = require('express')();\napp.get('/orders/:id', (req, res) => {\n  if (!req.params.id) return res.status(404).json({ error: 'none' });\n  res.json(${answer});\n});\napp.listen(80);\n`;

const coded = (answer: string) => ({ 'api/server.js': answering(answer), 'web/api.ts': asked('{ id: string }') });

test('the code that answers tells as well as a specification', () => {
  expect(found(responseFieldDrift, coded('{ order_id: 1, total }'))).toHaveLength(1);
  expect(found(responseFieldDrift, coded('{ id: 1, total }'))).toEqual([]);
  expect(found(responseFieldDrift, coded('{ ...order }'))).toEqual([]);
  expect(found(responseFieldDrift, coded('order'))).toEqual([]);
});

const served = (path: string, route: string, method = 'get'): readonly string[] =>
  said(specVsImpl, {
    'openapi.yaml': `openapi: 3.0.3\ninfo: {title: t, version: "1"}\npaths:\n  ${path}:\n    get:\n      responses: {"200": {description: ok}}\n`,
    'routes.js': `app.${method}('${route}', h);\n`,
  });

test('an operation and a route with the same words and other parameters', () => {
  expect(served('/topic/{id}/formatted', '/topic/:type/:id/formatted')).toEqual([
    'The specification promises GET /topic/{id}/formatted, but routes.js serves GET /topic/{type}/{id}/formatted.',
  ]);
  expect(served('/topic/{type}/{id}/formatted', '/topic/:type/:id/formatted')).toEqual([]);
  expect(served('/topic/{key}/formatted', '/api/topic/:id/formatted')).toEqual([]);
});

test('an operation that is simply not there is another question', () => {
  expect(served('/topic/{id}/formatted', '/users/:id')).toEqual([]);
});

const copies = (server: string, client: string): readonly string[] =>
  found(staleGeneratedClient, {
    'server/order.proto': `syntax = "proto3";\npackage shop.v1;\nmessage Order {\n  ${server}\n}\n`,
    'client/order.proto': `syntax = "proto3";\npackage shop.v1;\nmessage Order {\n  ${client}\n}\n`,
  });

test('copies of a message that disagree on a field', () => {
  expect(copies('map<string, bool> sort = 1;', 'repeated string sort = 1;')).toEqual([
    'high shop.v1.Order 1 client/order.proto @ client/order.proto:4 server/order.proto:4',
  ]);
  expect(copies('string id = 1;', 'int64 id = 1;')).toHaveLength(1);
  expect(copies('string id = 1;', 'string number = 1;').map(line => line.split(' ')[0])).toEqual(['medium']);
});

test('a field more, spaces and comments make no difference', () => {
  expect(copies('string id = 1;\n  string note = 2;', 'string id = 1;')).toEqual([]);
  expect(copies('map<string,bool> sort = 1;', '// how\n  map < string , bool >  sort  = 1 [deprecated = true];')).toEqual([]);
});

test('messages of other packages are other messages', () => {
  const texts = {
    'a.proto': 'syntax = "proto3";\npackage shop.v1;\nmessage Order { string id = 1; }\n',
    'b.proto': 'syntax = "proto3";\npackage shop.v2;\nmessage Order { int64 id = 1; }\n',
  };
  expect(found(staleGeneratedClient, texts)).toEqual([]);
});
