import { expect, test } from 'vitest';
import { textOf } from '../../src/workspace/text-of.ts';

const little = Buffer.from('\ufeffclass Café;', 'utf16le');

test.each<[rule: string, bytes: Buffer, text: string | undefined]>([
  ['bytes are UTF-8', Buffer.from('class Café;'), 'class Café;'],
  ['a byte order mark is none of the text', Buffer.from('\ufeffclass Café;'), 'class Café;'],
  ['a mark of UTF-16 says so, little end first', little, 'class Café;'],
  ['or big end first', Buffer.from(little).swap16(), 'class Café;'],
  ['half a character at the end is left out', Buffer.concat([Buffer.from(little).swap16(), Buffer.from([0])]), 'class Café;'],
  ['a zero without a mark is no text', Buffer.from([1, 0, 2]), undefined],
  ['no bytes are no text of any length', Buffer.alloc(0), ''],
])('%s', (_rule, bytes, text) => {
  expect(textOf(bytes)).toBe(text);
});
