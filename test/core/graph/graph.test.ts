import { expect, test } from 'vitest';
import { cycles, path } from '../../../src/core/graph/cycles.ts';
import { dependencies, dependents } from '../../../src/core/graph/reach.ts';
import type { EdgeKind, Graph } from '../../../src/core/model/graph.ts';

/** `a http b` a line. */
function graph(text: string): Graph {
  const rows = text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/) as [string, EdgeKind, string]);
  const names = [...new Set(rows.flatMap(([from, , to]) => [from, to]))];
  return {
    nodes: names.map(name => ({ id: name, name, kind: 'service', environments: [], evidence: [], identity: [] })),
    edges: rows.map(([from, kind, to]) => ({
      id: `${from} ${kind} ${to}`,
      from,
      to,
      kind,
      confidence: 'certain',
      reason: '',
      environments: [],
      operations: [],
      evidence: [],
    })),
    unresolved: [],
    problems: [],
    environments: [],
  };
}

const shop = graph(`
  web http orders
  orders grpc inventory
  orders stores-in db
  orders depends-on cache
  inventory stores-in db
`);

test('who needs a node fails with it, nearest first', () => {
  expect(dependents(shop, 'db')).toEqual([
    { id: 'inventory', hops: 1 },
    { id: 'orders', hops: 1 },
    { id: 'web', hops: 2 },
  ]);
});

test('start order carries no failure', () => {
  expect(dependents(shop, 'cache')).toEqual([]);
});

test('what a node needs is found through others', () => {
  expect(dependencies(shop, 'web').map(({ id }) => id)).toEqual(['orders', 'db', 'inventory']);
});

test('a node that is not there has no dependents', () => {
  expect(dependents(shop, 'nobody')).toEqual([]);
});

test('the way between two nodes is the shortest', () => {
  expect(path(shop, 'web', 'db')).toEqual(['web', 'orders', 'db']);
  expect(path(shop, 'db', 'web')).toBeUndefined();
});

test('calls in a circle are one cycle, events in a circle are none', () => {
  expect(cycles(graph('b http a\na grpc b\nb http c'))).toEqual([['a', 'b']]);
  expect(cycles(graph('a publish t\nt publish a'))).toEqual([]);
});
