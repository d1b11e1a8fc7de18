import { expect, test } from 'vitest';
import { hints } from '../../../src/server/features/hints.ts';
import { openText, SHOP, type Texts } from '../system.ts';

/** The longest label that an editor shows whole. */
const LONGEST = 43;

/** Each hint with its line. */
const shown = (texts: Texts, path: string): string[] => {
  const open = openText(texts, path);
  return hints(open, [0, open.text.length]).map(({ offset, label }) => `${open.text.slice(0, offset).split('\n').at(-1)!.trim()} ${label}`);
};

test('a literal address says what is asked of whom; where the line says as much by itself there is no hint', () => {
  expect(shown(SHOP, 'compose.yaml')).toEqual(['ORDERS_URL: http://orders:8080 → orders · POST /orders']);
});

test('an address that names nobody says which service it is', () => {
  const local = { ...SHOP, 'web/.env': 'ORDERS_URL=http://localhost:8081\n' };
  expect(shown(local, 'web/.env')).toEqual([]);
  const alias = SHOP['compose.yaml']!.replace('http://orders:8080', 'http://basket:8080').replace(
    '    build: orders\n',
    '    build: orders\n    container_name: basket\n',
  );
  expect(shown({ ...SHOP, 'compose.yaml': alias }, 'compose.yaml')).toEqual(['ORDERS_URL: http://basket:8080 → orders · POST /orders']);
});

test('of a long image the end is shown, and of a long value the beginning', () => {
  const compose = {
    '.env': 'TAG=1.2.3\n',
    'compose.yaml': `services:
  web:
    image: registry.shop.example/the-platform/backend/web:\${TAG}
    environment:
      GREETING: Welcome to the shop of shops, where everything is \${TAG}
`,
  };
  const labels = shown(compose, 'compose.yaml').map(line => line.slice(-LONGEST));
  expect(labels).toEqual(['= …p.example/the-platform/backend/web:1.2.3', '= Welcome to the shop of shops, where ever…']);
});

test('who connects, and to which database, does not say where that leads', () => {
  const compose = {
    'compose.yaml': `services:
  web:
    build: web
    environment:
      DB_HOST: postgres
      DB_USER: shop
      DB_DATABASE: postgres://postgres/shop
  database:
    image: postgres:17
    hostname: postgres
`,
    'web/package.json': '{"name":"web","scripts":{"start":"node index.js"},"dependencies":{"pg":"8"}}',
    'web/index.js':
      "const { Client } = require('pg');\nnew Client(`postgres://${process.env.DB_USER}@${process.env.DB_HOST}/shop`);\nnew Client(process.env.DB_DATABASE);\n",
  };
  expect(shown(compose, 'compose.yaml')).toEqual(['DB_HOST: postgres → database', 'DB_DATABASE: postgres://postgres/shop → database']);
});

test('an image that is made of variables or of values of the chart says what it comes to', () => {
  const compose = {
    '.env': 'REPO=acme\n',
    'compose.yaml': 'services:\n  web:\n    image: ${REPO}/web:${TAG:-1}\n  db:\n    image: postgres:15\n',
  };
  expect(shown(compose, 'compose.yaml')).toEqual(['image: ${REPO}/web:${TAG:-1} = acme/web:1']);
  const texts = chart('a', 'b');
  const template = texts['chart/templates/web.yaml']!.replace('image: web', 'image: {{ .Values.url }}/web:2');
  expect(shown({ ...texts, 'chart/templates/web.yaml': template }, 'chart/templates/web.yaml')).toContain(
    'image: {{ .Values.url }}/web:2 = a/web:2 (helm) · b/web:2 (helm:prod)',
  );
});

test('a line of a template that prints a value shows what the values files say; control of the template shows nothing', () => {
  const texts = chart('a', 'b');
  const template = texts['chart/templates/web.yaml']!.replace(
    'spec:\n  template',
    'spec:\n  {{- if .Values.url }}\n  replicas: {{ .Values.url }}\n  {{- end }}\n  template',
  );
  expect(shown({ ...texts, 'chart/templates/web.yaml': template }, 'chart/templates/web.yaml')).toEqual([
    'replicas: {{ .Values.url }} = a (values.yaml) · b (values-prod.yaml)',
    'value: {{ .Values.url }} = a (helm) · b (helm:prod)',
  ]);
});

const service = (target: string) =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: web\n  ports:\n    - port: 80\n      targetPort: ${target}\n`;

test('a port that a Kubernetes service names says which it is; one that is a number says enough', () => {
  const workload =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    metadata:\n      labels:\n        app: web\n    spec:\n      containers:\n        - name: web\n          image: web\n          ports:\n            - name: http\n              containerPort: 3000\n';
  expect(shown({ 'web.yaml': `${workload}---\n${service('http')}` }, 'web.yaml')).toEqual(['- port: 80 → 3000']);
  expect(shown({ 'web.yaml': `${workload}---\n${service('3000')}` }, 'web.yaml')).toEqual([]);
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
