import { expect, test } from 'vitest';
import { restore } from '../../../../src/server/impact/fixes/restore.ts';
import { edited } from './edited.ts';

/** What restoring makes of the text of now; the line is of the version before, from 1. */
const restored = (line: number, before: string, now: string, side: 'before' | 'after' = 'before'): string | undefined => {
  const fix = restore({ element: 'A of web', line, ...(side === 'before' && { side }) }, { before, now });
  return fix && edited(now, fix.edits);
};

test('only the lines that changed together with the one in question are as they were', () => {
  expect(restored(2, 'a\nb\nc\nd\n', 'a\nc\nD\n')).toBe('a\nb\nc\nD\n');
});

test('the first line and the last one come back where they were', () => {
  expect(restored(1, 'a\nb\n', 'b\n')).toBe('a\nb\n');
  expect(restored(2, 'a\nb', 'a')).toBe('a\nb');
  expect(restored(2, 'a\nb\n', 'a\n')).toBe('a\nb\n');
  expect(restored(1, 'a', '')).toBe('a');
});

test('what is new goes again', () => {
  expect(restored(2, 'a\nc\n', 'a\nb\nc\n', 'after')).toBe('a\nc\n');
});

test('where nothing differs nothing is offered', () => {
  expect(restored(1, 'a\n', 'a\n')).toBeUndefined();
});
