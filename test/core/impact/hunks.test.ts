import { expect, test } from 'vitest';
import { hunks, lineNow } from '../../../src/core/impact/hunks.ts';

const lines = (text: string): readonly string[] => text.split(' ');
/** `1-2:1-3` for each hunk, from 0, ends not included. */
const told = (before: string, after: string): string =>
  hunks(lines(before), lines(after))
    .map(hunk => `${hunk.before.join('-')}:${hunk.after.join('-')}`)
    .join(' ');

test.each([
  ['a b c', 'a b c', ''],
  ['a b c', 'a c', '1-2:1-1'],
  ['a c', 'a b c', '1-1:1-2'],
  ['a b c', 'a x c', '1-2:1-2'],
  ['a b c d e', 'a x c e', '1-2:1-2 3-4:3-3'],
  ['a', 'b', '0-1:0-1'],
  ['a a a', 'a a', '2-3:2-2'],
])('%s to %s differs at %s', (before, after, expected) => {
  expect(told(before, after)).toBe(expected);
});

const many = (word: string) => Array.from({ length: 2000 }, (_, at) => `${word}${at}`);

test('texts that have nothing in common and are very long count as one change', () => {
  expect(hunks(many('a'), many('b'))).toEqual([{ before: [0, 2000], after: [0, 2000] }]);
});

/** The line of now that a line of before is to be seen at. */
const now = (line: string, before: readonly string[], after: readonly string[]): string | undefined =>
  after[lineNow(before.indexOf(line), before, after)];

test('a line that stays is where it is now', () => {
  expect(now('c', ['a', 'b', 'c'], ['c'])).toBe('c');
  expect(now('a', ['a', 'b'], ['x', 'y', 'a', 'b'])).toBe('a');
});

test('a line that is gone is seen at the line above the gap', () => {
  expect(now('b', ['a', 'b', 'c'], ['a', 'c'])).toBe('a');
  expect(now('a', ['a', 'b'], ['b'])).toBe('b');
});

test('a line that became another is seen at what shares most words with it', () => {
  expect(now('int32 count = 2;', ['{', 'int32 count = 2;', '}'], ['{', '// news', 'reserved 2;', 'int64 count = 2;', '}'])).toBe(
    'int64 count = 2;',
  );
});
