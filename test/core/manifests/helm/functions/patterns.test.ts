import { expect, test } from 'vitest';
import { called, pieces, result } from './calls.ts';

type Case = readonly [name: string, args: readonly unknown[], text: string];

const REGEX: readonly Case[] = [
  ['regexMatch', ['^[a-z]+$', 'abc'], 'true'],
  ['regexMatch', ['[', 'a'], 'false'],
  ['regexMatch', ['(?i)ABC', 'xabcx'], 'true'],
  ['regexMatch', ['^[[:alpha:]]+\\z', 'abc'], 'true'],
  ['regexMatch', ['^b', 'a\nb'], 'false'],
  ['regexMatch', ['^[\\w-\\.]+$', 'a-b.c'], 'true'],
  ['regexMatch', ['(?m)^b$', 'a\nb\nc'], 'true'],
  ['regexMatch', ['^(a|b)*?c{2,3}$', 'ababccc'], 'true'],
  ['regexFind', ['a|ab', 'ab'], 'a'],
  ['regexFind', ['\\Qa.b\\E+', 'a.bb'], 'a.bb'],
  ['regexFind', ['[[:^digit:]]+', '12ab'], 'ab'],
  ['regexFind', ['(?U)a+', 'aaa'], 'a'],
  ['regexFind', ['\\p{Greek}+', 'αβ'], 'αβ'],
  ['regexFindAll', ['[0-9]', '1a2b3', 2], '[1 2]'],
  ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '${1}W'], '-W-xxW-'],
  ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '$1W'], '---'],
  ['regexReplaceAll', ['(?P<n>[a-z])', 'abc', '<${n}>'], '<a><b><c>'],
  ['regexReplaceAll', ['a*', 'baac', 'X'], 'XbXcX'],
  ['regexReplaceAllLiteral', ['a', 'abc', '${1}'], '${1}bc'],
  ['regexSplit', ['z', 'pizza', 2], '[pi za]'],
  ['regexSplit', ['', 'abc', -1], '[a b c]'],
  ['regexQuoteMeta', ['1.2+[a]'], '1\\.2\\+\\[a\\]'],
  ['mustRegexMatch', ['[', 'a'], '! error calling mustRegexMatch: error parsing regexp: missing closing ]: `[`'],
  ['regexFind', ['(?=a)', 'a'], '! error calling regexFind: error parsing regexp: invalid or unsupported Perl syntax: `(?=`'],
  ['regexFind', ['a**', 'a'], '! error calling regexFind: error parsing regexp: invalid nested repetition operator: `**`'],
];

test.each(REGEX)('%s %j is %s', (name, args, text) => {
  expect(result(name, ...args)).toBe(text);
});

test('no pattern makes a search slow: one that goes back and forth elsewhere ends here too', () => {
  expect(result('regexMatch', '^(a+)+$', `${'a'.repeat(5_000)}b`)).toBe('false');
  expect(result('regexMatch', '(x{1000}){1000}', 'x')).toMatch(/^false|^! error/);
  expect(result('regexFind', '(a|b|ab)*c', 'ab'.repeat(100_000))).toMatch(/^$|^! error/);
});

const place = (line: number) => [{ file: 'values.yaml', span: [line, line] }];

test('what a replacement leaves alone keeps its places', () => {
  const text = {
    kind: 'string',
    text: 'a_b',
    origins: [],
    pieces: [
      { start: 0, end: 1, origins: place(1) },
      { start: 2, end: 3, origins: place(2) },
    ],
  };
  expect(pieces(called('regexReplaceAll', '_', text, '-'))).toEqual(['a@1', 'b@2']);
});

const VERSIONS: readonly (readonly [constraint: string, version: string, holds: boolean])[] = [
  ['^1.2.0', '1.3.0', true],
  ['>=1.19-0', '1.20.0-beta', true],
  ['>=1.19', '1.20.0-beta', false],
  ['~1.2', '1.2.9', true],
  ['1.x', '1.5.0', true],
  ['>1.2', '1.2.5', false],
  ['<=1.2', '1.2.5', true],
  ['1.2 - 1.4', '1.3.0', true],
  ['<1.0 || >=2.0', '2.1', true],
  ['>=1.0, <2.0', '1.5', true],
  ['>=1.0 <2.0', '2.5', false],
  ['!=1.2', '1.2.3', false],
  ['*', '1.2.3', true],
  ['^0.2.3', '0.3.0', false],
  ['^0.0.3', '0.0.4', false],
  ['<1.24-0', 'v1.23.5+k3s1', true],
  ['>= 1.21.0', '1.21.0+rke2r1', true],
  ['^1.2.3-beta', '1.2.3-beta.2', true],
];

test.each(VERSIONS)('semverCompare %j %j is %s', (constraint, version, holds) => {
  expect(result('semverCompare', constraint, version)).toBe(String(holds));
});

test('a version or constraint that is none is an error', () => {
  expect(result('semverCompare', 'x y', '1.2.3')).toBe('! error calling semverCompare: improper constraint: x y');
  expect(result('semverCompare', '>=1.0', 'abc')).toBe('! error calling semverCompare: Invalid Semantic Version');
  expect(result('semver', 'v1.2')).toBe('1.2.0');
});
