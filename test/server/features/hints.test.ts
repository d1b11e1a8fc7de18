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

/** A chart whose one value is another in production. */
const chart = (here: string, there: string): Texts => ({
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': `url: ${here}\n`,
  'chart/values-prod.yaml': `url: ${there}\n`,
  'chart/templates/web.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: web\n          env:\n            - name: ORDERS_URL\n              value: {{ .Values.url }}\n',
});

const told = (texts: Texts) => {
  const open = openText(texts, 'chart/templates/web.yaml');
  return hints(open, [0, open.text.length]).map(({ label, more }) => ({ label, more }));
};

test('values that differ are told as far as there is room, and in full on request', () => {
  expect(told(chart('http://a', 'http://b'))).toEqual([
    { label: '= http://a (helm) · http://b (helm:prod)', more: 'http://a (helm)\nhttp://b (helm:prod)' },
  ]);
  expect(told(chart('http://orders:80', 'http://orders.shop.svc.cluster.local:8080'))).toEqual([
    { label: '= http://orders:80 and 1 more', more: 'http://orders:80 (helm)\nhttp://orders.shop.svc.cluster.local:8080 (helm:prod)' },
  ]);
});
