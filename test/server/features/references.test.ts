import { expect, test } from 'vitest';
import { jumping } from './jumping.ts';

const jump = await jumping();

test('from a handler to its callers in other services', async () => {
  expect(await jump('references', { path: 'orders/index.js', line: 1, character: 12 })).toEqual(['web/index.js:2']);
});

test('from a variable of a service to the code that reads it', async () => {
  expect(await jump('references', { path: 'compose.yaml', line: 4, character: 8 })).toEqual(['web/index.js:2']);
});
