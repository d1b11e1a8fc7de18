import { expect, test } from 'vitest';
import { called, float, goValue, pieces, result, written } from './calls.ts';

type Case = readonly [args: readonly unknown[], text: string];

const VALUES = goValue({ a: 'x', b: float(1) });

const PRINTF: readonly Case[] = [
  [['%s %d %v %+v %q %t', 'a', 1, 2, 3, 'q', true], 'a 1 2 3 "q" true'],
  [['%f %.2f %x %05d %T %%', float(1.5), float(2.345), 255, 42, 'x'], '1.500000 2.35 ff 00042 string %'],
  [['%s', null], '%!s(<nil>)'],
  [['%v', null], '<nil>'],
  [['%d', 'x'], '%!d(string=x)'],
  [['%s', 1], '%!s(int=1)'],
  [['%d', float(1.5)], '%!d(float64=1.5)'],
  [['%5.1f', 3], '%!f(int=    3)'],
  [['%s', 'a', 'b'], 'a%!(EXTRA string=b)'],
  [['%s %s', 'a'], 'a %!s(MISSING)'],
  [['%!'], '%!!(MISSING)'],
  [['100%'], '100%!(NOVERB)'],
  [['%5s|%-5s|%5d|%-5d|%05d|%+d|% d', 'a', 'b', 1, 2, -3, 4, 5], '    a|b    |    1|2    |-0003|+4| 5'],
  [['%X|%o|%b|%c|%U|%e|%g', 255, 8, 5, 65, 65, float(1234.5), float(1e6)], 'FF|10|101|A|U+0041|1.234500e+03|1e+06'],
  [['%8.3f|%-8.2f|%08.2f', float(3.25159), float(2.5), float(-1.5)], '   3.252|2.50    |-0001.50'],
  [['%*d|%-*d|%.*f', 5, 1, 5, 2, 2, float(3.25159)], '    1|2    |3.25'],
  [['%[2]s %[1]s', 'a', 'b'], 'b a'],
  [['%.0f %.0f %.2f %.0e', float(2.5), float(3.5), float(123456789.125), float(2.5)], '2 4 123456789.12 2e+00'],
  [['%s', [1, 'a', null]], '[%!s(int=1) a <nil>]'],
  [['%[3]s', 'a'], '%!s(BADINDEX)'],
  [['%s', VALUES], 'map[a:x b:%!s(float64=1)]'],
  [['%v %q', ['c', 'a'], ['c', 'a']], '[c a] ["c" "a"]'],
  [['%.3s|%6.2s', 'abcdef', 'abcdef'], 'abc|    ab'],
  [['%#v %#q %#x', 'a', 'b', 255], '"a" `b` 0xff'],
];

test.each(PRINTF)('printf %j is %s', (args, text) => {
  expect(result('printf', ...args)).toBe(text);
});

test('print puts a blank only between two values that are no texts', () => {
  expect(result('print', 'a', 'b', 1, 2, true, 'c', null, null)).toBe('ab1 2 truec<nil> <nil>');
  expect(result('println', 'a', 1)).toBe('a 1\n');
});

test('a float is written with an exponent from seven digits on', () => {
  const texts = [1e6, 123456, 123456789, 1e21, 0.0001, 0.00001, 1.5].map(value => result('print', float(value)));
  expect(texts).toEqual(['1e+06', '123456', '1.23456789e+08', '1e+21', '0.0001', '1e-05', '1.5']);
});

test('each argument is a piece of the text with its own places', () => {
  expect(pieces(called('printf', '%s-%s:%d', written('a', 1), written('b', 2), 80))).toEqual(['a@1', 'b@2']);
  expect(pieces(called('print', written('a', 1), 'x', written('b', 2)))).toEqual(['a@1', 'b@2']);
});
