import { expect, test } from 'vitest';
import { symfony } from '../../../../src/core/extract/symfony/index.ts';
import { facts } from '../configuration-facts.ts';

const read = (text: string) => facts(symfony, 'config/routes/orders.yaml', text);

test('a route of a file has a path, a controller and methods', () => {
  const text =
    'orders_show:\n  path: /orders/{id<\\d+>}\n  controller: App\\Controller\\Orders\n  methods: [GET, HEAD]\nall:\n  path: /all\n  controller: App\\Controller\\All\n';
  expect(read(text)).toMatchObject([
    { kind: 'serves-route', method: 'GET', path: { text: '/orders/{id}' } },
    { kind: 'serves-route', method: 'HEAD', path: { text: '/orders/{id}' } },
    { kind: 'serves-route', method: '*', path: { text: '/all' } },
  ]);
});

test('what is filled in from the environment is read, whatever is made of it', () => {
  expect(read("services:\n  a: { host: '%env(MAIL_HOST)%', port: '%env(int:MAIL_PORT)%', size: '%env(default::SIZE)%' }\n")).toMatchObject([
    { kind: 'reads-env', name: 'MAIL_HOST', certain: true },
    { kind: 'reads-env', name: 'MAIL_PORT', certain: true },
    { kind: 'reads-env', name: 'SIZE', certain: false },
  ]);
});

test('a path without a controller is none', () => {
  expect(read('log:\n  path: /var/log\nother:\n  controller: x\n')).toEqual([]);
});
