import { expect, test } from 'vitest';
import { explained } from '../../src/extension/explain/proof-picks.ts';
import type { ExplainAnswer } from '../../src/protocol/lsp.ts';
import { shop } from '../webview/fixtures.ts';
import { english } from './fixtures.ts';

const edge = shop.edges.find(({ id }) => id === 'service:admin http service:orders')!;
const node = shop.nodes.find(({ id }) => id === 'service:orders')!;
const root = 'file:///work/shop';

test('an edge is one sentence and a way to each of its lines', () => {
  const { sentence, picks } = explained({ kind: 'edge', root, edge, from: 'admin', to: 'orders', markdown: '' }, english);
  expect(sentence).toMatch(/^admin → orders: HTTP \(GET \/orders.*\), likely, not proven\. /);
  expect(picks.filter(({ to }) => to.kind === 'source')).toHaveLength(edge.evidence.length);
});

const answer: ExplainAnswer = {
  kind: 'node',
  root,
  node,
  identity: [{ why: 'It is called orders in compose.', file: 'compose.yaml', line: 3 }],
  dependents: [
    { id: 'service:storefront', name: 'storefront', hops: 1 },
    { id: 'service:web', name: 'web', hops: 2 },
  ],
  dependencies: [],
  markdown: '',
};

test('a service says first who fails with it, then why it is one service', () => {
  const { sentence, picks } = explained(answer, english);
  expect(sentence).toBe('If orders fails, storefront and web fail.');
  expect(picks.map(({ label, note }) => `${label} ${note}`.trim())).toEqual([
    'If orders fails, these fail',
    '$(symbol-interface) storefront direct',
    '$(symbol-interface) web 2 hops',
    expect.stringMatching(/^Why this is orders/),
    '$(go-to-file) compose.yaml:3',
  ]);
});
