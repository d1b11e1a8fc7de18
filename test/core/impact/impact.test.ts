import { describe, expect, test } from 'vitest';
import { affected, impacted, type Workspace } from './impacted.ts';

const NODE = (name: string, text: string): Workspace => ({
  [`${name}/package.json`]: `{ "name": "${name}", "scripts": { "start": "node index.js" } }`,
  [`${name}/index.js`]: text,
});

const COMPOSE = `services:
  web:
    build: web
    environment:
      ORDERS_URL: http://orders:8080
  orders:
    build: orders
    environment:
      STOCK_URL: http://stock:8081
  stock:
    build: stock
`;

const SHOP: Workspace = {
  'compose.yaml': COMPOSE,
  ...NODE('web', "const axios = require('axios');\naxios.get(`${process.env.ORDERS_URL}/orders/1`);\nrequire('express')().listen(8079);\n"),
  ...NODE(
    'orders',
    "const axios = require('axios');\nconst app = require('express')();\napp.get('/orders/:id', async (req, res) => {\n  const stock = await axios.get(process.env.STOCK_URL + '/stock/7');\n  res.json({ id: 1, total: 5 });\n});\napp.listen(8080);\n",
  ),
  ...NODE('stock', "const app = require('express')();\napp.get('/stock/:sku', (req, res) => res.json({ left: 3 }));\napp.listen(8081);\n"),
};

const edit = (workspace: Workspace, path: string, [find, replace]: readonly [string, string]): Record<string, string> => {
  const text = workspace[path] ?? '';
  expect(text.split(find)).toHaveLength(2);
  return { [path]: text.replace(find, replace) };
};

interface Case {
  readonly rule: string;
  readonly file: string;
  readonly edit: readonly [find: string, replace: string];
  readonly hits: readonly string[];
}

describe('code and compose', () => {
  const cases: readonly Case[] = [
    {
      rule: 'who asks for a route that is gone breaks, and who calls that one is at risk',
      file: 'stock/index.js',
      edit: ["'/stock/:sku'", "'/items/:sku'"],
      hits: ['broken orders orders/index.js:4', 'at-risk web web/index.js:2'],
    },
    { rule: 'another name of a parameter is the same route', file: 'stock/index.js', edit: [':sku', ':id'], hits: [] },
    {
      rule: 'a verb is part of a route',
      file: 'stock/index.js',
      edit: ["app.get('/stock", "app.post('/stock"],
      hits: ['broken orders orders/index.js:4', 'at-risk web web/index.js:2'],
    },
    {
      rule: 'a variable that is set no more breaks who reads it',
      file: 'compose.yaml',
      edit: ['ORDERS_URL:', 'ORDER_URL:'],
      hits: ['broken web web/index.js:2'],
    },
    {
      rule: 'code that asks for another variable than is set breaks itself',
      file: 'web/index.js',
      edit: ['process.env.ORDERS_URL', 'process.env.ORDERS'],
      hits: ['broken web web/index.js:2'],
    },
    {
      rule: 'a service under another name is not found by who dials the old one',
      file: 'compose.yaml',
      edit: ['  stock:\n', '  inventory:\n'],
      hits: ['broken orders orders/index.js:4', 'at-risk web web/index.js:2'],
    },
    {
      rule: 'a port that nobody listens on any more breaks who dials it',
      file: 'stock/index.js',
      edit: ['listen(8081)', 'listen(9000)'],
      hits: ['broken orders orders/index.js:4', 'at-risk web web/index.js:2'],
    },
    { rule: 'a comment changes nothing', file: 'stock/index.js', edit: ['const app', '// what is left\nconst app'], hits: [] },
  ];
  test.each(cases)('$rule', async ({ file, edit: change, hits }) => {
    expect(await affected(SHOP, edit(SHOP, file, change))).toEqual(hits);
  });
});

test('a caller that is adapted in the same change does not break', async () => {
  const edits = {
    ...edit(SHOP, 'stock/index.js', ["'/stock/:sku'", "'/items/:sku'"]),
    ...edit(SHOP, 'orders/index.js', ['/stock/7', '/items/7']),
  };
  expect(await affected(SHOP, edits)).toEqual([]);
});

test('a route that takes all that the old one took answers for it', async () => {
  const wide = edit(SHOP, 'stock/index.js', ["app.get('/stock/:sku'", "app.all('/stock/:anything'"]);
  expect(await affected(SHOP, wide)).toEqual([]);
});

test('a change that nobody reads is told with that nobody was found', async () => {
  const alone: Workspace = {
    ...SHOP,
    'orders/index.js': (SHOP['orders/index.js'] ?? '').replace('app.listen', "app.get('/unused', (q, r) => r.end());\napp.listen"),
  };
  const { summary, changes } = await impacted(alone, { 'orders/index.js': SHOP['orders/index.js'] });
  expect(summary).toBe('The change of GET /unused of orders breaks by rule, and no reader was found in this workspace.');
  expect(changes.map(({ message }) => message)).toEqual(['orders no longer serves GET /unused.']);
});

test('a rollout adds the new beside the old, moves who uses it, and takes the old away', async () => {
  const { rollout } = await impacted(SHOP, edit(SHOP, 'stock/index.js', ["'/stock/:sku'", "'/items/:sku'"]));
  expect(rollout.map(({ phase, services }) => `${phase} ${services.join(' ')}`)).toEqual([
    'expand stock',
    'migrate orders',
    'contract stock',
  ]);
});
