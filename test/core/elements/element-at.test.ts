import { expect, test } from 'vitest';
import { elementAt, focusAt, wordAt } from '../../../src/core/elements/element-at.ts';
import { cursorIn, SHOP, shopAt, type Texts } from '../../server/system.ts';

/** The kind of part, whose it is, and where it leads. */
const at = (texts: Texts): string => {
  const element = elementAt(cursorIn(texts));
  return element ? `${element.part.kind} of ${element.owner?.id ?? 'nobody'} to ${element.node?.id ?? 'nowhere'}` : 'nothing';
};

const focus = (texts: Texts): string | undefined => focusAt(cursorIn(texts))?.node.id;

test.each([
  ['compose.yaml', '  or', 'ders:\n    build', 'declares of nobody to service:orders'],
  ['compose.yaml', 'STOCK_', 'ADDRESS', 'sets of service:orders to service:stock'],
  ['compose.yaml', '["80', '81:8080"]', 'port of service:orders to service:orders'],
  ['orders/index.ts', 'process.env.NATS', '_URL', 'reads of service:orders to broker:nats'],
  ['orders/index.ts', 'new shop.v1.St', 'ock(', 'calls of service:orders to service:stock'],
  ['stock/index.ts', 'server.add', 'Service', 'implements of service:stock to nowhere'],
  ['contracts/stock.proto', 'service St', 'ock', 'rpc of nobody to nowhere'],
  ['web/index.ts', 'import ax', 'ios', 'nothing'],
])('in %s, %s|%s', (path, before, after, expected) => {
  expect(at(shopAt(path, before, after))).toBe(expected);
});

test('the focus is the service of the folder, or the one that is declared above', () => {
  expect(focus(shopAt('web/index.ts', 'import ax', 'ios'))).toBe('service:web');
  expect(focus(shopAt('compose.yaml', '    image: na', 'ts:2'))).toBe('broker:nats');
  expect(focus(shopAt('compose.yaml', 'build: or', 'ders'))).toBe('service:orders');
  expect(focus({ ...SHOP, 'README.md': 'Read ¦me' })).toBeUndefined();
});

test('a contract that lies beside the services is in focus with who serves it, also in a package that is shared', () => {
  const shared = { 'contracts/package.json': '{"name":"@shop/contracts","main":"index.ts"}', 'contracts/index.ts': '' };
  expect(focus(shopAt('contracts/stock.proto', 'service St', 'ock'))).toBe('service:stock');
  expect(focus({ ...shopAt('contracts/stock.proto', 'service St', 'ock'), ...shared })).toBe('service:stock');
});

test('of a contract of several servers the one whose service is written last above the cursor is in focus, and nobody above them all', () => {
  const prices = {
    'prices/package.json': SHOP['stock/package.json']!.replace('stock', 'prices'),
    'prices/index.ts': SHOP['stock/index.ts']!.replace('Stock', 'Prices'),
  };
  const proto = SHOP['contracts/stock.proto']!.replace(
    'message Request',
    'service Prices {\n  rpc Get (Request) returns (Answer);\n}\nmessage Request',
  );
  const focusIn = (place: string) => focus({ ...SHOP, ...prices, 'contracts/stock.proto': proto.replace(place, `¦${place}`) });
  expect(focusIn('rpc Reserve')).toBe('service:stock');
  expect(focusIn('rpc Get')).toBe('service:prices');
  expect(focusIn('package')).toBeUndefined();
});

test('a word is a name with dots and dashes', () => {
  const text = 'http://orders-db.shop.svc:5432';
  expect(wordAt(text, 12)).toEqual({ text: 'orders-db.shop.svc', span: [7, 25] });
  expect(wordAt(text, 5)).toEqual({ text: '', span: [5, 5] });
});
