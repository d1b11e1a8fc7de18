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

test('depends_on in brackets takes services, too', () => {
  expect(offered(compose('  new:\n    image: new\n    depends_on: [web, o¦]\n'))).toEqual(['o→web', 'o→orders', 'o→stock', 'o→nats']);
});

test('what compose fills in is offered at the brace: set beside it, or asked for already', () => {
  const texts = { ...compose('  new:\n    image: new:${TAG}\n    command: run ${¦\n'), '.env': 'VERSION=1\n' };
  expect(offered(texts)).toEqual(['→TAG', '→VERSION']);
});

test('a .env beside a compose file offers what that fills in and nobody sets', () => {
  const texts = { 'compose.yaml': 'services:\n  web:\n    image: web:${TAG}\n    ports: ["${PORT}:80"]\n', '.env': 'PORT=1\n¦' };
  expect(offered(texts)).toEqual(['→TAG']);
});

test('a variable that is named for a host takes one', () => {
  expect(offered({ ...SHOP, 'web/.env': 'STOCK_ADDRESS=st¦' })).toEqual(['st→nats', 'st→orders', 'st→stock', 'st→web']);
  expect(offered({ ...SHOP, 'web/.env': 'GREETING=st¦' })).toEqual([]);
});

const chart: Texts = {
  ...SHOP,
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'orders:\n  url: http://orders:8080\n  replicas: 2\nweb: {}\n',
};
const WORKLOAD =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          image: web\n          env:\n            - name: ';

const template = (value: string) => ({ ...chart, 'chart/templates/web.yaml': `${WORKLOAD}URL\n              value: ${value}\n` });

test('values of a chart are offered key by key', () => {
  expect(offered(template('{{ .Values.¦ }}'))).toEqual(['→orders']);
  expect(offered(template('{{ .Values.orders.u¦ }}'))).toEqual(['u→replicas', 'u→url']);
});

test('a container takes the variables that its code reads', () => {
  expect(offered({ ...chart, 'k8s/web.yaml': `${WORKLOAD}¦\n              value: a\n` })).toEqual(['→ORDERS_URL']);
});

test('the host of an address in a values file is one that is deployed', () => {
  expect(offered({ ...chart, 'chart/values.yaml': 'orders:\n  url: http://¦\n' })).toContain('→orders');
});

test('elsewhere nothing is offered', () => {
  expect(offered({ ...SHOP, 'web/.env': '# ¦' })).toEqual([]);
  expect(offered(compose('  new:\n    image: o¦\n'))).toEqual([]);
  expect(offered({ ...SHOP, 'web/index.ts': 'const a = "http://¦"' })).toEqual([]);
});
