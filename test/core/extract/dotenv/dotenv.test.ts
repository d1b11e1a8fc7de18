import { expect, test } from 'vitest';
import { dotenv } from '../../../../src/core/extract/dotenv/index.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { expectTotal, factsOf, shownEntry } from '../reading.ts';

const settings = (text: string, path = '.env') => factsOf(dotenv, path, { kind: 'sets-env', text });
const read = (text: string) => settings(text).map(shownEntry);

test('names have values, with or without export', () => {
  expect(read('A=b\nexport URL=http://users:80\n  C = d e # note\nH=a#b\n')).toEqual(['A=b', 'URL=http://users:80', 'C=d e', 'H=a#b']);
});

test('quotes are not part of the value, and single ones keep variables as they are', () => {
  expect(read(`A="x y" # c\nB='$A'\nC="$A/\${B:-d}"\n`)).toEqual(['A=x y', 'B=$A', 'C=<A>/<B:d>']);
});

test('a double-quoted value goes on over lines', () => {
  expect(read('KEY="one\ntwo"\nB=c')).toEqual(['KEY=one\ntwo', 'B=c']);
});

test('a lone quote does not take the rest of the file', () => {
  expect(read('A="open\nB=c')).toEqual(['A="open', 'B=c']);
});

test('Windows lines and a byte order mark are fine', () => {
  expect(read('\uFEFFA=b\r\nC="d"\r\n')).toEqual(['A=b', 'C=d']);
});

test('comments, empty lines and bare names set nothing', () => {
  expect(read('# A=b\n\nexport A\nB\n')).toEqual([]);
});

test('an example is marked', () => {
  expect(settings('A=b', 'api/.env.example')[0]!.example).toBe(true);
  expect(settings('A=b', 'api/.env.sample')[0]!.example).toBe(true);
  expect(settings('A=b', 'api/.env.production')[0]!.example).toBeUndefined();
});

test('code that is named after the environment is no list of values', () => {
  expect(settings('const A = b', 'src/app.env.ts')).toEqual([]);
});

test('what is no setting is a problem and the rest counts', () => {
  const { facts, problems } = dotenv.extract({ path: '.env' as FilePath, text: 'A B=1\nC=d' });
  expect([facts.length, problems]).toEqual([1, [{ at: [0, 5], message: 'Expected NAME=value.' }]]);
});

test('the span is the setting', () => {
  const text = '# x\nexport A="b" # c\n';
  expect(text.slice(...settings(text)[0]!.at)).toBe('export A="b"');
});

test('it never throws', () => {
  expectTotal(dotenv, '.env', 'A="x\ny"\nexport B=\'c\' # d\nC=${A:-b}\n');
});
