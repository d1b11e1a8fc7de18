import { expect, test } from 'vitest';
import { composeDocument } from '../../../src/core/verify/compose-document.ts';
import { servicePorts } from '../../../src/core/verify/ports.ts';

const ports = (services: object, exposed?: Record<string, number[]>): string[] =>
  servicePorts(composeDocument({ services }), name => exposed?.[name] ?? []).map(
    ({ service, names, ports }) =>
      `${service} (${names.join(', ')}): ${ports.map(({ port, protocol }) => `${port} ${protocol}`).join(', ')}`,
  );

test('where a service listens is told by what the others are told', () => {
  expect(
    ports({
      web: { environment: { ORDERS_URL: 'http://orders:8080/v1', STOCK: 'stock:50051', CACHE: 'redis://:pw@cache/0' } },
      orders: {},
      stock: {},
      cache: { image: 'redis:7' },
    }),
  ).toEqual(['web (web): ', 'orders (orders): 8080 http', 'stock (stock): 50051 unknown', 'cache (cache): 6379 tcp']);
});

test('published and exposed ports count, whoever names them', () => {
  expect(ports({ orders: { ports: [{ target: 8080 }], expose: ['9090/tcp'] } }, { orders: [3000] })).toEqual([
    'orders (orders): 8080 unknown, 9090 unknown, 3000 unknown',
  ]);
});

test('a service is found by each of its names', () => {
  expect(
    ports({
      web: { command: ['--to', 'http://the-orders:81'] },
      orders: { container_name: 'the-orders', hostname: 'o', networks: { default: { aliases: ['orders.local'] } } },
    }),
  ).toEqual(['web (web): ', 'orders (orders, the-orders, o, orders.local): 81 http']);
});

test('a name inside of another name is another name', () => {
  expect(ports({ web: { environment: { A: 'http://orders-db:1', B: 'old.orders:2', C: 'orders.example:3' } }, orders: {} })).toEqual([
    'web (web): ',
    'orders (orders): ',
  ]);
});
