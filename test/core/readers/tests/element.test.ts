import { expect, test } from 'vitest';
import type { ElementKind } from '../../../../src/core/model/impact.ts';
import { exercised } from '../../../../src/core/readers/tests/element.ts';

/** `operation POST /orders (total)`, `symbol total in Order`, `name DB_PASS`. */
const shown = (element: string, kind?: ElementKind): string => {
  const found = exercised(element, kind);
  switch (found.kind) {
    case 'operation':
      return `operation ${found.method} ${found.path}${found.part === undefined ? '' : ` (${found.part})`}`;
    case 'symbol':
      return `symbol ${found.name} in ${found.owner}`;
    case 'name':
      return `name ${found.name}`;
  }
};

test.each<readonly [string, ElementKind | undefined, string]>([
  ['POST /orders', undefined, 'operation POST /orders'],
  ['POST /orders of orders', 'route', 'operation POST /orders'],
  ['POST /orders request.body.items.total', 'operation', 'operation POST /orders (total)'],
  ['GET /orders/{id} response.200.body', 'operation', 'operation GET /orders/{id}'],
  ['GET /orders parameter.query.page', 'operation', 'operation GET /orders (page)'],
  ['* /orders', undefined, 'operation * /orders'],
  ['items[].total of POST /orders', 'payload', 'operation POST /orders (total)'],
  ['items[].total of orders.created', 'payload', 'symbol total in orders.created'],
  ['topic orders.created', 'topic', 'name orders.created'],
  ['table orders', 'table', 'name orders'],
  ['shop.v1.Order.total', 'message', 'symbol total in Order'],
  ['shop.v1.Orders/Place', 'rpc', 'symbol Place in Orders'],
  ['DB_PASS of orders', 'variable', 'name DB_PASS'],
  ['spring.datasource.url of orders', 'variable', 'name spring.datasource.url'],
  ['orders:8080', 'address', 'name orders:8080'],
  ['orders.shop.svc', 'address', 'name orders.shop.svc'],
  ['packages/contracts/order.ts', 'symbol', 'name packages/contracts/order.ts'],
  ['', undefined, 'name '],
])('%s (%s) is the %s', (element, kind, expected) => {
  expect(shown(element, kind)).toBe(expected);
});
