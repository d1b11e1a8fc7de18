import { expect, test } from 'vitest';
import { namedIn, search } from '../../../src/server/features/named-parts.ts';
import { linkIn, openText, SHOP, systemOf } from '../system.ts';

const listed = (path: string): string[] => namedIn(openText(SHOP, path).facts).map(({ name, what }) => `${what} ${name}`);

test('a file lists the services, operations and topics that it declares', () => {
  expect(listed('compose.yaml')).toEqual(['service web', 'service orders', 'service stock', 'service nats']);
  expect(listed('orders/index.ts')).toEqual(['operation POST /orders', 'operation GET /health', 'topic order.created']);
  expect(listed('contracts/stock.proto')).toEqual(['contract Stock', 'rpc Stock/Reserve']);
});

test('the system is searched by letters in their order: nodes first, then operations', () => {
  const system = systemOf(SHOP);
  const found = (query: string): string[] => search(system, query).map(({ name, what, ...at }) => `${what} ${name} ${linkIn(system)(at)}`);
  expect(found('ord')).toEqual([
    'service orders compose.yaml:7',
    'topic order.created orders/index.ts:10',
    'operation POST /orders orders/index.ts:5',
  ]);
  expect(found('stkres')).toEqual(['rpc Stock/Reserve contracts/stock.proto:4']);
  expect(found('no such thing')).toEqual([]);
});
