import { expect, test } from 'vitest';
import { blanked, lineEnd, lineStart } from '../../../src/core/model/lines.ts';

/** The line at the bar. */
function line(marked: string): string {
  const text = marked.replace('|', '');
  const at = marked.indexOf('|');
  return text.slice(lineStart(text, at), lineEnd(text, at));
}

test.each([
  ['a|b\ncd', 'ab'],
  ['ab|\ncd', 'ab'],
  ['ab\n|cd', 'cd'],
  ['ab\ncd|', 'cd'],
  ['|\nab', ''],
  ['|', ''],
])('of %j the line is %j', (marked, own) => {
  expect(line(marked)).toBe(own);
});

test('what is blanked keeps its length and its lines', () => {
  expect(blanked('a b\ncd')).toBe('   \n  ');
});
