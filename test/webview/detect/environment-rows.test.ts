import { expect, test } from 'vitest';
import type { ServiceEnvironment, VariableVerdict } from '../../../src/protocol/findings.ts';
import { cellWords, moved, NOWHERE, rowsOf, serviceInHand, summary } from '../../../src/webview/detect/environment-rows.ts';

const variable = (name: string, ...verdicts: readonly VariableVerdict[]): ServiceEnvironment['variables'][number] => ({
  name,
  reads: [],
  secret: false,
  cells: [{ environment: 'compose', state: 'set', text: `value of ${name}`, places: [] }],
  verdicts,
});

const service = (name: string, ...variables: ServiceEnvironment['variables']): ServiceEnvironment => ({
  service: name,
  id: `service:${name}`,
  environments: ['compose'],
  variables,
});

const CALM = service('calm', variable('A'));
const ORDERS = service(
  'orders',
  variable('GREETING'),
  variable('STOREHOST', 'unused'),
  variable('STORE_HOST', 'missing'),
  variable('URL', 'different'),
);

const names = (place: Partial<typeof NOWHERE>) => rowsOf(ORDERS, { ...NOWHERE, ...place }).map(({ name }) => name);

test('one sentence says what is wrong, or that nothing is', () => {
  expect(summary(ORDERS)).toBe('orders has 4 variables in one environment: 1 is missing, 1 is unused, 1 differs.');
  expect(summary(CALM)).toBe('calm has 1 variable in one environment, and nothing is missing.');
});

test('who asks for no service sees the first of which something is to be said', () => {
  expect(serviceInHand([CALM, ORDERS], NOWHERE)).toBe(ORDERS);
  expect(serviceInHand([CALM, ORDERS], { ...NOWHERE, service: 'service:calm' })).toBe(CALM);
  expect(serviceInHand([CALM], { ...NOWHERE, service: 'service:gone' })).toBe(CALM);
  expect(serviceInHand([], NOWHERE)).toBe(undefined);
});

test('what is missing stands first, then what is unused, then what differs', () => {
  expect(names({})).toEqual(['STORE_HOST', 'STOREHOST', 'URL', 'GREETING']);
});

test('filters show any of what is ticked, and a search looks at names and values', () => {
  expect(names({ verdicts: ['missing', 'different'] })).toEqual(['STORE_HOST', 'URL']);
  expect(names({ query: 'store' })).toEqual(['STORE_HOST', 'STOREHOST']);
  expect(names({ query: 'value greet' })).toEqual(['GREETING']);
});

test('a tick is taken back by the same click', () => {
  const ticked = moved(NOWHERE, { kind: 'verdict', verdict: 'unused' });
  expect(ticked.verdicts).toEqual(['unused']);
  expect(moved(ticked, { kind: 'verdict', verdict: 'unused' })).toEqual(NOWHERE);
});

test('an empty text is said, and a default is no value', () => {
  expect(cellWords({ environment: 'compose', state: 'set', text: '', places: [] }).text).toBe('empty');
  expect(cellWords({ environment: 'compose', state: 'image', text: '8080', places: [] })).toEqual({ text: '8080', note: 'in the image' });
  expect(cellWords({ environment: 'compose', state: 'missing', places: [] }).text).toBe('missing');
});
