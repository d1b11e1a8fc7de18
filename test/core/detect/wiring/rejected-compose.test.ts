import { expect, test } from 'vitest';
import { rejectedCompose } from '../../../../src/core/detect/checks/wiring/rejected-compose.ts';
import { found, said } from '../workspace.ts';

const compose = (shop: string, more = '') => ({
  'compose.yaml': `services:\n  shop:\n    image: acme/shop:1\n    ${shop}\n  stock:\n    image: acme/stock:1\n    ${more}\n`,
});

test('what compose refuses before it starts anything is told with its place', () => {
  expect(said(rejectedCompose, compose('depends_on: [stock]', 'depends_on: [shop]'))).toEqual([
    'Services wait for each other in a circle: shop, stock, shop: compose rejects compose.yaml.',
  ]);
  expect(found(rejectedCompose, compose('depends_on: {stok: {condition: service_started}}'))).toEqual([
    'high compose.yaml The service shop depends on stok, which is not defined. @ compose.yaml:4',
  ]);
  for (const part of [
    'networks: [inner]',
    'volumes: ["kept:/data"]',
    'secrets: [key]',
    'healthcheck: {test: [curl, localhost]}',
    'depends_on: {stock: {condition: healthy}}',
  ])
    expect(found(rejectedCompose, compose(part)), part).toHaveLength(1);
});

test('what is defined, comes from outside or stands in a file that is read with others is left alone', () => {
  expect(found(rejectedCompose, compose('depends_on: [stock]'))).toEqual([]);
  expect(found(rejectedCompose, compose('ports: ["${PORT}:80"]'))).toEqual([]);
  expect(found(rejectedCompose, { 'compose.extra.yaml': compose('depends_on: [stok]')['compose.yaml'] })).toEqual([]);
});
