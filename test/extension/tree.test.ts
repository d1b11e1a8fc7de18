import { expect, test } from 'vitest';
import { branches } from '../../src/extension/tree/branches.ts';
import type { Branch } from '../../src/extension/tree/branches.ts';
import { emptyRoot, english, shopRoot } from './fixtures.ts';

const outline = (list: readonly Branch[]) => list.map(({ label, note }) => `${label} ${note}`.trim());
const named = (list: readonly Branch[], label: string): Branch => list.find(branch => branch.label === label)!;

test('the system has a section for each kind of thing, and one for what is not known', () => {
  expect(outline(branches([shopRoot], english))).toEqual([
    'Services 12',
    'Data stores 4',
    'Brokers and topics 3',
    'Contracts 1',
    'External systems 1',
    'Unresolved 2',
  ]);
});

test('a service opens to who needs it, then to what it needs', () => {
  const gateway = named(named(branches([shopRoot], english), 'Services').children(), 'gateway');
  expect(gateway.children().map(({ label }) => label)).toEqual(['needed by web', 'needs storefront', 'needs users']);
});

test('what commands are asked about is the thing and its folder', () => {
  const orders = named(named(branches([shopRoot], english), 'Services').children(), 'orders');
  expect(orders.target).toEqual({ id: 'service:orders', root: 'file:///work/shop' });
});

test('each line of the tree has an id of its own, wherever it stands', () => {
  const all = (list: readonly Branch[]): readonly string[] => list.flatMap(branch => [branch.id, ...all(branch.children())]);
  const ids = all(branches([shopRoot], english));
  expect(ids.length - new Set(ids).size).toBe(0);
});

test('a service says how many findings concern it and how bad the worst is', () => {
  const orders = named(named(branches([shopRoot], english), 'Services').children(), 'orders');
  expect([orders.note, orders.findings]).toEqual(['TypeScript · 2 findings, the worst is high', { count: 2, worst: 'high' }]);
});

test('several folders stand side by side, and one without services not at all', () => {
  const other = { ...shopRoot, uri: 'file:///work/bank', name: 'bank' };
  expect(outline(branches([emptyRoot, shopRoot, other], english))).toEqual(['shop', 'bank']);
  expect(branches([emptyRoot], english)).toEqual([]);
});
