import { expect, test } from 'vitest';
import { answer, usesOf } from './asked.ts';

const ORDER = 'export class Order { id = 0; constructor(part?: object) {} }';

const ofOrder = (files: Readonly<Record<string, string>>): Promise<string[]> => usesOf('order.ts#Order', { 'order.ts': ORDER, ...files });

test('a class is imported, made, extended and named', async () => {
  const text =
    "import { Order } from './order';\nexport class Big extends Order {}\nexport const f = (order: Order) => new Order(order);\nregister(Order);";
  expect(await ofOrder({ 'app.ts': text })).toEqual([
    "app.ts imports import { «Order» } from './order';",
    'app.ts implements export class Big extends «Order» {}',
    'app.ts names export const f = (order: «Order») => new Order(order);',
    'app.ts constructs export const f = (order: Order) => new «Order»(order);',
    'app.ts names register(«Order»);',
  ]);
});

test('another class of the same name is another', async () => {
  const files = {
    'app.ts': "import { Order } from './other';\nimport './order';\nexport const order = new Order();",
    'other.ts': 'export class Order {}',
  };
  expect(await ofOrder(files)).toEqual([]);
});

test('it is followed through barrels and under other names', async () => {
  const files = {
    'index.ts': "export { Order as Purchase } from './order';",
    'app.ts': "import { Purchase as Bought } from './index';\nexport const made = new Bought();",
  };
  expect(await ofOrder(files)).toEqual([
    "app.ts imports import { «Purchase» as Bought } from './index';",
    'app.ts constructs export const made = new «Bought»();',
    "index.ts imports export { «Order» as Purchase } from './order';",
  ]);
});

test('through a whole module', async () => {
  const files = { 'app.ts': "import * as shop from './order';\nexport const made: shop.Order = new shop.Order();" };
  expect(await ofOrder(files)).toEqual([
    'app.ts names export const made: shop.«Order» = new shop.Order();',
    'app.ts constructs export const made: shop.Order = new shop.«Order»();',
  ]);
});

test('a default export goes by the name of who imports it', async () => {
  const files = {
    'total.ts': 'export default function total(lines: number[]) { return lines.length; }',
    'app.ts': "import sum from './total';\nexport const five = sum([5]);",
  };
  expect(await usesOf('total.ts#default', files)).toEqual([
    "app.ts imports import «sum» from './total';",
    'app.ts calls export const five = «sum»([5]);',
  ]);
});

test('a function is called or handed over', async () => {
  const files = {
    'mask.ts': 'export const mask = (text: string) => text;',
    'app.ts': "import { mask } from './mask';\nexport const shown = ['a'].map(mask).concat(mask('b'));",
  };
  expect((await usesOf('mask.ts#mask', files)).map(use => use.split(' ')[1])).toEqual(['imports', 'reads', 'calls']);
});

test.each([
  ['decorates', '@mask class A {}', 'calls'],
  ['tags a text', 'export const a = mask`b`;', 'calls'],
  ['is a component', 'export const a = <mask.b />;\nexport const c = <mask></mask>;', 'reads'],
  ['is counted up', 'mask++;', 'sets'],
  ['is a value in short', 'export const a = { mask };', 'reads'],
  ['is renamed by an old import', "import old = require('./mask');\nold.mask();", 'calls'],
])('a function that %s', async (_, code, how) => {
  const files = { 'mask.ts': 'export const mask: any = 1;', 'app.tsx': `import { mask } from './mask';\n${code}` };
  const found = await usesOf('mask.ts#mask', files);
  expect(found[1]).toMatch(new RegExp(`^app.tsx ${how}`));
});

test('a component is called where it opens', async () => {
  const files = {
    'card.tsx': 'export const Card = (props: object) => null;',
    'app.tsx': "import { Card } from './card';\nexport const page = <Card><Card /></Card>;",
  };
  expect((await usesOf('card.tsx#Card', files)).map(use => use.split(' ')[1])).toEqual(['imports', 'calls', 'calls']);
});

test('CommonJS takes it apart, or calls it through the module', async () => {
  const files = {
    'mask.js': 'exports.mask = text => text;',
    'app.js': "const { mask } = require('./mask');\nconst all = require('./mask');\nmask('a');\nall.mask('b');",
  };
  expect(await usesOf('mask.js#mask', files)).toEqual([
    "app.js imports const { «mask» } = require('./mask');",
    "app.js calls «mask»('a');",
    "app.js calls all.«mask»('b');",
  ]);
});

test('CommonJS may offer what another function puts together', async () => {
  const files = {
    'store.js': 'const connect = url => url;\nmodule.exports = Object.assign({}, { connect });',
    'app.js': "const store = require('./store');\nstore.connect('a');",
  };
  expect(await usesOf('store.js#connect', files)).toEqual(["app.js calls store.«connect»('a');"]);
});

