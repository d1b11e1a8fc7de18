import { expect, test } from 'vitest';
import type { EdgeKind, Graph } from '../../../src/core/model/graph.ts';
import { composeName, slice, type SliceQuestion } from '../../../src/core/verify/slice.ts';

const id = (name: string): string => (name.startsWith('#') ? `topic:${name}` : name);

/** `web http orders`: names that begin with a capital are data stores, with `#` topics. */
function graph(...lines: readonly string[]): Graph {
  const edges = lines.map(line => line.split(' ') as [string, EdgeKind, string]);
  const names = [...new Set(edges.flatMap(([from, , to]) => [from, to]))];
  return {
    nodes: names.map(name => ({
      id: id(name),
      name,
      kind: name.startsWith('#') ? 'topic' : /^[A-Z]/.test(name) ? 'datastore' : 'service',
      environments: [],
      evidence: [],
      identity: [],
    })),
    edges: edges.map(([from, kind, to]) => ({
      id: `${from} ${kind} ${to}`,
      from: id(from),
      to: id(to),
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

const SHOP = graph(
  'web http orders',
  'web stores-in Cache',
  'orders http payments',
  'orders stores-in Db',
  'payments http bank',
  'orders publish #placed',
  'mail subscribe #placed',
  'admin http reports',
);

function sliced(asked: Partial<SliceQuestion>): string {
  const project = new Map(['web', 'orders', 'payments', 'bank', 'mail', 'admin', 'reports', 'Cache', 'Db'].map(name => [name, []]));
  const found = slice({ graph: SHOP, project, changed: [], named: [], entries: [], contracts: new Map(), all: false, ...asked });
  const mocks = [...found.mocks].map(([name, contract]) => `${name}=${contract}`);
  return [...[...found.run.keys()].toSorted(), ...mocks].join(' ');
}

test('what changes runs with its direct consumers, and with what they need', () => {
  expect(sliced({ changed: ['payments'] })).toBe('Db bank orders payments');
});

test('who hears what is published is a consumer too', () => {
  expect(sliced({ changed: ['orders'] })).toBe('Cache Db bank mail orders payments web');
});

test('a neighbour with a contract is mocked, and what lies behind it is not needed', () => {
  expect(sliced({ changed: ['orders'], contracts: new Map([['payments', 'openapi.yaml']]) })).toBe(
    'Cache Db mail orders web payments=openapi.yaml',
  );
});

test('what a scenario names is never mocked', () => {
  expect(sliced({ changed: ['orders'], named: ['payments'], contracts: new Map([['payments', 'openapi.yaml']]) })).toBe(
    'Cache Db bank mail orders payments web',
  );
});

test('all services between a journey and what is looked at run', () => {
  expect(sliced({ changed: ['bank'], entries: ['web'] })).toBe('Cache Db bank orders payments web');
});

test('circles of calls end', () => {
  expect(
    sliced({
      graph: graph('a http b', 'b http a'),
      project: new Map([
        ['a', []],
        ['b', []],
      ]),
      changed: ['a'],
      entries: ['b'],
    }),
  ).toBe('a b');
});

test('all means all', () => {
  expect(sliced({ all: true })).toBe('Cache Db admin bank mail orders payments reports web');
});

test('what must be started first is needed', () => {
  expect(
    sliced({
      graph: graph(),
      project: new Map([
        ['web', ['setup']],
        ['setup', []],
      ]),
      named: ['web'],
    }),
  ).toBe('setup web');
});

test('a node is known by how compose runs it; where compose does not, by what a cluster calls it', () => {
  const [node] = graph('orders http payments').nodes;
  const running = (...all: readonly [environment: string, name: string][]) => ({
    ...node!,
    running: all.map(([environment, name]) => ({ environment, name, ports: [], variables: [], probes: [], resources: [] })),
  });
  const project = new Map([
    ['one', []],
    ['two', []],
  ]);
  expect(composeName(running(['helm', 'two'], ['compose', 'one']), project)).toBe('one');
  expect(composeName(running(['helm', 'two']), project)).toBe('two');
  expect(composeName(running(['helm', 'three']), project)).toBeUndefined();
});

test('a topic is not the service of its name', () => {
  const [, topic] = graph('web publish #orders').nodes;
  expect(composeName({ ...topic!, name: 'orders' }, new Map([['orders', []]]))).toBeUndefined();
});
