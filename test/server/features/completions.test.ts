import { expect, test } from 'vitest';
import { completions } from '../../../src/server/features/completions.ts';
import { cursorIn, SHOP, type Texts } from '../system.ts';

/** Labels, each with the text that it stands in place of. */
const offered = (texts: Texts): string[] => {
  const cursor = cursorIn(texts);
  return completions(cursor).map(({ label, span }) => `${cursor.text.slice(...span)}→${label}`);
};

const compose = (text: string): Texts => ({ ...SHOP, 'compose.yaml': `${SHOP['compose.yaml']!}${text}` });

test('depends_on takes the other services of the project', () => {
  expect(offered(compose('  new:\n    image: new\n    depends_on:\n      - o¦\n'))).toEqual(['o→web', 'o→orders', 'o→stock', 'o→nats']);
});

test('the host of an address is one of those deployed beside it', () => {
  expect(offered(compose('  new:\n    image: new\n    environment:\n      URL: http://or¦\n'))).toEqual([
    'or→nats',
    'or→new',
    'or→orders',
    'or→stock',
    'or→web',
  ]);
});

test('under environment stand the variables that the service reads and that are not set yet', () => {
  const texts = { ...SHOP, 'compose.yaml': SHOP['compose.yaml']!.replace('      STOCK_ADDRESS: stock:50051\n', '      ¦\n') };
  expect(offered(texts)).toEqual(['→STOCK_ADDRESS']);
});

test('a .env beside the code offers what the code reads', () => {
  expect(offered({ ...SHOP, 'web/.env': 'ORD¦' })).toEqual(['ORD→ORDERS_URL']);
  expect(offered({ ...SHOP, 'web/.env': 'ORDERS_URL=http://¦' })).toEqual(['→nats', '→orders', '→stock', '→web']);
});

test('elsewhere nothing is offered', () => {
  expect(offered({ ...SHOP, 'web/.env': '# ¦' })).toEqual([]);
  expect(offered(compose('  new:\n    image: o¦\n'))).toEqual([]);
  expect(offered({ ...SHOP, 'web/index.ts': 'const a = "http://¦"' })).toEqual([]);
});
