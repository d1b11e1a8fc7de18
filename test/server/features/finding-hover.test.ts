import { expect, test } from 'vitest';
import { variableParagraphs } from '../../../src/server/features/finding-hover.ts';
import { cursorIn, type Texts } from '../system.ts';
import { judgedIn, MISTAKEN } from './finding-system.ts';

function said(path: string, before: string, texts: Texts = MISTAKEN): readonly string[] {
  const at = texts[path]!.indexOf(before);
  if (at < 0) throw new Error(`${path} has no ${before}`);
  const marked = { ...texts, [path]: `${texts[path]!.slice(0, at + 1)}¦${texts[path]!.slice(at + 1)}` };
  return variableParagraphs(cursorIn(marked), judgedIn(texts));
}

test('a variable that nobody sets is missing, and the environment is named', () => {
  expect(said('orders/main.js', 'STORE_HOST')).toEqual([
    '**Missing** in compose: orders reads it without a default, and nobody sets it there.',
  ]);
});

test('a variable that nothing reads is unused', () => {
  expect(said('compose.yaml', 'STOREHOST')).toEqual(['**Unused**: nothing of orders is seen to read `STOREHOST`.']);
});

test('a variable that is set and read is no news', () => {
  expect(said('compose.yaml', 'GREETING')).toEqual([]);
});

test('a variable that environments set differently says so below the table of its values', () => {
  const texts = {
    ...MISTAKEN,
    'compose.staging.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      GREETING: good day\n',
  };
  expect(said('orders/main.js', 'GREETING', texts)).toEqual(['**Different** between environments.']);
});
