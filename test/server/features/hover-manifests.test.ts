import { expect, test } from 'vitest';
import { hoverText } from '../../../src/server/features/hover-text.ts';
import { environmentWords } from '../../../src/server/features/hover-words.ts';
import { cursorIn, linkIn, type Texts } from '../system.ts';

const hover = (texts: Texts): string => {
  const cursor = cursorIn(texts);
  return hoverText(cursor, linkIn(cursor.system))?.paragraphs.join('\n') ?? 'nothing';
};

/** The text with the cursor inside what is given. */
const cursor = (text: string, marked: string): string => {
  const plain = marked.replace('¦', '');
  if (!text.includes(plain)) throw new Error(`It does not read ${plain}`);
  return text.replace(plain, marked);
};

const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: orders
spec:
  replicas: {{ .Values.replicas }}
  template:
    metadata:
      labels: { app: orders }
    spec:
      containers:
        - image: {{ .Values.image.name }}:1
          name: orders
          ports:
            - name: http
              containerPort: 3000
          env:
            - name: STOCK_URL
              value: {{ .Values.stock.url }}
`;
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: orders-public
spec:
  selector: { app: orders }
  ports:
    - name: web
      port: 80
      targetPort: http
`;
const CHART: Texts = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
  'chart/values.yaml': 'replicas: 1\nimage:\n  name: acme/orders\nstock:\n  url: http://stock:8080\n',
  'chart/values-prod.yaml': 'replicas: 3\nstock:\n  url: http://stock.prod\n',
  'chart/templates/orders.yaml': WORKLOAD,
  'chart/templates/service.yaml': SERVICE,
};
const chart = (path: string, marked: string): string => hover({ ...CHART, [path]: cursor(CHART[path]!, marked) });

test('an image is that of its container, wherever in the container it stands and whatever it is made of', () => {
  expect(chart('chart/templates/orders.yaml', '}}:¦1')).toMatch(/^\*\*orders\*\* service/);
  const two = 'services:\n  web:\n    image: ${REPO}/web\n    build: web\n  db:\n    build: db\n    image: ${REPO}/d¦b\n';
  expect(hover({ 'compose.yaml': two })).toMatch(/^\*\*db\*\* /);
});

test('a port of a Kubernetes service leads to one of its pods, by name too', () => {
  expect(chart('chart/templates/service.yaml', 'port: 8¦0')).toMatch(
    /^Port 80 \(web\) of the Kubernetes service of \*\*orders\*\*, leads to 3000 \(http\) of its pods\n/,
  );
});

test('ports say from where to where they lead, and who needs the service', () => {
  expect(chart('chart/templates/orders.yaml', 'containerPort: 30¦00')).toMatch(
    /^Port 3000 of \*\*orders\*\*\nNo service is seen to need orders\./,
  );
  expect(hover({ 'compose.yaml': 'services:\n  db:\n    image: postgres:15\n    ports: ["5433:54¦32"]\n' })).toMatch(
    /^Port 5433 of the host, leads to 5432 of \*\*db\*\*\n/,
  );
});

test('a value of a chart says what each values file makes of it and what it decides: at its key, at its value, in a template', () => {
  const said =
    '`.Values.stock.url` value of the chart, decides orders `STOCK_URL`\n| values file | value |\n|---|---|\n| chart/values.yaml:5 | `http://stock:8080` |\n| chart/values-prod.yaml:3 | `http://stock.prod` |\nTaken in chart/templates/orders.yaml:';
  expect(chart('chart/templates/orders.yaml', '.Values.stock.u¦rl')).toContain(said);
  expect(chart('chart/values.yaml', '  u¦rl:')).toContain(said);
  expect(chart('chart/values.yaml', 'http://sto¦ck')).toContain(said);
});

test('a value that decides no variable still says what the values files make of it', () => {
  const said =
    '`.Values.replicas` value of the chart\n| values file | value |\n|---|---|\n| chart/values.yaml:1 | `1` |\n| chart/values-prod.yaml:1 | `3` |';
  expect(chart('chart/templates/orders.yaml', '.Values.rep¦licas')).toBe(said);
  expect(chart('chart/values.yaml', 'rep¦licas')).toBe(said);
  expect(chart('chart/values.yaml', 'ima¦ge:')).toBe('`.Values.image` value of the chart\nTaken in chart/templates/orders.yaml:13.');
});

