import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly leads: readonly string[];
}

const HOST = 'compose.yaml: stock: { build: stock }';

/** The shop asks the stock for a path. */
const route = (rule: string, [method, path]: readonly [string, string], { stock, leads }: { stock: Texts; leads: string }): Jump => ({
  rule,
  files: {
    'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n',
    'shop/package.json': '{ "name": "shop" }',
    'shop/app.js': `export const get = () => fetch('http://stock:8000${path.slice(0, 3)}¦${path.slice(3)}', { method: '${method}' });\n`,
    'stock/package.json': '{ "name": "stock" }',
    ...stock,
  },
  leads: [leads],
});

const SVELTE: Texts = {
  'stock/src/routes/api/items/[id]/+server.ts':
    'export async function GET({ params }) { return json(params.id); }\nexport const PATCH = async () => json({});\nexport const load = () => 1;\n',
  'stock/src/routes/(shop)/carts/+server.ts': 'export async function POST() { return json({}); }\n',
  'stock/src/routes/api/parts/helper.ts': 'export async function GET() { return json({}); }\n',
};

const NITRO: Texts = {
  'stock/server/api/items/[id].get.ts': 'export default defineEventHandler(event => one(event));\n',
  'stock/server/api/items/[id].delete.ts': 'export default defineEventHandler(event => drop(event));\n',
  'stock/server/routes/feeds/index.ts': 'export default defineEventHandler(() => feeds);\n',
  'stock/server/utils/parts.ts': 'export default defineEventHandler(() => parts);\n',
};

const REMIX: Texts = {
  'stock/app/routes/items.$id.tsx':
    'export async function loader({ params }) { return one(params); }\nexport const action = async () => change();\n',
  'stock/app/routes/_auth.carts.tsx': 'export async function loader() { return carts(); }\n',
  'stock/app/routes/feeds/route.ts': 'export async function loader() { return feeds(); }\n',
};

const ASTRO: Texts = {
  'stock/src/pages/api/items/[id].ts': 'export async function GET({ params }) { return one(params); }\nexport const ALL = () => other();\n',
  'stock/src/pages/feeds.json.ts': 'export async function GET() { return feeds(); }\n',
};

test.each([
  route('SvelteKit', ['GET', '/api/items/7'], {
    stock: SVELTE,
    leads: 'stock/src/routes/api/items/[id]/+server.ts: export async function GET({ params }) { return json(params.id); }',
  }),
  route('SvelteKit by the verb', ['PATCH', '/api/items/7'], {
    stock: SVELTE,
    leads: 'stock/src/routes/api/items/[id]/+server.ts: export const PATCH = async () => json({});',
  }),
  route('a group of SvelteKit is no part of the path', ['POST', '/carts'], {
    stock: SVELTE,
    leads: 'stock/src/routes/(shop)/carts/+server.ts: export async function POST() { return json({}); }',
  }),
  route('another file beside the routes of SvelteKit', ['GET', '/api/parts'], { stock: SVELTE, leads: HOST }),
  route('Nitro', ['GET', '/api/items/7'], {
    stock: NITRO,
    leads: 'stock/server/api/items/[id].get.ts: export default defineEventHandler(event => one(event));',
  }),
  route('Nitro by the verb', ['DELETE', '/api/items/7'], {
    stock: NITRO,
    leads: 'stock/server/api/items/[id].delete.ts: export default defineEventHandler(event => drop(event));',
  }),
  route('Nitro without api', ['GET', '/feeds'], {
    stock: NITRO,
    leads: 'stock/server/routes/feeds/index.ts: export default defineEventHandler(() => feeds);',
  }),
  route('another folder of Nitro', ['GET', '/utils/parts'], { stock: NITRO, leads: HOST }),
  route('Remix', ['GET', '/items/7'], {
    stock: REMIX,
    leads: 'stock/app/routes/items.$id.tsx: export async function loader({ params }) { return one(params); }',
  }),
  route('an action of Remix', ['POST', '/items/7'], {
    stock: REMIX,
    leads: 'stock/app/routes/items.$id.tsx: export const action = async () => change();',
  }),
  route('a layout of Remix is no part of the path', ['GET', '/carts'], {
    stock: REMIX,
    leads: 'stock/app/routes/_auth.carts.tsx: export async function loader() { return carts(); }',
  }),
  route('a folder of Remix', ['GET', '/feeds'], {
    stock: REMIX,
    leads: 'stock/app/routes/feeds/route.ts: export async function loader() { return feeds(); }',
  }),
  route('Astro', ['GET', '/api/items/7'], {
    stock: ASTRO,
    leads: 'stock/src/pages/api/items/[id].ts: export async function GET({ params }) { return one(params); }',
  }),
  route('Astro whatever the verb', ['PUT', '/api/items/7'], {
    stock: ASTRO,
    leads: 'stock/src/pages/api/items/[id].ts: export const ALL = () => other();',
  }),
  route('a document of Astro', ['GET', '/feeds'], {
    stock: ASTRO,
    leads: 'stock/src/pages/feeds.json.ts: export async function GET() { return feeds(); }',
  }),
])('the place of a file is its route: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

test('an express server that keeps its code in server/api serves what it says', () => {
  const { files, leads } = route('', ['GET', '/api/items'], {
    stock: {
      'stock/server/api/items.js':
        "import express from 'express';\nconst router = express.Router();\nrouter.get('/list', all);\nexport default router;\n",
    },
    leads: HOST,
  });
  expect(jumps(files)).toEqual(leads);
});

const AZURE = (route: string): Texts => ({
  'stock/items.ts': `import { app } from '@azure/functions';\n${route}`,
});

test.each([
  route('with a route', ['GET', '/api/items/7'], {
    stock: AZURE(
      "app.http('one', { methods: ['GET'], route: 'items/{id}', handler });\napp.http('change', { methods: ['PUT'], route: 'items/{id}', handler });\n",
    ),
    leads: "stock/items.ts: app.http('one', { methods: ['GET'], route: 'items/{id}', handler });",
  }),
  route('by the verb', ['PUT', '/api/items/7'], {
    stock: AZURE(
      "app.http('one', { methods: ['GET'], route: 'items/{id}', handler });\napp.http('change', { methods: ['PUT'], route: 'items/{id}', handler });\n",
    ),
    leads: "stock/items.ts: app.http('change', { methods: ['PUT'], route: 'items/{id}', handler });",
  }),
  route('by its name', ['POST', '/api/items'], {
    stock: AZURE("app.post('items', handler);\napp.get('parts', handler);\n"),
    leads: "stock/items.ts: app.post('items', handler);",
  }),
  route('a word that is short for a verb', ['DELETE', '/api/items'], {
    stock: AZURE("app.deleteRequest('items', handler);\napp.get('items', handler);\n"),
    leads: "stock/items.ts: app.deleteRequest('items', handler);",
  }),
  route('whatever else would fit without it', ['POST', '/api/items'], {
    stock: AZURE("app.post('items', handler);\napp.post('{kind}/items', handler);\n"),
    leads: "stock/items.ts: app.post('items', handler);",
  }),
  route("somebody else's application", ['GET', '/api/items'], {
    stock: {
      'stock/items.ts':
        "import { BlobServiceClient } from '@azure/storage-blob';\nimport { app } from './app';\napp.http('items', { methods: ['GET'], route: 'items', handler });\n",
    },
    leads: HOST,
  }),
  route('a timer serves nothing', ['GET', '/api/items'], {
    stock: AZURE("app.timer('items', { schedule: '0 0 * * * *', handler });\n"),
    leads: HOST,
  }),
])('a function of Azure answers below api: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});
