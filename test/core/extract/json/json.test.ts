import { expect, test } from 'vitest';
import { readJson } from '../../../../src/core/extract/json/parse.ts';
import type { Node } from '../../../../src/core/yaml/tree.ts';

function plain(node: Node): unknown {
  if (node.kind === 'scalar') return node.text;
  return node.kind === 'sequence' ? node.items.map(plain) : Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
}

const read = (text: string) => plain(readJson(text).root);

test('comments, trailing commas and a byte order mark are fine', () => {
  expect(read('\uFEFF{ // a\n "a": 1, /* b */ "b": [true, null,], }')).toEqual({ a: '1', b: ['true', ''] });
});

test('escapes are read, and spans are those of the text', () => {
  const text = '{"a":"x\\u0041\\n"}';
  const { root } = readJson(text);
  expect(plain(root)).toEqual({ a: 'xA\n' });
  expect(root.kind === 'mapping' && text.slice(...root.entries[0]!.value.at)).toBe('"x\\u0041\\n"');
});

test('what breaks off is a problem, and what stands before it counts', () => {
  expect(read('{"a":{"b":1')).toEqual({ a: { b: '1' } });
  expect(readJson('{"a":').problems).toHaveLength(1);
  expect(readJson('{"a":1}').problems).toHaveLength(0);
});

test('what is not wanted is skipped, whatever brackets its texts hold', () => {
  expect(plain(readJson('{"no":{"x":["}","{"]},"a":1}', key => key !== 'no').root)).toEqual({ no: '', a: '1' });
});

test('deep nesting does not overflow', () => {
  expect(() => readJson('['.repeat(200_000))).not.toThrow();
});
