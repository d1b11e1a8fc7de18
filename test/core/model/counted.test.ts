import { expect, test } from 'vitest';
import { counted } from '../../../src/core/model/counted.ts';

test('only one is one', () => {
  expect([0, 1, 2].map(number => counted(number, 'service'))).toEqual(['0 services', '1 service', '2 services']);
  expect(counted(3, 'dependency', 'dependencies')).toBe('3 dependencies');
});
