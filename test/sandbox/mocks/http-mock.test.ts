import { expect, onTestFinished, test } from 'vitest';
import { mockOf, type Mock } from '../../../src/sandbox/mocks/mock.ts';
import { contractOf } from '../../core/verify/requests/texts.ts';

const SHOP = {
  'shop.yaml': `
openapi: 3.0.3
servers: [{ url: /api }]
paths:
  /orders:
    get:
      parameters: [{ name: limit, in: query, schema: { type: integer, maximum: 10 } }, { name: tags, in: query, explode: false, schema: { type: array, items: { enum: [a, b] } } }]
      responses: { '200': { content: { application/json: { example: [{ id: o1 }], schema: { type: array, items: { $ref: '#/components/schemas/Order' } } } } } }
    post:
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } }
      responses: { '400': { description: bad }, '201': { content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
  /orders/latest: { get: { responses: { '204': { description: none } } } }
  /orders/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, minLength: 2 } }]
    get: { parameters: [{ name: X-Key, in: header, required: true, schema: { type: string } }], responses: { 2XX: { content: { text/plain: { schema: { type: string, example: hello } } } } } }
    put:
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } } }
      responses: { default: { description: ok } }
components:
  schemas:
    Order: { type: object, required: [id], properties: { id: { type: string }, total: { type: number, minimum: 0 } } }`,
};

async function shop(): Promise<Mock> {
  const mock = await mockOf([contractOf(SHOP)]);
  onTestFinished(mock.close);
  return mock;
}

async function asked(
  { endpoint }: Mock,
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
) {
  const answer = await fetch(`http://${endpoint.host}:${endpoint.port}${path}`, { method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  return `${answer.status} ${text}`.trim();
}

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };

test.each([
  ['GET', '/api/orders', {}, '200 [{"id":"o1"}]'],
  ['GET', '/orders', {}, '200 [{"id":"o1"}]'],
  ['GET', '/orders/?limit=5&tags=a,b', {}, '200 [{"id":"o1"}]'],
  ['GET', '/orders?limit=11', {}, '400 {"error":"The query parameter \\"limit\\" must be <= 10."}'],
  ['GET', '/orders?limit=many', {}, '400 {"error":"The query parameter \\"limit\\" must be integer."}'],
  ['GET', '/orders?tags=a,c', {}, '400 {"error":"The query parameter \\"tags\\" at 1 must be one of \\"a\\", \\"b\\"."}'],
  ['GET', '/orders/latest', {}, '204'],
  ['GET', '/orders/o1', { headers: { 'x-key': 'k' } }, '200 hello'],
  ['GET', '/orders/o1', {}, '400 {"error":"The header \\"X-Key\\" is required and missing."}'],
  ['GET', '/orders/o', { headers: { 'x-key': 'k' } }, '400 {"error":"The path parameter \\"id\\" must NOT have fewer than 2 characters."}'],
  ['POST', '/orders', { body: '{"id":"o2","total":3}', headers: JSON_TYPE }, '201 {"id":"text","total":1}'],
  ['POST', '/orders', { body: '{"total":3}', headers: JSON_TYPE }, '400 {"error":"The body has no \\"id\\"."}'],
  ['POST', '/orders', { body: '{"id":', headers: JSON_TYPE }, '400 {"error":"The body is no JSON."}'],
  ['POST', '/orders', {}, '400 {"error":"The body is required and missing."}'],
  [
    'POST',
    '/orders',
    { body: '<o/>', headers: { 'content-type': 'application/xml' } },
    '415 {"error":"The body is application/xml, and application/json is taken."}',
  ],
  ['PUT', '/orders/o1', { body: 'n=5', headers: FORM_TYPE }, '200'],
  ['PUT', '/orders/o1', { body: 'n=five', headers: FORM_TYPE }, '400 {"error":"The body at n must be integer."}'],
  ['DELETE', '/orders', {}, '405 {"error":"shop.yaml has no DELETE /orders, but GET, POST."}'],
  ['GET', '/nowhere', {}, '404 {"error":"shop.yaml has no path /nowhere."}'],
])('%s %s with %j is answered %s', async (method, path, sent, answer) => {
  expect(await asked(await shop(), method, path, sent)).toBe(answer);
});

test('calls are counted by operation, also those that do not fit', async () => {
  const mock = await shop();
  for (const path of ['/orders', '/orders?limit=11', '/orders/ab', '/x']) await asked(mock, 'GET', path);
  expect([...mock.calls()]).toEqual([
    ['GET /orders', 2],
    ['GET /orders/{id}', 1],
    ['unknown', 1],
  ]);
});

test('a mock that is closed listens no more, and may be closed again', async () => {
  const mock = await shop();
  await mock.close();
  await mock.close();
  await expect(asked(mock, 'GET', '/orders')).rejects.toThrow();
});

test('several documents are one service', async () => {
  const other = contractOf({
    'more.yaml': `{ openapi: 3.1.0, paths: { /health: { get: { responses: { '200': { description: ok } } } } } }`,
  });
  const mock = await mockOf([contractOf(SHOP), other]);
  onTestFinished(mock.close);
  expect(await asked(mock, 'GET', '/health')).toBe('200');
});

test('what cannot be mocked is said', async () => {
  expect(() => mockOf([])).toThrow('A service without a contract cannot be mocked; name its OpenAPI document or its proto file.');
  await expect(mockOf([contractOf({ 'a.yaml': 'nothing' })])).rejects.toThrow('a.yaml is no OpenAPI document that can be read');
  expect(() => mockOf([contractOf(SHOP), contractOf({ 'a.proto': '' })])).toThrow('cannot be answered on one port');
});
