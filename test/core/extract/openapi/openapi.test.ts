import { expect, test } from 'vitest';
import { openapi } from '../../../../src/core/extract/openapi/index.ts';
import { facts, shown } from '../configuration-facts.ts';

function read(text: string, path = 'spec.yaml') {
  const [contract] = facts(openapi, path, text);
  if (contract?.kind !== 'contract') return undefined;
  const operations = contract.operations.map(
    ({ at, method, path, id }) => `${text.slice(...at)}: ${method} ${path}${id === undefined ? '' : ` ${id}`}`,
  );
  return {
    name: contract.name,
    version: contract.version,
    operations,
    servers: contract.servers.map(({ url }) => shown(url)),
    references: contract.references.map(({ path }) => path),
  };
}

const SPEC = `openapi: 3.0.3
info:
  title: Orders
  description: |
    title: not this

  version: "1.2"
servers:
  - url: https://{region}.shop.dev/v1
    variables:
      region:
        default: eu
paths:
  /orders/{id}:
    parameters:
      - $ref: 'shared.yaml#/parameters/Id'
    get:
      operationId: getOrder
      tags:
        - get
      responses:
        '200':
          content: {}
    # post:
    "delete":
      responses: {}
components:
  schemas:
    paths:
      get: {}
`;

test('operations stand at their methods, servers have the defaults of their variables, other files are references', () => {
  expect(read(SPEC)).toEqual({
    name: 'Orders',
    version: '1.2',
    operations: ['get: GET /orders/{id} getOrder', '"delete": DELETE /orders/{id}'],
    servers: ['https://eu.shop.dev/v1'],
    references: ['shared.yaml'],
  });
});

test('a large specification has the same operations, by indentation alone', () => {
  const large = read(`${SPEC}# ${'x'.repeat(200_000)}\n`);
  expect(large?.operations).toEqual(['get: GET /orders/{id} getOrder', '"delete": DELETE /orders/{id}']);
  expect(large?.version).toBe('1.2');
});

test('Swagger 2: the server is scheme, host and base path', () => {
  expect(read('swagger: "2.0"\nhost: shop.dev\nbasePath: /v2\nschemes: [https]\npaths:\n  /a:\n    get: {}\n')?.servers).toEqual([
    'https://shop.dev/v2',
  ]);
});

test('JSON is read without its schemas, also on one line', () => {
  expect(
    read(
      '{"openapi":"3.1.0","info":{"title":"A"},"paths":{"/a":{"post":{"operationId":"x","requestBody":{"a":[1,{"}":2}]}}}},"components":{"x":{}}}',
      'a.json',
    )?.operations,
  ).toEqual(['"post": POST /a x']);
});

test('other files with such words are no contract', () => {
  expect(read('swagger: true\n')).toBeUndefined();
  expect(read('tools:\n  openapi: generator\n')).toBeUndefined();
});
