import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly leads: readonly string[];
}

/** From what the shop says to who takes it in the stock. */
const told = (rule: string, { shop, stock, leads = [] }: { shop: string; stock: string; leads?: readonly string[] }): Jump => ({
  rule,
  files: {
    'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n',
    'shop/package.json': '{ "name": "shop" }',
    'shop/app.ts': shop,
    'stock/package.json': '{ "name": "stock" }',
    'stock/app.ts': stock,
  },
  leads: leads.map(line => `stock/app.ts: ${line}`),
});

const BROKER =
  "module.exports = {\n  name: 'items',\n  version: 2,\n  settings: {},\n  actions: {\n    reserve: { handler(ctx) { return ctx.params; } },\n    list(ctx) { return []; },\n  },\n  events: {\n    'cart.opened'(ctx) { return ctx; },\n  },\n};\n";

test.each([
  told('an action with its version', {
    shop: "export const go = ctx => ctx.call('v2.items.res¦erve', { id: 1 });\n",
    stock: BROKER,
    leads: ['reserve: { handler(ctx) { return ctx.params; } },'],
  }),
  told('an action that is a method', {
    shop: "export const go = broker => broker.call('v2.items.li¦st');\n",
    stock: BROKER,
    leads: ['list(ctx) { return []; },'],
  }),
  told('an event', {
    shop: "export const go = ctx => ctx.emit('cart.op¦ened', { id: 1 });\n",
    stock: BROKER,
    leads: ["'cart.opened'(ctx) { return ctx; },"],
  }),
  told('an event of a mixin without a name', {
    shop: "export const go = broker => broker.broadcast('cart.op¦ened', { id: 1 });\n",
    stock: "export const mixin = { actions: {}, events: { 'cart.opened'(ctx) { return ctx; } } };\n",
    leads: ["export const mixin = { actions: {}, events: { 'cart.opened'(ctx) { return ctx; } } };"],
  }),
  told('another version is another action', {
    shop: "export const go = ctx => ctx.call('v1.items.res¦erve', { id: 1 });\n",
    stock: BROKER,
  }),
  told('whoever else is called', {
    shop: "export const go = ctx => ctx.call('v2.items.other');\nexport const ring = phone => phone.call('v2.items.res¦erve', { id: 1 });\n",
    stock: BROKER,
  }),
  told('an object with actions that is no service', {
    shop: "export const go = ctx => ctx.call('items.res¦erve', { id: 1 });\n",
    stock: "export const menu = { name: 'items', actions: { reserve() { return 1; } } };\n",
  }),
])('names of Moleculer lead to their services: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const ON =
  "import { Server } from 'socket.io';\nnew Server().on('connection', socket => {\n  socket.on('cart:open', open);\n  socket.on('message', open);\n});\n";

test.each([
  told('to who listens', {
    shop: "import { io } from 'socket.io-client';\nconst socket = io('/');\nsocket.emit('cart:op¦en', 1);\n",
    stock: ON,
    leads: ["socket.on('cart:open', open);"],
  }),
  told('by one word', {
    shop: "import { io } from 'socket.io-client';\nconst socket = io('/');\nsocket.emit('ope¦ned', 1);\n",
    stock: ON.replace('cart:open', 'opened'),
    leads: ["socket.on('opened', open);"],
  }),
  told('to a room', {
    shop: "import { io } from './io';\nio.to('all').emit('cart:op¦en', 1);\n",
    stock: "import { io } from 'socket.io-client';\nconst socket = io('/');\nsocket.on('cart:open', open);\n",
    leads: ["socket.on('cart:open', open);"],
  }),
  told('to a gateway of Nest', {
    shop: "import { io } from 'socket.io-client';\nconst socket = io('/');\nsocket.emit('cart:op¦en', 1);\n",
    stock:
      "import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';\n@WebSocketGateway()\nexport class Carts {\n  @SubscribeMessage('cart:open')\n  open() {}\n}\n",
    leads: ["@SubscribeMessage('cart:open')"],
  }),
  told('an event of the library itself', {
    shop: "import { io } from 'socket.io-client';\nconst socket = io('/');\nsocket.emit('mess¦age', 1);\n",
    stock: ON,
  }),
  told('an emitter that is no socket', {
    shop: "import { client, socket } from './client';\nsocket.emit('other', 1);\nclient.emit('ope¦ned', 1);\n",
    stock: ON.replace('cart:open', 'opened'),
  }),
])('events of sockets lead to the other side: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

const PROCEDURES =
  "import { router, procedure } from './trpc';\nexport const cartsRouter = router({\n  open: procedure.input(cart).mutation(() => 1),\n  list: procedure.query(() => []),\n  limits: { most: 3 },\n});\nexport const itemsRouter = router({\n  list: procedure.query(() => []),\n});\n";

test.each([
  told('by the router and its name', {
    shop: "import { api } from './api';\nexport const go = () => api.carts.op¦en.mutate(1);\n",
    stock: PROCEDURES,
    leads: ['open: procedure.input(cart).mutation(() => 1),'],
  }),
  told('with a hook', {
    shop: "import { api } from './api';\nexport const go = () => api.carts.li¦st.useQuery();\n",
    stock: PROCEDURES.replace('list: procedure.query(() => []),\n  limits', 'list: procedure.query(() => carts),\n  limits'),
    leads: ['list: procedure.query(() => carts),'],
  }),
  told('by its name alone', {
    shop: "import { api } from './api';\nexport const go = () => api.op¦en.mutate(1);\n",
    stock: PROCEDURES,
    leads: ['open: procedure.input(cart).mutation(() => 1),'],
  }),
  told('a client that an object has', {
    shop: 'export class Carts {\n  open() {\n    return this.api.op¦en.mutate(1);\n  }\n}\n',
    stock: PROCEDURES,
    leads: ['open: procedure.input(cart).mutation(() => 1),'],
  }),
  told('a data store that an object has', {
    shop: "export class Carts {\n  all() {\n    return this.li¦st.query('more');\n  }\n}\n",
    stock: PROCEDURES,
  }),
  told('a procedure of another router', {
    shop: "import { api } from './api';\nexport const go = () => api.items.op¦en.mutate(1);\n",
    stock: PROCEDURES,
  }),
  told('what is no procedure', {
    shop: "import { api } from './api';\nexport const go = () => api.carts.lim¦its.query();\n",
    stock: PROCEDURES,
  }),
])('a call of tRPC leads to its procedure: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

/** From a procedure of the stock, which another router there calls by the same name. */
const taken = (shop: string): Texts => ({
  ...told('', { shop, stock: PROCEDURES.replace('list:', 'li¦st:') }).files,
});

test.each([
  {
    rule: 'the far side',
    files: taken("import { api } from './api';\nexport const go = () => api.carts.list.useQuery();\n"),
    leads: ['shop/app.ts: export const go = () => api.carts.list.useQuery();'],
  },
  {
    rule: 'the own side where nothing is on the other',
    files: taken("import { api } from './api';\nexport const go = () => api.carts.open.useQuery();\n"),
    leads: ['stock/app.ts: list: procedure.query(() => []),'],
  },
])('of several meanings of a place one that leads to the far side is meant: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});

test.each([
  told('by the names of both calls', {
    shop: "import { QueueName } from './names';\nexport const go = jobs => jobs.add(QueueName.Exp¦ort, { id: 1 });\n",
    stock: "import { QueueName } from './names';\nexport const run = queue => queue.process(QueueName.Export, work);\n",
    leads: ['export const run = queue => queue.process(QueueName.Export, work);'],
  }),
  told('by what is made with it', {
    shop: "import { Topics } from './names';\nexport const go = bus => bus.publish(Topics.Exp¦orted, { id: 1 });\n",
    stock: "import { Topics } from './names';\nexport const run = () => new Consumer(Topics.Exported, work);\n",
    leads: ['export const run = () => new Consumer(Topics.Exported, work);'],
  }),
  told('by the class around it', {
    shop: "import { Topics } from './names';\nexport const go = bus => bus.publish(Topics.Exp¦orted, { id: 1 });\n",
    stock:
      "import { Topics } from './names';\nexport class ExportListener extends Base {\n  constructor() {\n    super(Topics.Exported);\n  }\n}\n",
    leads: ['super(Topics.Exported);'],
  }),
  told('another member', {
    shop: "import { QueueName } from './names';\nexport const go = jobs => jobs.add(QueueName.Imp¦ort, { id: 1 });\n",
    stock: "import { QueueName } from './names';\nexport const run = queue => queue.process(QueueName.Export, work);\n",
  }),
  told('a list of something else', {
    shop: "import { Color, QueueName } from './names';\nexport const go = jobs => jobs.add(QueueName.Export, jobs.add(Color.R¦ed, { id: 1 }));\n",
    stock:
      "import { Color, QueueName } from './names';\nexport const run = queue => queue.process(QueueName.Other, queue.process(Color.Red, work));\n",
  }),
  told('a call that says no side', {
    shop: "import { QueueName } from './names';\nexport const go = jobs => jobs.add(QueueName.Exp¦ort, { id: 1 });\n",
    stock: "import { QueueName } from './names';\nexport const run = () => count(QueueName.Export);\n",
  }),
])('a member of a list of channels leads to the other side: $rule', ({ files, leads }) => {
  expect(jumps(files)).toEqual(leads);
});