const PROJECT: Texts = {
  '.env': 'REPO=acme\nDB_PASSWORD=hunter2\n',
  'compose.yaml':
    'services:\n  web:\n    image: ${REPO}/web:${TAG:-2}\n    ports: ["${PORT}:80"]\n    environment:\n      DSN: postgres://shop:${DB_PASSWORD}@db/shop\n  db:\n    image: ${REPO}/db\n',
};
const project = (path: string, marked: string): string => hover({ ...PROJECT, [path]: cursor(PROJECT[path]!, marked) });

test('what compose fills in says who sets it, what stands in for it, and where else it goes', () => {
  expect(project('compose.yaml', '${RE¦PO}/web')).toBe(
    '**REPO** is filled in by compose\n| set in | value |\n|---|---|\n| .env:1 | `acme` |\nThe shell that starts compose wins over that; where nobody sets it, it is empty.\nFilled in at image of web (compose.yaml:3), image of db (compose.yaml:8).',
  );
  expect(project('compose.yaml', '${T¦AG')).toBe(
    '**TAG** is filled in by compose\nNo .env beside this file sets it; where nobody sets it, it is `2`.',
  );
});

test('a secret that is filled in stays hidden', () => {
  expect(project('compose.yaml', '${DB_PASS¦WORD}')).toContain('| .env:2 | `•••` |');
});

test('a line of .env says what it fills in, and of variables what it decides', () => {
  expect(project('.env', 'RE¦PO')).toContain('Filled in at image of web (compose.yaml:3), image of db (compose.yaml:8).');
  expect(project('.env', 'DB_PASS¦WORD')).toContain(
    '| decides | value | in |\n|---|---|---|\n| web `DSN` | `postgres://shop:•••@db/shop` | compose |',
  );
});

test('a variable in the settings of an application is that of its service', () => {
  const texts: Texts = {
    'compose.yaml': 'services:\n  orders:\n    build: orders\n    environment:\n      STOCK_URL: http://stock:8080\n',
    'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
    'orders/src/main/resources/application.yml': 'stock:\n  url: ${STOCK_¦URL:http://localhost}\n',
  };
  expect(hover(texts)).toMatch(
    /^\*\*STOCK\\_URL\*\* variable of \*\*orders\*\*, else `http:\/\/localhost`\.\n\| environment .*\n.*\n\| compose \| `http:\/\/stock:8080` \|/,
  );
});

const served = (url: string): Texts => ({
  'compose.yaml': 'services:\n  stock:\n    image: stock\n',
  'openapi.yaml': `openapi: 3.0.0\ninfo: { title: Stock }\nservers:\n  - url: ${url}\npaths: {}\n`,
});

test('a host of the system in an address is the service, wherever it is written; one of the world is not', () => {
  expect(hover(served('http://sto¦ck:8080'))).toMatch(/^\*\*stock\*\* service/);
  expect(hover(served('http://sto¦ck.shop.svc.cluster.local'))).toMatch(/^\*\*stock\*\* service/);
  expect(hover(served('https://sto¦ck.com'))).toBe('nothing');
});

const overlay = (name: string): Texts => ({
  [`deploy/orders/overlays/${name}/kustomization.yaml`]: 'resources: [../../base]\n',
});

test('environments that run alike share a row', () => {
  const texts: Texts = {
    'deploy/orders/base/kustomization.yaml': 'resources: [orders.yaml]\n',
    'deploy/orders/base/orders.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ord¦ers\nspec:\n  template:\n    spec:\n      containers:\n        - name: orders\n          image: acme/orders:1\n',
    ...overlay('production'),
    ...overlay('staging'),
  };
  expect(hover(texts)).toContain('| kustomize:production, kustomize:staging | `acme/orders:1` |');
});

test('an environment of a deep folder is told by its last names', () => {
  expect(environmentWords('kustomize:src/orders/k8s/overlays/production')).toBe('kustomize:…/overlays/production');
  expect(environmentWords('helm:prod')).toBe('helm:prod');
});
