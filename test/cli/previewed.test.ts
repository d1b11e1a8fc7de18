import { expect, test } from 'vitest';
import { previewed, type PreviewKnown } from '../../src/cli/previewed.ts';
import { verifyPreviewText } from '../../src/cli/reporters/verify-preview-text.ts';
import type { Prepared, PreparedSide } from '../../src/sandbox/preparation.ts';

/** One side of a project in which orders is built and store is not. */
const side = (name: PreparedSide['side'], built: string): PreparedSide => ({
  side: name,
  ports: [],
  project: {
    document: { services: { orders: { build: {} }, store: { image: 'redis:7' } } },
    images: new Map([['orders', built]]),
  } as unknown as PreparedSide['project'],
});

const plan = (sides: readonly PreparedSide[], trees: readonly [before: string | null, after: string]): Prepared =>
  ({
    sides,
    trees: { before: trees[0] === null ? null : { hash: trees[0] }, after: { hash: trees[1] } },
    slice: {
      run: new Map([
        ['orders', 'The change changes it.'],
        ['store', 'orders keeps its data there.'],
      ]),
      mocks: new Map([['payments', 'payments/openapi.yaml']]),
    },
    scenarios: [{ name: 'store is slow', journeys: [{}, {}], fault: { description: 'store answers late' }, requests: 20, expect: [] }],
    tests: [{ tool: 'Pact', file: 'pacts/orders.json', service: 'orders', addresses: [], program: '/bin/pact' }],
    notes: ['.env is taken as it is.'],
  }) as unknown as Prepared;

const BOTH = plan([side('before', 'orders:1'), side('after', 'orders:2')], ['a', 'b']);

const known = (more: Partial<Omit<PreviewKnown, 'lacking'>> & { readonly lacking?: readonly string[] } = {}): PreviewKnown => ({
  costs: more.costs,
  lacking: new Set(more.lacking),
});

const images = (lacking: readonly string[]) =>
  previewed(BOTH, known({ lacking })).services.map(({ name, builds, fetches }) => [name, builds, fetches]);

test('an image is built for each side that lacks its own, and what nobody builds is fetched', () => {
  expect(images([])).toEqual([
    ['orders', 0, null],
    ['store', 0, null],
  ]);
  expect(images(['orders:2'])[0]).toEqual(['orders', 1, null]);
  expect(images(['orders:1', 'orders:2', 'redis:7'])).toEqual([
    ['orders', 2, null],
    ['store', 0, 'redis:7'],
  ]);
});

test('sides whose texts are the same share an image', () => {
  const same = plan([side('before', 'orders:1'), side('after', 'orders:1')], ['a', 'b']);
  expect(previewed(same, known({ lacking: ['orders:1'] })).services[0]!.builds).toBe(1);
});

test('that nothing can be proven is told before anything starts', () => {
  expect(previewed(BOTH, known()).whyVoid).toBeNull();
  expect(previewed(plan([side('after', 'orders:1')], ['a', 'a']), known()).whyVoid).toMatch(/^Nothing differs from the base/);
  expect(previewed(plan([side('after', 'orders:1')], [null, 'a']), known()).whyVoid).toMatch(/^There is no base/);
  expect(previewed({ ...BOTH, whyVoid: 'The base cannot be run.' }, known()).whyVoid).toBe('The base cannot be run.');
});

test('the text begins with the price, and says what runs, what is built and what goes wrong', () => {
  const costs = { seconds: 38, bytes: 6e8, scenarios: ['store is slow'], isSame: true };
  expect(verifyPreviewText(previewed(BOTH, known({ costs, lacking: ['orders:2'] })))).toBe(`About 38 s · 2 containers, twice · 0.6 GB
Time and memory as in the last run; getting the images may come on top.
Builds orders.

Runs
  orders: The change changes it.
  store: orders keeps its data there.
Mocks
  payments, from payments/openapi.yaml
Scenarios
  store is slow: store answers late, 40 requests
Contract tests
  pacts/orders.json, by Pact
To know
  .env is taken as it is.
`);
});
