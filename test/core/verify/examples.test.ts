import { expect, test } from 'vitest';
import { exampleStep, operationsOf } from '../../../src/core/verify/examples.ts';
import { contractOf } from './requests/texts.ts';

const API = contractOf({
  'api.yaml': `
openapi: 3.0.3
paths:
  /orders:
    post:
      parameters: [{ name: X-Key, in: header, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { example: { total: 5 }, schema: { type: object } } } }
      responses: { '201': { description: made } }
  /orders/{id}:
    get: { parameters: [{ name: id, in: path, required: true, schema: { type: integer } }], responses: { '200': { description: ok } } }`,
});

const PROTO = contractOf({
  'protos/shop.proto': `syntax = "proto3"; package shop; service Stock { rpc Reserve (Order) returns (Order); } message Order { string id = 1; }`,
});

test('a step to begin with is written from an operation as its id in an impact says', () => {
  expect(exampleStep(API, 'POST /orders of orders-service')).toEqual({
    http: { method: 'POST', path: '/orders', headers: { 'x-key': 'text' }, body: { total: 5 } },
  });
  expect(exampleStep(API, 'GET /orders/{}')).toEqual({ http: { method: 'GET', path: '/orders/1' } });
  expect(exampleStep(PROTO, 'shop.Stock.Reserve')).toEqual({
    grpc: { proto: 'protos/shop.proto', method: 'shop.Stock/Reserve', message: { id: 'text' } },
  });
});

test('an operation that the contract does not have gives no step', () => {
  expect([
    exampleStep(API, 'GET /nowhere'),
    exampleStep(PROTO, 'shop.Stock.Nothing'),
    exampleStep(contractOf({ 'api.yaml': '' }), 'GET /'),
  ]).toEqual([undefined, undefined, undefined]);
});

test('every operation is told with whether it may change something', () => {
  expect([...operationsOf(API), ...operationsOf(PROTO)]).toEqual([
    { id: 'POST /orders', writes: true },
    { id: 'GET /orders/{id}', writes: false },
    { id: 'shop.Stock/Reserve', writes: true },
  ]);
});
