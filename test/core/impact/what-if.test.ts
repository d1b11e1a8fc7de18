import { describe, expect, test } from 'vitest';
import { removableAt } from '../../../src/core/impact/removable-at.ts';
import { removable, without } from '../../../src/core/impact/what-if.ts';
import { side } from '../../../src/core/impact/side.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { inputOf, type Workspace } from './impacted.ts';

const SHOP: Workspace = {
  'shop.proto': `syntax = "proto3";
package shop.v1;
service Stock {
  rpc Left(Request) returns (Reply);
}
message Request { string sku = 1; }
message Reply {
  int32 left = 1; // pieces
  string place = 2;
}
`,
  'openapi.yaml': `openapi: 3.0.3
info: { title: Charges, version: 1.0.0 }
paths:
  /charges:
    post:
      operationId: charge
      responses: { '201': { description: Charged. } }
    get:
      operationId: list
      responses: { '200': { description: All. } }
`,
  'compose.yaml': `services:
  web:
    build: web
    environment:
      ORDERS_URL: http://orders:8080
  admin:
    build: admin
    environment: { ORDERS_URL: 'http://orders:8080', LEVEL: debug }
`,
  'web/package.json': '{ "name": "web", "scripts": { "start": "node index.js" } }',
  'web/index.js': "const app = require('express')();\napp.get('/page/:id', show);\nfetch(process.env.ORDERS_URL);\napp.listen(1);\n",
  'admin/package.json': '{ "name": "admin", "scripts": { "start": "node index.js" } }',
  'shared/package.json': '{ "name": "@shop/shared", "main": "order.ts" }',
  'shared/order.ts': 'export interface Order {\n  id: string;\n}\nexport type Id = string;\nexport const none = 0;\n',
  'web/use.ts': "import { none, type Order } from '../shared/order';\nexport const show = (order: Order) => order.id;\n",
  'db/schema.sql': 'CREATE TABLE orders (\n  id int\n);\nCREATE TABLE users (id int);\nALTER TABLE orders ADD COLUMN total int;\n',
  'admin/index.js': 'fetch(process.env.ORDERS_URL); console.log(process.env.LEVEL);\nrequire("express")().listen(2);\n',
};

/** The lines that are not as they were. */
function taken(element: string): readonly string[] | undefined {
  const found = without(element, side('before', inputOf(SHOP)));
  return (
    found &&
    [...found].flatMap(([file, text]) =>
      text
        .split('\n')
        .flatMap((line, at) => (line === lines(file)[at] ? [] : [`${file}:${at + 1} ${line.replace(/ +/g, ' ').trim()}`.trim()])),
    )
  );
}

const lines = (file: FilePath): readonly string[] => (SHOP[file] ?? '').split('\n');

describe('what is taken away', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['shop.v1.Reply.place', ['shop.proto:9']],
    ['shop.v1.Stock.Left', ['shop.proto:4']],
    ['shop.v1.Reply', ['shop.proto:7', 'shop.proto:8', 'shop.proto:9', 'shop.proto:10']],
    ['POST /charges', ['openapi.yaml:5', 'openapi.yaml:6', 'openapi.yaml:7']],
    ['GET /page/{} of web', ['web/index.js:2 ;']],
    ['ORDERS_URL of web', ['compose.yaml:5']],
    ['type Order of shared/order.ts', ['shared/order.ts:1', 'shared/order.ts:2', 'shared/order.ts:3']],
    ['type Id', ['shared/order.ts:4']],
    ['table orders', ['db/schema.sql:1', 'db/schema.sql:2', 'db/schema.sql:3', 'db/schema.sql:5']],
    ['ORDERS_URL of admin', ['compose.yaml:8 environment: { LEVEL: debug }']],
  ];
  test.each(cases)('%s', (element, hits) => {
    expect(taken(element)).toEqual(hits);
  });
});

test('what nobody declares cannot be taken away', () => {
  expect(taken('shop.v1.Reply.nothing')).toBeUndefined();
});

test.each([
  ['shared/order.ts', 'Order {', 'type Order of shared/order.ts'],
  ['db/schema.sql', 'users', 'table users'],
])('what stands under the cursor in %s before %s can be taken away', (file, before, element) => {
  const at = { file: file as FilePath, offset: SHOP[file]!.indexOf(before) };
  expect(removableAt(at, side('before', inputOf(SHOP)))).toBe(element);
});

test('every name that is offered can be taken away', () => {
  const before = side('before', inputOf(SHOP));
  expect(removable(before).filter(name => without(name, before) === undefined)).toEqual([]);
});
