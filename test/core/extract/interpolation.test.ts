import { expect, test } from 'vitest';
import {
  BRACES,
  COMPOSE,
  DOTENV,
  interpolate,
  KUBERNETES,
  plainText,
  SHELL,
  type Dialect,
} from '../../../src/core/extract/interpolation.ts';
import { shellWords } from '../../../src/core/extract/shell-words.ts';
import { shown } from './reading.ts';

const read = (text: string, dialect: Dialect = COMPOSE): string => shown(interpolate(text, dialect));

test('a variable is a name with what stands in for it', () => {
  expect(read('http://${USERS_HOST:-users}:${PORT-80}/$PATH_')).toBe('http://<USERS_HOST:users>:<PORT:80>/<PATH_>');
});

test('fallbacks nest', () => {
  expect(read('${A:-${B:-$C}/x}')).toBe('<A:<B:<C>>/x>');
});

test('a brace closes with the one that it opened', () => {
  expect(read('${A:-{"k": 1}}')).toBe('<A:{"k": 1}>');
  expect(read('${A:-a}b}')).toBe('<A:a>b}');
});

test('a required variable has no fallback, its message is no text', () => {
  expect(read('${URL:?set me}')).toBe('<URL>');
});

test('an alternative stands in for a variable that is set', () => {
  expect(read('${A:+yes}')).toBe('(yes | )');
});

test('two dollars are one, and a dollar before anything else is itself', () => {
  expect(read('$$HOME a$ 100$ off ${')).toBe('$HOME a$ 100$ off ${');
});

test('a backslash keeps a dollar where the format says so', () => {
  expect(read('pa\\$word', DOTENV)).toBe('pa$word');
});

test('Kubernetes writes variables in parentheses, a shell commands', () => {
  expect(read('$(HOST):80', KUBERNETES)).toBe('<HOST>:80');
  expect(read('at $(date)', SHELL)).toBe('at ?');
});

test('where a bare name means something else only braces count', () => {
  expect(read('$uri ${HOST}', BRACES)).toBe('$uri <HOST>');
});

test('a plain text takes fallbacks and keeps what is open', () => {
  expect(plainText(interpolate('${A:-x}/$B'))).toBe('x/${B}');
});

test('deep nesting ends', () => {
  expect(read('${A:-'.repeat(2_000) + '}'.repeat(2_000)).length).toBeGreaterThan(0);
});

test('words are parted as a shell parts them', () => {
  expect(shellWords(`sh -c 'a b' && curl "http://$X:80" 2>&1 | x \\\n y`).map(({ value }) => shown(value))).toEqual([
    'sh',
    '-c',
    'a b',
    '&&',
    'curl',
    'http://<X>:80',
    '2>&1',
    '|',
    'x',
    'y',
  ]);
});

test('outside a shell an ampersand is a letter', () => {
  expect(shellWords('A=http://x?a=1&b=2 B="c d"', 0, COMPOSE).map(({ value }) => shown(value))).toEqual(['A=http://x?a=1&b=2', 'B=c d']);
});

test('a word has its place', () => {
  const text = 'run  "a b"';
  expect(shellWords(text, 10).map(({ at }) => text.slice(at[0] - 10, at[1] - 10))).toEqual(['run', '"a b"']);
});
