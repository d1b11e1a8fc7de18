import { expect, test } from 'vitest';
import { env, join, literal, unknown, variablesIn, type Value } from '../../../src/core/model/value.ts';

const names = (value: Value): readonly string[] => variablesIn(value).map(({ name }) => name);

test('a value is made of the variables in its parts, its options and its fallbacks', () => {
  const host = env('HOST', env('OLD_HOST', literal('users')));
  expect(names(join([literal('http://'), host, literal(':'), env('PORT')]))).toEqual(['HOST', 'OLD_HOST', 'PORT']);
  expect(names({ kind: 'choice', options: [env('URL'), { kind: 'name', path: ['config', 'url'] }, unknown('it is computed')] })).toEqual([
    'URL',
  ]);
});
