import { expect, test } from 'vitest';
import { againstBaseline, baseline, baselineText, breakageId, findingId } from '../../../src/core/waivers/baseline.ts';

test('an identity is made of names, never of places', () => {
  expect(findingId({ check: 'env.name-mismatch', subject: 'orders DB_PASS' })).toBe('env.name-mismatch orders DB_PASS');
  expect(breakageId({ rule: 'FIELD_NO_DELETE', element: 'shop.Order.total', consumer: 'web' })).toBe(
    'FIELD_NO_DELETE shop.Order.total → web',
  );
  expect(breakageId({ element: 'POST /orders', consumer: 'web' })).toBe('change POST /orders → web');
});

test('a baseline is written in order, one identity a line, and read back', () => {
  const text = baselineText(['b', 'a', 'b']);
  expect(text).toBe('{\n  "version": 1,\n  "known": [\n    "a",\n    "b"\n  ]\n}\n');
  expect([...baseline(text).known]).toEqual(['a', 'b']);
});

test('only what is new fails, and what was mended is named', () => {
  const { fresh, known, gone } = againstBaseline(['a', 'c'], id => id, baseline(baselineText(['a', 'b'])));
  expect({ fresh, known, gone }).toEqual({ fresh: ['c'], known: ['a'], gone: ['b'] });
});

test.each([
  ['', 'The baseline cannot be read as JSON; write it anew with --write-baseline.'],
  ['null', 'The baseline cannot be read as JSON; write it anew with --write-baseline.'],
  ['{"version":2,"known":[]}', 'The baseline is not of version 1; write it anew with --write-baseline.'],
  ['{"version":1,"known":[1]}', 'The baseline has no list "known" of texts; write it anew with --write-baseline.'],
])('of the baseline %j nothing is known', (text, sentence) => {
  const { known, problems } = baseline(text);
  expect([known.size, problems.map(({ message }) => message)]).toEqual([0, [sentence]]);
});
