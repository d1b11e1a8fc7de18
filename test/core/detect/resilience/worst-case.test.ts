import { expect, test } from 'vitest';
import type { EdgePolicy } from '../../../../src/core/detect/resilience/edge-policies.ts';
import { worstCase } from '../../../../src/core/detect/resilience/worst-case.ts';

/** `a>b 4`: an edge and how often it is tried. */
const policies = (...edges: readonly string[]): readonly EdgePolicy[] =>
  edges.map(text => {
    const [, from = '', to = '', tries = '1'] = /^(\w+)>(\w+) (\d+)$/.exec(text) ?? [];
    return { edge: { id: text, from, to }, tries: Number(tries), retries: [] };
  });

/** `16 a b c`: calls at the last node and the way there. */
const told = (...edges: readonly string[]): readonly string[] =>
  worstCase(policies(...edges)).map(
    ({ calls, edges: path }) => `${calls} ${path[0]!.edge.from} ${path.map(({ edge }) => edge.to).join(' ')}`,
  );

test('three retries in two layers are sixteen calls, and in three layers sixty-four', () => {
  expect(told('web>orders 4', 'orders>stock 4')).toEqual(['16 web orders stock', '4 web orders']);
  expect(told('web>orders 4', 'orders>stock 4', 'stock>store 4')[0]).toBe('64 web orders stock store');
});

test('a layer that does not try again multiplies nothing, and is part of the way', () => {
  expect(told('web>orders 3', 'orders>stock 1', 'stock>store 3')[0]).toBe('9 web orders stock store');
});

test('of several ways to a node the one that multiplies most is told', () => {
  expect(told('web>store 2', 'web>orders 3', 'orders>store 3')).toEqual(['9 web orders store', '3 web orders']);
});

test('a circle ends where it began', () => {
  expect(told('a>b 2', 'b>a 2')).toEqual(['2 a b', '2 b a']);
});

test('a dense graph is searched for a while and no longer', () => {
  const names = Array.from({ length: 40 }, (_, at) => `n${at}`);
  const dense = names.flatMap((from, at) => names.slice(at + 1).map(to => `${from}>${to} 2`));
  expect(told(...dense).length).toBeGreaterThan(1);
});

test('nobody tries again: nothing is told', () => {
  expect(told('a>b 1', 'b>c 1')).toEqual([]);
});
