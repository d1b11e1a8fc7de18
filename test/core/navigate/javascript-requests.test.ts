import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references';
  readonly leads: readonly string[];
}

const TWO = {
  'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n',
  'shop/package.json': '{ "name": "shop" }',
  'stock/package.json': '{ "name": "stock", "dependencies": { "express": "4" } }',
};

/** The stock's routes, all of them of one path. */
const serves = (path: string, verbs: readonly string[]): Texts => ({
  'stock/app.js': `import express from 'express';\nconst app = express();\n${verbs.map(verb => `app.${verb}('${path}', handle);\n`).join('')}app.listen(8000);\n`,
});

/** What code of the shop leads to, where the stock serves one path by several verbs. */
const told = (rule: string, code: string, leads: readonly string[]): Jump => ({
  rule,
  files: { ...TWO, ...serves('/stock/items', ['get', 'post', 'put', 'delete']), 'shop/app.js': code },
  leads: leads.map(verb => `stock/app.js: app.${verb}('/stock/items', handle);`),
});

const VERBS: readonly Jump[] = [
  told(
    'the method that is called',
    "import { client } from './client';\nexport const add = item => client.post('/stock/it¦ems', item);\n",
    ['post'],
  ),
  told('a verb is written short', "import { client } from './client';\nexport const drop = () => client.del('/stock/it¦ems');\n", [
    'delete',
  ]),
  told(
    'an option of the call',
    "import { send } from './send';\nexport const put = item => send('/stock/it¦ems', { method: 'PUT', item });\n",
    ['put'],
  ),
  told('the argument before the path', "const request = new XMLHttpRequest();\nrequest.open('DELETE', '/stock/it¦ems');\n", ['delete']),
  told(
    'an entry beside the path',
    "import { send } from './send';\nexport const put = () => send({ url: '/stock/it¦ems', method: 'put' });\n",
    ['put'],
  ),
  told(
    'without a verb it is read',
    "import { send } from './send';\nexport const all = () => send({ url: '/stock/it¦ems', cache: true });\n",
    ['get'],
  ),
  told(
    'a verb that is no verb is none',
    "import { send } from './send';\nexport const all = () => send({ url: '/stock/it¦ems', type: 'json' });\n",
    ['get'],
  ),
  {
    rule: 'nobody is led to a route of another verb',
    files: {
      ...TWO,
      ...serves('/stock/items', ['post']),
      'shop/app.js': "import { client } from './client';\nexport const put = item => client.put('/stock/it¦ems', item);\n",
    },
    leads: [],
  },
  told('the verb of a handler is none', "import { answers } from './answers';\nanswers.post('/stock/it¦ems', request => request.body);\n", [
    'get',
  ]),
];

test.each(VERBS)('the verb beside a path tells requests apart: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const page = (rule: string, code: string, leads: readonly string[] = []): Jump => ({
  rule,
  files: { ...TWO, ...serves('/stock/items', ['get']), 'shop/page.jsx': `const first = '/api/first';\n${code}` },
  leads,
});