test('what a whole module is goes by the name of who requires it', async () => {
  const files = {
    'order.js': 'class Order {}\nmodule.exports = Order;',
    'app.js': "const Bought = require('./order');\nnew Bought();",
  };
  expect(await usesOf('order.js#export=', files)).toEqual([
    "app.js imports const «Bought» = require('./order');",
    'app.js constructs new «Bought»();',
  ]);
});

test('TypeScript requires a whole module too', async () => {
  const files = {
    'order.ts': 'class Order {}\nexport = Order;',
    'app.ts': "import Bought = require('./order');\nnew Bought();",
  };
  expect(await usesOf('order.ts#export=', files)).toEqual([
    "app.ts imports import «Bought» = require('./order');",
    'app.ts constructs new «Bought»();',
  ]);
});

test('a module that is awaited is taken apart like one that is imported', async () => {
  const text = "export const f = async () => { const { Order: Bought } = await import('./order'); return new Bought(); };";
  expect((await ofOrder({ 'app.ts': text })).map(use => use.split(' ')[1])).toEqual(['imports', 'constructs']);
});

test('an object literal makes one where the type is expected, even where nobody names it', async () => {
  const files = {
    'order.ts': 'export interface Order { id: number; total: number; note?: string }',
    'api.ts': "import { Order } from './order';\nexport const place = (order: Order) => order;",
    'app.ts': "import { place } from './api';\nplace({ id: 1, total: 2 });\nexport const other = { id: 1, total: 2 };",
  };
  expect(await usesOf('order.ts#Order', files, ['constructs'])).toEqual(['app.ts constructs place(«{ id: 1, total: 2 }»);']);
});

test('an object that another one is spread into makes one too, and one of another type does not', async () => {
  const files = {
    'order.ts': 'export interface Order { id: number; total: number }\nexport interface Other { id: number; total: number }',
    'app.ts':
      "import { Order, Other } from './order';\nexport const f = (order: Order): Order => ({ ...order, total: 1 });\nexport const g = (order: Order): Other => ({ ...order, total: 1 });",
  };
  expect(await usesOf('order.ts#Order', files, ['constructs'])).toEqual([
    'app.ts constructs export const f = (order: Order): Order => («{ ...order, total: 1 }»);',
  ]);
});

test('how it is made is asked for by its constructor', async () => {
  const files = {
    'app.ts': "import { Order } from './order';\nexport const f = (order: Order) => new Order();\nclass Big extends Order {}",
  };
  expect(await usesOf('order.ts#Order.constructor', { 'order.ts': ORDER, ...files })).toEqual([
    'app.ts constructs export const f = (order: Order) => new «Order»();',
    'app.ts implements class Big extends «Order» {}',
  ]);
});

test('the answer says what was searched: scripts of the workspace, not its packages', async () => {
  const files = { 'order.ts': ORDER, 'app.ts': 'export {};', 'read.me': 'Order', 'node_modules/a/index.js': 'Order' };
  expect((await answer('order.ts#Order', files)).searched).toEqual({ files: 2, languages: ['typescript', 'javascript'], leftOut: 0 });
});

test('files that are too much are left out and counted, and those that name the type are not among them', async () => {
  const filler = `/*${'x'.repeat(900_000)}*/`;
  const files = {
    'order.ts': ORDER,
    ...Object.fromEntries([1, 2, 3, 4, 5].map(near => [`near${near}.ts`, `import './order';\nexport const id = 1;${filler}`])),
    'barrel.ts': "export * from './order';",
    'far.ts': `import { Order } from './barrel';\nexport const f = (order: Order) => order.id;${filler}`,
  };
  const { searched, uses } = await answer('order.ts#Order.id', files);
  expect(searched).toMatchObject({ files: 8, leftOut: 2 });
  expect(uses.map(({ at }) => at.file)).toEqual(['far.ts']);
});

test.each([
  ['a file that is not there', 'gone.ts#Order'],
  ['a symbol that is not there', 'order.ts#Gone'],
  ['a member that is not there', 'order.ts#Order.gone'],
])('of %s there is no use', async (_, asked) => {
  expect(
    await usesOf(asked, { 'order.ts': ORDER, 'app.ts': "import { Order } from './order';\nexport const f = (o: Order) => o.gone;" }),
  ).toEqual([]);
});

test.each([
  ['broken text', 'import { Order } from "./order; class {{{{ new Order( Order.'],
  ['nested without end', `import { Order } from './order';\nOrder${'('.repeat(20_000)}`],
  ['a chain without end', `import { Order } from './order';\nexport const a = Order${'.a()'.repeat(20_000)};`],
  ['any bytes', '\u0000\uFFFF\uD800import Order from "./order"\u2028`${'],
])('%s stops nothing', async (_, text) => {
  const files = { 'order.ts': ORDER, 'strange.ts': text, 'app.ts': "import { Order } from './order';\nexport const made = new Order();" };
  expect(await usesOf('order.ts#Order', files)).toContain('app.ts constructs export const made = new «Order»();');
});
