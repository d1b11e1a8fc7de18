import { expect, test } from 'vitest';
import { isFor } from '../../../src/core/elements/consumers.ts';

const matches = (operation: string, route: string): boolean => {
  const [method = '', path = ''] = route.split(' ');
  return isFor(operation, { method, path });
};

test.each([
  ['POST /orders', 'POST /orders', true],
  ['GET /orders', 'POST /orders', false],
  ['GET /orders', '* /orders', true],
  ['/orders/{}', 'DELETE /orders/{id}', true],
  ['/orders', 'POST /baskets', false],
  ['GET', 'GET /orders', false],
  ['GET /orders/{}', 'GET /orders/{id}', true],
  ['GET /orders/{}', 'GET /orders/:id', true],
  ['GET /orders/7/lines', 'GET /orders/<int:id>/lines', true],
  ['GET /orders', 'GET /orders/{id}', false],
  ['GET /api/v1/orders', 'GET /orders', true],
  ['GET /orders/all', 'GET /{id}', false],
  ['GET /orders/{}', 'GET /health', false],
  ['GET /{}', 'GET /health', true],
  ['GET /', 'GET /', true],
  ['GET', 'GET /orders', false],
  ['GET /orders?page=1', 'GET /orders', true],
])('the request %s is for the route %s: %s', (operation, route, expected) => {
  expect(matches(operation, route)).toBe(expected);
});
