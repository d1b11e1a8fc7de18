import { expect, test } from 'vitest';
import { edgeName } from '../../../src/core/verify/edge-name.ts';

test.each([
  ['orders -> payments', { from: 'orders', to: 'payments' }],
  ['orders->payments', { from: 'orders', to: 'payments' }],
  ['orders → payments', { from: 'orders', to: 'payments' }],
  ['payments', { to: 'payments' }],
  ['', undefined],
  ['orders ->', undefined],
  ['a b', undefined],
  ['a -> b -> c', undefined],
])('%j', (written, name) => {
  expect(edgeName(written)).toEqual(name);
});
