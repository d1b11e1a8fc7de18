import { expect, test } from 'vitest';
import type { FilePath } from '../../src/core/model/source.ts';
import { marked } from '../../src/protocol/panels/map-marks.ts';
import { mapMarks } from '../../src/server/map-marks.ts';
import { shop } from '../webview/fixtures.ts';

const resilience = {
  edge: 'service:orders http service:payments',
  retries: [{ more: 2, note: 'tries 3 times', file: 'a.ts' as FilePath, line: 4, column: 1 }],
};

test('a node has the number of findings that concern it, and how bad the worst is', () => {
  const findings = [
    { about: ['service:a', 'service:b'], severity: 'low' },
    { about: ['service:b', 'service:b'], severity: 'critical' },
  ] as const;
  expect(mapMarks(findings, []).findings).toEqual({
    'service:a': { count: 1, worst: 'low' },
    'service:b': { count: 2, worst: 'critical' },
  });
});

test('marks reach the nodes and edges that they are of, and nothing else', () => {
  const graph = marked(shop, mapMarks([{ about: ['service:users'], severity: 'high' }], [resilience]));
  expect(graph.nodes.find(({ id }) => id === 'service:users')?.findings).toEqual({ count: 1, worst: 'high' });
  expect(graph.edges.filter(edge => edge.resilience).map(({ id }) => id)).toEqual([resilience.edge]);
});
