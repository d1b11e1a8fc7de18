import { expect, test } from 'vitest';
import { siblingsLock } from '../../../../src/core/extract/faultline/siblings.ts';
import { SIBLINGS_LOCK, type Locked } from '../../../../src/core/model/sibling-fact.ts';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { lockText } from '../../../../src/core/siblings/lock-text.ts';

const read = (text: string) => siblingsLock.extract({ path: SIBLINGS_LOCK, text });

const HOTEL: Locked = {
  name: 'hotel',
  revision: '4f0c1e2a',
  services: [
    {
      name: 'rates',
      hosts: ['rates', 'rates.example.com'],
      provides: [{ contract: 'proto/rates.proto' as FilePath, services: ['hotel.rates.RateBook'] }],
    },
  ],
  files: [{ path: 'proto/rates.proto' as FilePath, digest: '00ff' }],
};

test('what is written is what is read', () => {
  const { facts, problems } = read(lockText([HOTEL]));
  expect(problems).toEqual([]);
  expect(facts).toMatchObject([{ kind: 'sibling', ...HOTEL }]);
});

test('words that YAML takes for something else, and names of any letters, survive', () => {
  const odd: Locked = { ...HOTEL, name: 'on', revision: '12e5', services: [{ name: 'a: b # "c"', hosts: ['1.5', 'yes'], provides: [] }] };
  expect(read(lockText([odd])).facts).toMatchObject([odd]);
});

test('the same siblings give the same text in whatever order they come', () => {
  const other = { ...HOTEL, name: 'airline' };
  expect(lockText([HOTEL, other])).toBe(lockText([other, HOTEL]));
});

test('paths that lead out of the folder of copies do not count', () => {
  for (const path of ['../secret.proto', '/etc/passwd', 'a/../../b.yaml', './a.yaml', ''])
    expect(read(lockText([{ ...HOTEL, files: [{ path: path as FilePath, digest: '' }] }])).facts).toMatchObject([{ files: [] }]);
});

test('another version, and a name that is none, are said', () => {
  expect(read('version: 2\nsiblings: []').problems).toMatchObject([{ message: expect.stringContaining('Only version 1') }]);
  expect(read('version: 1\nsiblings: [{ name: ../up }]').problems).toMatchObject([{ message: expect.stringContaining('needs a name') }]);
  expect(read('- [').problems).not.toEqual([]);
});
