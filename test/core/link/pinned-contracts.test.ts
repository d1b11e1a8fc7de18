import { expect, test } from 'vitest';
import { extract } from '../../../src/core/extract/extractors.ts';
import { isCopy } from '../../../src/core/link/pinned-contracts.ts';
import type { Contract } from '../../../src/core/model/contract-fact.ts';
import type { FilePath } from '../../../src/core/model/source.ts';

/** An OpenAPI document of a title and paths that are asked by GET. */
const api = (title: string, ...paths: readonly string[]): Contract => {
  const text = `openapi: 3.0.3\ninfo: { title: ${title}, version: '1' }\npaths:\n${paths.map(path => `  ${path}: { get: {} }\n`).join('')}`;
  return extract({ path: 'api.yaml' as FilePath, text }).facts.find(fact => fact.kind === 'contract')!;
};

test('one title and the same operations make a copy, at whatever version', () => {
  expect(isCopy(api('Shop', '/a', '/b'), api('Shop', '/a', '/b'))).toBe(true);
  expect(isCopy(api('Shop', '/a', '/b'), api('Shop', '/a', '/b', '/c', '/d', '/e'))).toBe(true);
});

test('another title, or mostly other operations, make another contract', () => {
  expect(isCopy(api('Shop', '/a', '/b'), api('Bank', '/a', '/b'))).toBe(false);
  expect(isCopy(api('Shop', '/a', '/b', '/c'), api('Shop', '/a', '/x', '/y'))).toBe(false);
});
