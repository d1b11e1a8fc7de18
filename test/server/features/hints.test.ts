import { expect, test } from 'vitest';
import { hints } from '../../../src/server/features/hints.ts';
import { openText, SHOP, type Texts } from '../system.ts';

/** Each hint with its line. */
const shown = (texts: Texts, path: string): string[] => {
  const open = openText(texts, path);
  return hints(open, [0, open.text.length]).map(({ offset, label }) => `${open.text.slice(0, offset).split('\n').at(-1)!.trim()} ${label}`);
};

test('a literal address says which service it is', () => {
  expect(shown(SHOP, 'compose.yaml')).toEqual([
    'ORDERS_URL: http://orders:8080 → orders',
    'STOCK_ADDRESS: stock:50051 → stock',
    'NATS_URL: nats://nats:4222 → nats',
  ]);
});

test('a reference shows what it comes to', () => {
  const texts = {
    '.env': 'HOST=orders\n',
    'compose.yaml':
      'services:\n  web:\n    image: web\n    environment:\n      ORDERS_URL: http://${HOST}:80${PORT:-80}\n  orders:\n    image: orders\n',
  };
  expect(shown(texts, 'compose.yaml')).toEqual(['ORDERS_URL: http://${HOST}:80${PORT:-80} = http://orders:8080']);
});

test('secrets stay where they are', () => {
  const texts = {
    '.env': 'PASS=hunter2\n',
    'compose.yaml': 'services:\n  web:\n    image: web\n    environment:\n      DB_PASSWORD: ${PASS}\n',
  };
  expect(shown(texts, 'compose.yaml')).toEqual([]);
});
