import { expect, test } from 'vitest';
import type { Graph } from '../../../src/core/model/graph.ts';
import { scenarioFileJsonSchema } from '../../../src/core/verify/scenario-file.ts';
import { scenarioCompletions } from '../../../src/server/features/scenario-completions.ts';
import type { WrittenSchema } from '../../../src/server/features/scenario-schema.ts';

const node = (id: string, name: string, kind: string) => ({ id, name, kind });
const GRAPH = {
  nodes: [
    node('service:web', 'web', 'service'),
    node('service:orders', 'orders', 'service'),
    node('datastore:redis', 'redis', 'datastore'),
  ],
  edges: [
    { from: 'service:web', to: 'service:orders', kind: 'http' },
    { from: 'service:web', to: 'datastore:redis', kind: 'depends-on' },
  ],
} as unknown as Pick<Graph, 'nodes' | 'edges'>;

const SCHEMA = scenarioFileJsonSchema() as WrittenSchema;

/** What is offered at the bar. */
const offered = (marked: string): string[] =>
  scenarioCompletions({
    text: marked.replace('|', ''),
    offset: marked.indexOf('|'),
    graph: GRAPH,
    faults: [{ name: 'kill', description: 'a service is killed', options: ['service'] }],
    schema: SCHEMA,
  }).map(({ label }) => label);

test('keys fit where they stand', () => {
  expect(offered('|')).toContain('journeys');
  expect(offered('scenarios:\n  - |')).toEqual(['name', 'journey', 'fault', 'requests', 'expect']);
  expect(offered('journeys:\n  - name: buy\n    steps:\n      - |')).toEqual(['http', 'grpc', 'message', 'until']);
  expect(offered('scenarios:\n  - name: a\n    fault: { |')).toEqual(['kind', 'service']);
  expect(offered('scenarios:\n  - name: a\n    expect:\n      - { measure: p95, |')).toContain('atMost');
});

test('what is expected of an answer is not what is expected of a scenario', () => {
  const step = 'journeys:\n  - name: buy\n    steps:\n      - http:\n          service: orders\n';
  expect(offered(`${step}          expect: { |`)).toEqual(['status', 'body']);
  expect(offered(`${step}          expect:\n            |`)).toEqual(['status', 'body']);
  expect(offered('journeys:\n  - name: buy\n    steps: [{ grpc: { service: orders, expect: { |')).toEqual(['code', 'message']);
});

test('what stands beside the place, comments and empty lines lead nowhere else', () => {
  expect(offered('journeys:\n  - name: buy\nscenarios:\n  - |')).toContain('fault');
  expect(offered('scenarios:\n  - name: a\n# seen in June\n\n    |')).toContain('fault');
});

test('a list may begin where its key does, and comments are no keys', () => {
  expect(offered('journeys:\n- name: buy\n  # to buy:\n  steps:\n  - |')).toEqual(['http', 'grpc', 'message', 'until']);
  expect(offered('scenarios:\n- name: a\n  |')).toContain('journey');
});

/** Every key of the schema below one of the others, each written as a block. */
function written(schema: WrittenSchema, above: string, indent: string): string[] {
  const { items, properties = {} } = schema;
  if (items) return written(items, `${above}${indent}- `, `${indent}  `);
  const place = above.endsWith('- ') ? above : above + indent;
  return Object.entries(properties).flatMap(([key, value]) => [`${place}|${key}`, ...written(value, `${place}${key}:\n`, `${indent}  `)]);
}

test.each(written(SCHEMA, '', ''))('every key of the schema is offered where it stands: %j', place => {
  const key = place.slice(place.indexOf('|') + 1);
  expect(offered(place.slice(0, place.indexOf('|') + 1))).toContain(key);
});

test('values of the schema are offered where they stand', () => {
  const step = 'journeys:\n  - name: buy\n    steps:\n      - ';
  expect(offered(`${step}http: { method: |`)).toContain('OPTIONS');
  expect(offered(`${step}grpc: { method: |`)).toEqual([]);
  expect(offered(`${step}grpc: { expect: { code: |`)).toContain('OK');
  expect(offered('scenarios:\n  - fault: { kind: grpc-status, code: |')).not.toContain('OK');
});

test('values are those of the system', () => {
  expect(offered('scenarios:\n  - name: a\n    fault: { kind: |')).toEqual(['kill']);
  expect(offered('scenarios:\n  - name: a\n    fault: { kind: http-status, edge: |')).toEqual(['web -> orders']);
  expect(offered('journeys:\n  - name: b\n    steps:\n      - http: { service: |')).toEqual(['web', 'orders', 'redis']);
  expect(offered('steadyState:\n  - measure: |')).toContain('calls-per-request');
  expect(offered('journeys:\n  - name: buy\nscenarios:\n  - name: a\n    journey: |')).toEqual(['buy']);
});

test('in the middle of a text nothing is offered', () => {
  expect(offered('scenarios:\n  - name: some words |')).toEqual([]);
});
