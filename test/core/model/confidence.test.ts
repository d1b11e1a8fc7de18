import { expect, test } from 'vitest';
import { surestFirst, weaker } from '../../../src/core/model/confidence.ts';
import type { Confidence } from '../../../src/core/model/graph.ts';

test.each<readonly [Confidence, Confidence, Confidence]>([
  ['certain', 'likely', 'likely'],
  ['possible', 'certain', 'possible'],
  ['likely', 'possible', 'possible'],
  ['likely', 'likely', 'likely'],
])('%s and %s are %s together, in either order', (one, other, both) => {
  expect([weaker(one, other), weaker(other, one)]).toEqual([both, both]);
});

test('the surest is first, and what is as sure keeps its order', () => {
  const said = (['possible', 'likely', 'certain', 'likely'] as const).map((confidence, index) => ({ confidence, index }));
  expect(said.toSorted(surestFirst).map(({ index }) => index)).toEqual([2, 1, 3, 0]);
});
