import { expect, test } from 'vitest';
import type { Locked, LockedService } from '../../../src/core/model/sibling-fact.ts';
import type { FilePath } from '../../../src/core/model/source.ts';
import { drift } from '../../../src/core/siblings/drift.ts';

const rates = (changes: Partial<LockedService> = {}): LockedService => ({
  name: 'rates',
  hosts: ['rates'],
  provides: [{ contract: 'rates.proto' as FilePath, services: ['RateBook'] }],
  ...changes,
});

const hotel = (...services: readonly LockedService[]): Locked => ({ name: 'hotel', services, files: [] });

test('what is alike does not drift, and neither does another revision', () => {
  expect(drift(hotel(rates()), { ...hotel(rates()), revision: '1' })).toEqual([]);
});

test('services, names and contracts that come or go are told, one sentence each', () => {
  const api = { contract: 'api.yaml' as FilePath, services: [] };
  expect(drift(hotel(rates()), hotel(rates({ hosts: ['rates-v2'], provides: [api] }), { ...rates(), name: 'rooms' }))).toEqual([
    'rooms provides something, and is not locked.',
    'rates is not called rates any more.',
    'rates is called rates-v2 too.',
    'rates does not provide RateBook any more.',
    'rates provides api.yaml too.',
  ]);
  expect(drift(hotel(rates()), hotel())).toEqual(['rates provides nothing any more.']);
});

const withText = (digest: string): Locked => ({ ...hotel(rates()), files: [{ path: 'rates.proto' as FilePath, digest }] });

test('a copy whose original is another text is told', () => {
  expect(drift(withText('1'), withText('2'))).toEqual(['rates.proto is another text than the one that is locked.']);
});
