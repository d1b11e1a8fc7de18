import { expect, test } from 'vitest';
import { ageLine } from '../../../src/server/features/hover-age.ts';
import { hoverText } from '../../../src/server/features/hover-text.ts';
import { code, escaped } from '../../../src/server/features/hover-words.ts';
import { cursorIn, linkIn, SHOP, shopAt, type Texts } from '../system.ts';

const hover = (texts: Texts): string => {
  const cursor = cursorIn(texts);
  return hoverText(cursor, linkIn(cursor.system))?.paragraphs.join('\n') ?? 'nothing';
};

/** The text that the hover is shown for. */
const shownFor = (texts: Texts): string | undefined => {
  const cursor = cursorIn(texts);
  const found = hoverText(cursor, linkIn(cursor.system));
  return found && cursor.text.slice(...found.span);
};

test('a service says first what it is, then who is affected, with the line that proves it', () => {
  const text = hover(shopAt('compose.yaml', '  or', 'ders:\n    build'));
  expect(text).toContain(
    '**orders** service · TypeScript · `orders`\nIf orders fails, it affects **1 service**.\nDirectly: web (web/index.ts:3).',
  );
  expect(text).toContain('| compose | built here | 8081 → 8080 |');
});

test('who is affected through others is counted in hops', () => {
  expect(hover(shopAt('compose.yaml', '  sto', 'ck:\n'))).toContain(
    'affects **2 services**.\nDirectly: orders (orders/index.ts:11).\nThrough others: web (2 hops).',
  );
});

test('a name in depends_on and a host in an address are the service', () => {
  expect(hover(shopAt('compose.yaml', 'depends_on: [or', 'ders]'))).toMatch(/^\*\*orders\*\* service/);
  expect(hover(shopAt('compose.yaml', 'http://or', 'ders:8080'))).toMatch(/^\*\*orders\*\* service/);
  expect(shownFor(shopAt('compose.yaml', 'http://or', 'ders:8080'))).toBe('orders');
});

test('an image is that of the service', () => {
  expect(hover(shopAt('compose.yaml', 'image: na', 'ts:2'))).toMatch(/^\*\*nats\*\* broker/);
});

test('the name of a variable says its value in each environment, where it leads, and who reads it', () => {
  const text = hover(shopAt('compose.yaml', 'ORDERS', '_URL'));
  expect(text).toMatch(/^\*\*ORDERS\\_URL\*\* variable of \*\*web\*\*, leads to \*\*orders\*\*\./);
  expect(text).toContain('| compose | `http://orders:8080` | compose.yaml:5 |');
  expect(text).toContain('web → **orders** http · `POST /orders` · certain.');
  expect(text).toContain('Read in web/index.ts:2.');
});

test('code that reads a variable shows the same as the line that sets it', () => {
  const text = hover(shopAt('web/index.ts', 'process.env.ORD', 'ERS_URL'));
  expect(text).toContain('variable of **web**, leads to **orders**');
  expect(text).toContain('| compose | `http://orders:8080` | compose.yaml:5 |');
});

test('a call says where it leads and why we believe it', () => {
  expect(hover(shopAt('web/index.ts', 'axios.po', 'st('))).toMatch(
    /^`POST \/orders` request to \*\*orders\*\*, answered in orders\/index\.ts:5 · http · certain\n.*\nProofs: web\/index\.ts:3, .*\nIf orders fails, it affects \*\*1 service\*\*\./,
  );
});

test('a route is called from where a request for it is seen', () => {
  expect(hover(shopAt('orders/index.ts', "app.post('/or", "ders'"))).toBe(
    '`POST /orders` operation of **orders**\nCalls reach it from **1 service**.\nDirectly: web (web/index.ts:3).',
  );
  expect(hover(shopAt('orders/index.ts', "app.get('/he", "alth'"))).toBe(
    '`GET /health` operation of **orders**\nNo call of another service to it is seen.',
  );
});

test('inside a handler the route is not in the way', () => {
  expect(hover(shopAt('orders/index.ts', '  response.js', 'on({});'))).toBe('nothing');
});

