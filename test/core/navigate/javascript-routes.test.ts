import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly leads: readonly string[];
}

interface Asked {
  readonly path: string;
  readonly method?: string;
  readonly stock: Texts;
  readonly leads: string;
}

/** The shop asks the stock for a path. */
const route = (rule: string, { path, method = 'GET', stock, leads }: Asked): Jump => ({
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

test.each([
  route('LoopBack', {
    path: '/items/7',
    stock: {
      'stock/items.controller.ts':
        "import { del, get } from '@loopback/rest';\nexport class Items {\n  @get('/items/{id}')\n  one() {}\n  @del('/items/{id}')\n  drop() {}\n}\n",
    },
    leads: "stock/items.controller.ts: @get('/items/{id}')",
  }),
  route('LoopBack writes a verb short', {
    path: '/items/7',
    method: 'DELETE',
    stock: {
      'stock/items.controller.ts':
        "import { del, get } from '@loopback/rest';\nexport class Items {\n  @get('/items/{id}')\n  one() {}\n  @del('/items/{id}')\n  drop() {}\n}\n",
    },
    leads: "stock/items.controller.ts: @del('/items/{id}')",
  }),
  route('LoopBack with a base', {
    path: '/v2/items/7',
    stock: {
      'stock/items.controller.ts':
        "import { api, get } from '@loopback/rest';\n@api({ basePath: '/v2' })\nexport class Items {\n  @get('/items/{id}')\n  one() {}\n}\n@api({ basePath: '/v1' })\nexport class Old {\n  @get('/items/{old}')\n  one() {}\n}\n",
    },
    leads: "stock/items.controller.ts: @get('/items/{id}')",
  }),
  route('tsoa', {
    path: '/items/7/parts',
    stock: {
      'stock/items.ts':
        "import { Get, Route } from 'tsoa';\n@Route('items')\nexport class Items {\n  @Get('{id}/parts')\n  parts() {}\n  @Get()\n  all() {}\n}\n",
    },
    leads: "stock/items.ts: @Get('{id}/parts')",
  }),
  route('tsoa without a path of the method', {
    path: '/items',
    stock: {
      'stock/items.ts':
        "import { Get, Route } from '@tsoa/runtime';\n@Route('items')\nexport class Items {\n  @Get('{id}/parts')\n  parts() {}\n  @Get()\n  all() {}\n}\n",
    },
    leads: 'stock/items.ts: @Get()',
  }),
  route('inversify', {
    path: '/items/7',
    stock: {
      'stock/items.ts':
        "import { controller, httpGet } from 'inversify-express-utils';\n@controller('/items')\nexport class Items {\n  @httpGet('/:id')\n  one() {}\n}\n@controller('/tags')\nexport class Tags {\n  @httpGet('/:tag')\n  one() {}\n}\n",
    },
    leads: "stock/items.ts: @httpGet('/:id')",
  }),
  route('Foal', {
    path: '/items/7',
    method: 'PATCH',
    stock: { 'stock/items.ts': "import { Patch } from '@foal/core';\nexport class Items {\n  @Patch('/items/:id')\n  change() {}\n}\n" },
    leads: "stock/items.ts: @Patch('/items/:id')",
  }),
  route('a decorator of that name that is of nobody who serves', {
    path: '/items/7',
    stock: {
      'stock/items.ts':
        "import { Get } from './lazy';\nimport { Post } from 'tsoa';\nexport class Items {\n  @Get('/items/{id}')\n  one() {}\n  @Post('/other')\n  more() {}\n}\n",
    },
    leads: 'compose.yaml: stock: { build: stock }',
  }),
])('a decorated method answers: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const server = (text: string): Texts => ({ 'stock/app.ts': text });

test.each([
  route('koa', {
    path: '/items/parts',
    stock: server(
      "import Router from '@koa/router';\nconst items = new Router({ prefix: '/items' });\nconst tags = new Router({ prefix: '/tags' });\nitems.get('/parts', all);\ntags.get('/parts', all);\n",
    ),
    leads: "stock/app.ts: items.get('/parts', all);",
  }),
  route('Elysia', {
    path: '/items/parts',
    stock: server(
      "import { Elysia } from 'elysia';\nconst items = new Elysia({ prefix: '/items' });\nconst tags = new Elysia({ prefix: '/tags' });\nitems.get('/parts', all);\ntags.get('/parts', all);\n",
    ),
    leads: "stock/app.ts: items.get('/parts', all);",
  }),
  route('Hono', {
    path: '/items/parts',
    stock: server(
      "import { Hono } from 'hono';\nconst items = new Hono().basePath('/items');\nconst tags = new Hono().basePath('/tags');\nitems.get('/parts', all);\ntags.get('/parts', all);\n",
    ),
    leads: "stock/app.ts: items.get('/parts', all);",
  }),
  route('Elysia in one chain', {
    path: '/items/parts',
    stock: server(
      "import { Elysia } from 'elysia';\nexport const items = new Elysia({ prefix: '/items' })\n  .get('/parts', all)\n  .get('/tags', all);\nexport const tags = new Elysia({ prefix: '/tags' })\n  .get('/parts', all);\n",
    ),
    leads: "stock/app.ts: export const items = new Elysia({ prefix: '/items' })",
  }),
  route('a prefix that is no path', {
    path: '/items/parts',
    stock: server("import Router from '@koa/router';\nconst items = new Router({ prefix: 'log' });\nitems.get('/items/parts', all);\n"),
    leads: "stock/app.ts: items.get('/items/parts', all);",
  }),
])('what a router is made with stands before its routes: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const nest = (prefix: string): Texts => ({
  'stock/main.ts': `import { NestFactory } from '@nestjs/core';\nconst app = await NestFactory.create(AppModule);\n${prefix}await app.listen(8000);\n`,
  'stock/items.controller.ts':
    "import { Controller, Get } from '@nestjs/common';\n@Controller('items')\nexport class Items {\n  @Get(':id')\n  one() {}\n  @Get('old/:id')\n  old() {}\n}\n",
});

/** Whatever the shelf, before the prefix; after it these are parts that nobody asks for. */
const SHELVES: Texts = {
  'stock/shelves.controller.ts':
    "import { Controller, Get } from '@nestjs/common';\n@Controller(':shelf/items')\nexport class Shelves {\n  @Get(':id')\n  one() {}\n}\n",
};

test.each([
  route('with it', {
    path: '/shelf/items/7',
    stock: { ...nest("app.setGlobalPrefix('shelf');\n"), ...SHELVES },
    leads: "stock/items.controller.ts: @Get(':id')",
  }),
  route('without it', { path: '/shelf/items/7', stock: { ...nest(''), ...SHELVES }, leads: "stock/shelves.controller.ts: @Get(':id')" }),
])("Nest's global prefix stands before all routes: $rule", ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const VERSIONS = server(
  "import express from 'express';\nconst app = express();\napp.get('/v1/items/list', all);\napp.get('/v2/items/list', all);\n",
);

test.each([
  route('it is in the path', {
    path: '/items/v2/old/7',
    stock: nest('app.enableVersioning();\n'),
    leads: "stock/items.controller.ts: @Get('old/:id')",
  }),
  route('a route that has it is told by it', {
    path: '/v2/items/list',
    stock: VERSIONS,
    leads: "stock/app.ts: app.get('/v2/items/list', all);",
  }),
  route('another version is another route', { path: '/v3/items/list', stock: VERSIONS, leads: 'compose.yaml: stock: { build: stock }' }),
  {
    rule: 'another version is another route, whoever is asked',
    files: {
      ...route('', { path: '', stock: VERSIONS, leads: '' }).files,
      'shop/app.js': "export const all = () => send({ url: '/v3/items/l¦ist', method: 'GET' });\n",
    },
    leads: [],
  },
])('a version that no route is written with may be a setting: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});
