import { expect, test } from 'vitest';
import type { EdgePolicy } from '../../../src/core/detect/resilience/edge-policies.ts';
import { retryArithmetic, type StaticSide } from '../../../src/core/verify/without-engine.ts';

/** `web orders 4`: so many tries. */
const side = (...lines: readonly string[]): StaticSide => ({
  policies: lines.map(line => {
    const [from = '', to = '', tries = '1'] = line.split(' ');
    return { edge: { id: `${from} ${to}`, from, to }, tries: Number(tries), retries: [] } as unknown as EdgePolicy;
  }),
  nameOf: id => id,
});

test('three retries in two layers are 16 calls, and 4 where one layer stops', () => {
  expect(retryArithmetic(side('web orders 4', 'orders payments 4'), side('web orders 1', 'orders payments 4'))).toEqual([
    'payments can be called up to 4 times for one request (orders → payments), up to 16 times before the change.',
    'orders can be called once for one request (web → orders), up to 4 times before the change.',
  ]);
});

test('without a base only what is there now is said', () => {
  expect(retryArithmetic(undefined, side('web orders 2'))).toEqual(['orders can be called up to 2 times for one request (web → orders).']);
});

test('where nothing is tried again, nothing is said', () => {
  expect(retryArithmetic(side('web orders 1'), side('web orders 1'))).toEqual([]);
});
