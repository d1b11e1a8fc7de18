import { expect, test } from 'vitest';
import { all, textAt, xml } from '../../../../src/core/extract/xml/parse.ts';

test('elements, attributes and texts; comments are passed over', () => {
  const root = xml('<?xml version="1.0"?><a x="1 &amp; 2"><!-- <b>no</b> --><b> y </b><b/><c><![CDATA[<z>]]></c></a>');
  const [a] = all(root, 'a');
  expect(a?.attributes.get('x')).toBe('1 & 2');
  expect(all(root, 'a', 'b').map(({ text }) => text)).toEqual(['y', '']);
  expect(textAt(root, 'a', 'c')).toBe('<z>');
});

test('what is not closed ends with its parent, what was not opened is passed over', () => {
  const root = xml('<a><b>1</a></z><c>2');
  expect(textAt(root, 'a', 'b')).toBe('1');
  expect(textAt(root, 'c')).toBe('2');
});