test.each([
  page('an attribute', "export const Page = () => <a href={'/stock/it¦ems'} />;\n"),
  page('an attribute with a parameter', 'export const Page = ({ id }) => <Link to={`/stock/it¦ems?shelf=${id}`} />;\n'),
  page('an option of a router', "export const go = router => router.push({ pathname: '/stock/it¦ems' });\n"),
  page('a variable', "export const redirectTo = '/stock/it¦ems';\n"),
  page('another name is a request', "export const items = '/stock/it¦ems';\n", ["stock/app.js: app.get('/stock/items', handle);"]),
])('what a link of a page leads to is no request: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

/** Services without a host of their own; the shop names the port that the stock listens at. */
const atPort = (rule: string, { code, leads, more }: { code: string; leads: readonly string[]; more?: Texts }): Jump => ({
  rule,
  files: {
    'shop/package.json': '{ "name": "shop", "dependencies": { "express": "4" } }',
    'shop/app.js': `import express from 'express';\n${code}express().listen(3000);\n`,
    'stock/package.json': '{ "name": "stock", "dependencies": { "express": "4" } }',
    ...serves('/stock/items', ['get']),
    ...more,
  },
  leads,
});

test.each([
  atPort('who is named so', { code: "export const base = 'http://local¦host:8000';\n", leads: ['stock/app.js: app.listen(8000);'] }),
  atPort('a number is as good as a name', {
    code: "export const base = 'http://127.0.¦0.1:8000';\n",
    leads: ['stock/app.js: app.listen(8000);'],
  }),
  atPort('nobody listens there', { code: "export const base = 'http://local¦host:8001';\n", leads: [] }),
  atPort('it listens there itself', { code: "export const base = 'http://local¦host:3000';\n", leads: [] }),
  atPort('two listen there', {
    code: "export const base = 'http://local¦host:8000';\n",
    more: {
      'store/package.json': '{ "name": "store", "dependencies": { "express": "4" } }',
      'store/app.js': "import express from 'express';\nexpress().listen(8000);\n",
    },
    leads: [],
  }),
])('an address of the own machine leads to who listens there: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

/** One program that hands out pages beside its routes. */
const own = (rule: string, file: string, leads: readonly string[]): Jump => ({
  rule,
  files: {
    'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { image: redis }\n',
    'shop/package.json': '{ "name": "shop", "dependencies": { "express": "4" } }',
    'shop/app.js': "import express from 'express';\nconst app = express();\napp.get('/api/carts/open', handle);\napp.listen(8000);\n",
    [file]: "import { send } from './send';\nexport const carts = () => send({ url: '/api/carts/op¦en', method: 'GET' });\n",
  },
  leads,
});

test.each([
  own('scripts that are handed out', 'shop/public/carts.js', ["shop/app.js: app.get('/api/carts/open', handle);"]),
  own('components', 'shop/views/carts.tsx', ["shop/app.js: app.get('/api/carts/open', handle);"]),
  own('what runs on the server asks others', 'shop/jobs/carts.js', []),
])('code of a browser asks the program that hands it out: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const PATHS: Texts = {
  'shop/paths.js':
    "export const ITEM = '/stock/items/:id';\nexport const item = '/stock/items/:id';\nexport const ITEMS = '/stock/items';\n",
};

/** The shop has the path of the request in a constant. */
const constant = (rule: string, code: string, { path = '/stock/items/:id', verbs }: { path?: string; verbs: readonly string[] }): Jump => ({
  rule,
  files: {
    ...TWO,
    ...PATHS,
    ...serves(path, ['get', 'put']),
    'shop/app.js': `import { api } from './api';\nimport { ITEM, ITEMS, item } from './paths';\nexport const put = given => ${code};\n`,
  },
  leads: verbs.map(verb => `stock/app.js: app.${verb}('${path}', handle);`),
});

const put = constant('', 'api.put(ITEMS, given)', { path: '/stock/items', verbs: ['put'] });

test.each([
  constant('a constant of another file', 'api.p¦ut(ITEM, given)', { verbs: ['put'] }),
  constant('with its parameters filled', 'api.p¦ut(generatePath(ITEM, { given }), 1)', { verbs: ['put'] }),
  constant('what else is made of it is no path', 'api.p¦ut(describe(ITEM, { given }), 1)', { verbs: [] }),
  constant('what is not written as a constant may be anything', 'api.p¦ut(item, given)', { verbs: [] }),
  {
    ...put,
    rule: 'the constant itself, by the verb that it is asked with',
    files: { ...put.files, 'shop/paths.js': PATHS['shop/paths.js']!.replace("items';", "it¦ems';") },
  },
  {
    ...put,
    rule: 'the constant beside its request',
    files: {
      ...put.files,
      'shop/app.js': "import { api } from './api';\nconst ITEMS = '/stock/it¦ems';\nexport const put = given => api.put(ITEMS, given);\n",
    },
  },
])('a path that a constant holds is asked for: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});
