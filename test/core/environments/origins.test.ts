import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { indexWorkspace } from '../../../src/workspace/engine.ts';
import { claims, idle } from './following.ts';

const SHOP = resolve(import.meta.dirname, '../../../examples/shop');

test('every variable of the shop follows each line that it is said to come from', async () => {
  const indexed = await indexWorkspace(SHOP);
  const claimed = claims(indexed.snapshot.graph);
  expect(claimed.length).toBeGreaterThan(50);
  expect(idle(indexed, claimed)).toEqual([]);
});
