import { expect, test } from 'vitest';
import type { Graph } from '../../../src/core/model/graph.ts';
import { scenarioCompletions } from '../../../src/server/features/scenario-completions.ts';

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

/** What is offered at the bar. */
const offered = (marked: string): string[] =>
  scenarioCompletions({
    text: marked.replace('|', ''),
    offset: marked.indexOf('|'),
    graph: GRAPH,
    faults: [{ name: 'kill', description: 'a service is killed' }],
  }).map(({ label }) => label);

test('keys fit where they stand', () => {
  expect(offered('|')).toContain('journeys');
  expect(offered('scenarios:\n  - |')).toEqual(['name', 'journey', 'fault', 'requests', 'expect']);
  expect(offered('journeys:\n  - name: buy\n    steps:\n      - |')).toEqual(['http', 'grpc', 'message', 'until']);
  expect(offered('scenarios:\n  - name: a\n    fault: { |')).toContain('kind');
  expect(offered('scenarios:\n  - name: a\n    expect:\n      - { measure: p95, |')).toContain('atMost');
});

test('values are those of the system', () => {
  expect(offered('scenarios:\n  - name: a\n    fault: { kind: |')).toEqual(['kill']);
  expect(offered('scenarios:\n  - name: a\n    fault: { kind: http-status, edge: |')).toEqual(['web -> orders']);
  expect(offered('journeys:\n  - name: b\n    steps:\n      - http: { service: |')).toEqual(['web', 'orders', 'redis']);
  expect(offered('    expect:\n      - measure: |')).toContain('calls-per-request');
  expect(offered('journeys:\n  - name: buy\nscenarios:\n  - name: a\n    journey: |')).toEqual(['buy']);
});

test('in the middle of a text nothing is offered', () => {
  expect(offered('scenarios:\n  - name: some words |')).toEqual([]);
});
