import { expect, test } from 'vitest';
import { called as call, float, pieces, result, written } from './calls.ts';

type Case = readonly [name: string, args: readonly unknown[], text: string];

const STRINGS: readonly Case[] = [
  ['trunc', [-3, 'abcdef'], 'def'],
  ['trunc', [3, 'abcdef'], 'abc'],
  ['trunc', [-9, 'abc'], 'abc'],
  ['trunc', [3, 'éé'], 'é'],
  ['abbrev', [5, 'hello world'], 'he...'],
  ['abbrevboth', [5, 10, '1234 5678 9123'], '...5678...'],
  ['nospace', [' a b\tc '], 'abc'],
  ['wrap', [10, 'the quick brown fox jumps over'], 'the quick\nbrown fox\njumps over'],
  ['wrapWith', [5, '\t', 'Hello World aVeryLongWord'], 'Hello\tWorld\taVery\tLongW\tord'],
  ['indent', [2, 'a\nb'], '  a\n  b'],
  ['nindent', [2, 'a\n\nb'], '\n  a\n  \n  b'],
  ['quote', ['a', 1, null, 'b"c\n', float(1.5), true], '"a" "1" "b\\"c\\n" "1.5" "true"'],
  ['quote', ['é😀\u0007\u200b\u007f'], '"é😀\\a\\u200b\\x7f"'],
  ['squote', ['a', 1, null, "b'c"], "'a' '1' 'b'c'"],
  ['cat', ['a', 1, null, float(1.5)], 'a 1 1.5'],
  ['replace', ['a', 'b', 'banana'], 'bbnbnb'],
  ['replace', ['', '-', 'abc'], '-a-b-c-'],
  ['plural', ['one', 'many', 2], 'many'],
  ['trimAll', ['$', '$5$'], '5'],
  ['trimSuffix', ['-', 'a--'], 'a-'],
  ['trimPrefix', ['v', 'vv1'], 'v1'],
  ['trim', ['  a b \n'], 'a b'],
  ['substr', [1, 3, 'abcdef'], 'bc'],
  ['substr', [2, -1, 'abc'], 'c'],
  ['splitList', [',', 'a,b,c'], '[a b c]'],
  ['splitn', [',', 2, 'a,b,c'], 'map[_0:a _1:b,c]'],
  ['join', [',', ['a', null, 2, float(2.5)]], 'a,2,2.5'],
  ['toString', [float(1_000_000)], '1e+06'],
  ['snakecase', ['HTTPServer'], 'http_server'],
  ['snakecase', ['HTTP20xOK'], 'http_20x_ok'],
  ['snakecase', ['Bld4Floor3rd'], 'bld4_floor_3rd'],
  ['kebabcase', ['fooBarBAZ9x'], 'foo-bar-baz-9x'],
  ['camelcase', ['_complex__case_'], '_Complex_Case_'],
  ['camelcase', ['foo-barBAZ'], 'FooBarbaz'],
  ['title', ["hello wORLD foo-bar it's a_b"], "Hello WORLD Foo-Bar It'S A_b"],
  ['untitle', ['Hello World'], 'hello world'],
  ['swapcase', ['This Is A.Test x'], 'tHIS iS a.tEST X'],
  ['initials', ['First Try of it'], 'FToi'],
];

test.each(STRINGS)('%s %j is %s', (name, args, text) => {
  expect(result(name, ...args)).toBe(text);
});

const ERRORS: readonly Case[] = [
  ['trunc', [3, 1], '! error calling trunc: wrong type for value; expected string; got int'],
  ['upper', [null], '! error calling upper: invalid value; expected string, but it is nil'],
  ['upper', ['a', 'b'], '! error calling upper: wrong number of args: want 1 got 2'],
  ['repeat', [-1, 'a'], '! error calling repeat: strings: negative Repeat count'],
  ['substr', [5, 6, 'abc'], '! error calling substr: slice bounds out of range [5:3] with length 3'],
  ['until', [float(3)], '! error calling until: wrong type for value; expected int; got float64'],
];

test.each(ERRORS)('%s %j fails as in Go', (name, args, text) => {
  expect(result(name, ...args)).toBe(text);
});

const TOO_LARGE: readonly (readonly [string, readonly unknown[]])[] = [
  ['repeat', [1e9, 'a']],
  ['indent', [1e9, 'a']],
  ['until', [1e9]],
  ['seq', [1e9]],
  ['printf', ['%1000000000d', 1]],
  ['printf', ['%.1000000000f', float(1)]],
  ['replace', ['', 'x'.repeat(10_000), 'y'.repeat(10_000)]],
  ['randAlphaNum', [1e9]],
];

test.each(TOO_LARGE)('%s with %j ends soon and puts out no more than the limit', (name, args) => {
  const text = result(name, ...args);
  expect(text.startsWith('! error calling') || text.length < 2_000_000).toBe(true);
});

test('what is indented, quoted or trimmed keeps the places of its parts', () => {
  const text = { kind: 'string', text: 'a: 1\nb: 2', origins: [], pieces: [piece(0, 5, 1), piece(5, 9, 2)] };
  expect(result('nindent', 2, text)).toBe('\n  a: 1\n  b: 2');
  expect(pieces(call('nindent', 2, text))).toEqual(['a: 1\n  @1', 'b: 2@2']);
  expect(pieces(call('trunc', 6, text))).toEqual(['a: 1\n@1', 'b@2']);
  expect(pieces(call('quote', written('x', 3), written('y', 4)))).toEqual(['x@3', 'y@4']);
  expect(pieces(call('trimSuffix', 'b: 2', text))).toEqual(['a: 1\n@1']);
  expect(pieces(call('replace', '1', written('9', 7), text))).toEqual(['a: @1', '9@7,1', '\n@1', 'b: 2@2']);
  expect(pieces(call('join', '-', [written('x', 3), written('y', 4)]))).toEqual(['x@3', 'y@4']);
});

const piece = (start: number, end: number, line: number) => ({ start, end, origins: [{ file: 'values.yaml', span: [line, line] }] });
