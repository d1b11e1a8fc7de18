import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compared } from './compared.ts';

const WORDS = [
  'message',
  'enum',
  'oneof',
  'map<',
  'extend',
  'group',
  'rpc',
  'option',
  'reserved',
  'to max',
  'stream',
  'M',
  'int32',
  '=',
  '1',
  '-',
  '.',
  ',',
  ';',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '<',
  '"',
  "'",
  '\\',
  '/*',
  '//',
  '\n',
  'features.x',
  '0x',
  '1e',
  'import "a.proto"',
  'import public "b.proto"',
  'package a',
  'syntax = "proto3"',
  'edition = "2023"',
];

const broken = fc.oneof(
  fc.array(fc.constantFrom(...WORDS), { maxLength: 80 }).map(words => words.join(' ')),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

test('any two texts are compared, and every place lies in its text', () => {
  fc.assert(
    fc.property(broken, broken, (was, is) => {
      const texts = { before: { 'a.proto': was, 'b.proto': is }, after: { 'a.proto': is, 'b.proto': was } };
      const { changes, problems } = compared(texts.before, texts.after);
      const places = [
        ...problems.map(({ side, at }) => [side, at] as const),
        ...changes.flatMap(({ before, after }) => [['before', before] as const, ['after', after] as const]),
      ];
      return places.every(
        ([side, at]) => !at || (at.span[0] <= at.span[1] && at.span[1] <= (texts[side] as Record<string, string>)[at.file]!.length),
      );
    }),
    { numRuns: 3000 },
  );
});

test('a text that equals itself breaks nothing', () => {
  fc.assert(
    fc.property(broken, text => compared({ 'a.proto': text }, { 'a.proto': text }).changes.length === 0),
    { numRuns: 1000 },
  );
});

test.each([
  ['blocks within each other', 'message M { '.repeat(50_000)],
  ['options within each other', `option a = ${'{ b '.repeat(50_000)}`],
  ['lists within each other', `option a = ${'['.repeat(100_000)}`],
  ['statements that fail', 'x '.repeat(200_000)],
  ['closing brackets', '}'.repeat(200_000)],
  ['a name of many parts', `message M { a${'.a'.repeat(20_000)} x = 1; }`],
  ['digits without end', `message M { optional int32 x = 1 [default = ${'9'.repeat(200_000)}]; }`],
  ['numbers with a sign', `message M { optional int32 x = ${'1e+'.repeat(50_000)} }`],
  ['comments that begin', '/*'.repeat(100_000)],
  ['escapes', `import "${'\\'.repeat(100_001)}`],
  ['underscores', `message M { int32 ${'_'.repeat(100_000)} = 1; }`],
  ['imports of itself', 'import "a.proto";'.repeat(5_000)],
  ['removed messages within messages', Array.from({ length: 5_000 }, (_, at) => `message M${at} { message N {} }`).join('')],
])('%s are read in bounded time', { timeout: 5_000 }, (_, text) => {
  const started = performance.now();
  compared({ 'a.proto': text }, { 'a.proto': `${text} message Z {}` });
  compared({ 'a.proto': text }, { 'a.proto': '' });
  expect(performance.now() - started).toBeLessThan(3_000);
});
