import { expect, test } from 'vitest';
import { jumping } from './jumping.ts';

const jump = await jumping();

test('from a call into the handler of another service', async () => {
  expect(await jump('definition', { path: 'web/index.js', line: 1, character: 42 })).toEqual(['orders/index.js:2']);
});

test('from a host to its entry', async () => {
  expect(await jump('definition', { path: 'compose.yaml', line: 4, character: 28 })).toEqual(['compose.yaml:6']);
});

test('a place that means nothing gives nothing', async () => {
  expect(await jump('definition', { path: 'orders/index.js', line: 0, character: 2 })).toEqual([]);
});
