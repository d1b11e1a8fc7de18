import { expect, test } from 'vitest';
import { lenses } from '../../../src/server/features/lenses.ts';
import { openText, SHOP } from '../system.ts';

/** Each lens with the line that it stands over. */
const shown = (path: string): string[] => {
  const open = openText(SHOP, path);
  return lenses(open).map(
    ({ span, title, node }) => `${open.text.slice(0, span[0]).split('\n').length}: ${title}${node === undefined ? '' : ` (${node})`}`,
  );
};

test('a compose service says how many depend on it, and how far', () => {
  expect(shown('compose.yaml')).toEqual([
    '2: No consumer seen (service:web)',
    '7: 1 consumer · 1 hop · Show impact (service:orders)',
    '13: 1 consumer · 2 hops · Show impact (service:stock)',
    '15: 1 consumer · 2 hops · Show impact (broker:nats)',
  ]);
});

test('an operation says who calls it, an rpc whose clients there are', () => {
  expect(shown('orders/index.ts')).toEqual([
    '5: 1 consumer · 1 hop · Show impact (service:orders)',
    '8: No consumer seen (service:orders)',
  ]);
  expect(shown('contracts/stock.proto')).toEqual([
    '3: 1 consumer · 2 hops · Show impact (service:stock)',
    '4: 1 consumer · 2 hops · Show impact (service:stock)',
  ]);
});