test('an rpc says who serves it and who is a client', () => {
  expect(hover(shopAt('contracts/stock.proto', 'rpc Res', 'erve'))).toBe(
    '`shop.v1.Stock/Reserve` rpc, served by **stock** (stock/index.ts:3)\nClients of Stock and who needs them: **2 services**.\nDirectly: orders (orders/index.ts:11).\nThrough others: web (2 hops).',
  );
});

test('a topic says who publishes and that nobody receives', () => {
  expect(hover(shopAt('orders/index.ts', 'nats.pub', 'lish('))).toBe(
    '**order.created** topic\nPublished by **orders** (orders/index.ts:10).\nNobody is seen to receive it.',
  );
});

test('a message, a field and an enum say which rpcs carry them and whom a change reaches', () => {
  expect(hover(shopAt('contracts/stock.proto', 'string sk', 'u = 1'))).toBe(
    '**sku** field 1 of Request · string · `shop.v1`\nCarried by `Stock/Reserve`.\nA change reaches **3 services**.\nDirectly: orders (orders/index.ts:11), stock (stock/index.ts:3).\nThrough others: web (2 hops).',
  );
  expect(hover(shopAt('contracts/stock.proto', 'message Ans', 'wer'))).toMatch(/^\*\*Answer\*\* message · `shop\.v1`/);
});

/** The shop with a package that its website imports from. */
const shared = (text: string): Texts => ({
  ...SHOP,
  'package.json': '{"workspaces":["*"]}',
  'shared/package.json': '{"name":"@shop/shared","main":"index.ts"}',
  'shared/index.ts': text,
  'web/index.ts': `import { Order } from '@shop/shared';\nconsole.log(Order);\n${SHOP['web/index.ts']!}`,
});

test('a name that a shared package exports says which services import it', () => {
  const text = hover(shared('export interface Or¦der { sku: string }\nexport interface Other { sku: string }\n'));
  expect(text).toBe('**Order** exported by **@shop/shared**\nA change reaches **1 service**.\nDirectly: web (web/index.ts:1).');
  expect(hover(shared('export interface Order { sku: string }\nexport interface Ot¦her { sku: string }\n'))).toContain(
    'No service is seen to import it by name.',
  );
  expect(hover(shared('export interface Order { sk¦u: string }\n'))).toBe('nothing');
});

const API = `openapi: 3.0.0
info: { title: Orders }
paths:
  /orders:
    post:
      requestBody:
        content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } }
  /health:
    get: {}
components:
  schemas:
    Order:
      properties:
        lines:
          items: { $ref: '#/components/schemas/Line' }
    Line:
      properties:
        sku: { type: string }
    Unused:
      properties:
        name: { type: string }
`;

const api = (before: string, after: string): Texts => ({
  ...SHOP,
  'orders/openapi.yaml': API.replace(before + after, `${before}¦${after}`),
});

test('a schema and its properties say which operations carry them, also over other schemas', () => {
  const reached = 'Carried by `POST /orders`.\nA change reaches **1 service**.\nDirectly: web (web/index.ts:3).';
  expect(hover(api('    Or', 'der:'))).toBe(`**Order** schema · Orders\n${reached}`);
  expect(hover(api('sk', 'u: {'))).toBe(`**sku** property of Line · Orders\n${reached}`);
  expect(hover(api('na', 'me: {'))).toContain('No operation of this file refers to it.');
  expect(hover(api('it', 'ems:'))).toBe('nothing');
});

test('where nothing means anything to the system there is no hover', () => {
  expect(hover(shopAt('web/index.ts', 'export const pl', 'ace'))).toBe('nothing');
});

test('texts of the workspace are no Markdown', () => {
  expect(escaped('[a](command:x) <b>')).toBe('\\[a\\]\\(command:x\\) \\<b\\>');
  expect(code('a`b')).toBe('`` a`b ``');
});

test('the age of the index is said from one second on', () => {
  expect(ageLine(null, 5000)).toEqual([]);
  expect(ageLine(4500, 5000)).toEqual([]);
  expect(ageLine(2000, 5000)).toEqual(['_The index is 3 s behind._']);
});
