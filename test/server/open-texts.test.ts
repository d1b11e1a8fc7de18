import { expect, test } from 'vitest';
import { OPEN_TEXTS } from '../../src/server/open-texts.ts';

const MARK = '\uFEFF';
const opened = (text: string) => OPEN_TEXTS.create('file:///a.cs', 'csharp', 1, text);
const at = (line: number, character: number) => ({ line, character });
const change = (line: number, from: number, to: number, text: string) => ({ range: { start: at(line, from), end: at(line, to) }, text });

test('a text is the same with a byte order mark and without, and so are its places', () => {
  const document = opened(`${MARK}using Orders;\nclass Charges {}\n`);
  expect(document.getText()).toBe('using Orders;\nclass Charges {}\n');
  expect(document.offsetAt(at(1, 6))).toBe(document.getText().indexOf('Charges'));
});

test('who keeps the mark counts it in the first line, and nowhere else', () => {
  const marked = opened(`${MARK}using Orders;\nclass Charges {}\n`);
  OPEN_TEXTS.update(marked, [change(0, 7, 13, 'Stock'), change(1, 6, 13, 'Items')], 2);
  expect(marked.getText()).toBe('using Stock;\nclass Items {}\n');
  const plain = opened('using Orders;\n');
  OPEN_TEXTS.update(plain, [change(0, 6, 12, 'Stock')], 2);
  expect(plain.getText()).toBe('using Stock;\n');
});

test('a text that is sent whole again loses its mark again', () => {
  const document = opened(`${MARK}one`);
  expect(OPEN_TEXTS.update(document, [{ text: `${MARK}two` }], 2).getText()).toBe('two');
});
