import { expect, test } from 'vitest';
import type { FilePath } from '../../../../src/core/model/source.ts';
import { exportChanges } from '../../../../src/core/readers/typescript/export-changes.ts';
import { usesOf } from './asked.ts';

const CONTRACT = 'libs/contracts/src/index.ts' as FilePath;

const WORKSPACE = {
  [CONTRACT]: 'export class OrderPlaced { id: number; total: number; note: string; constructor(part: Partial<OrderPlaced>) {} }',
  'orders/place.ts': "import { OrderPlaced } from '@shop/contracts';\nexport const place = () => new OrderPlaced({ id: 1, total: 2 });",
  'billing/on-order.ts':
    "import { OrderPlaced } from '@shop/contracts';\nimport { Consumer } from 'some-broker';\nexport const listen = (broker: Consumer) => broker.consume<OrderPlaced>('orders', message => bill(message.total));\nconst bill = (total: number) => total;",
  'mail/on-order.ts': "import { OrderPlaced } from '@shop/contracts';\nexport const handle = async (message: OrderPlaced) => message.id;",
};

/** Each change of the contract, with the places that use just what it takes away. */
async function broken(after: string): Promise<string[]> {
  const changes = await exportChanges({ path: CONTRACT, text: WORKSPACE[CONTRACT]! }, { path: CONTRACT, text: after });
  const told = changes.map(async ({ message, symbol, member }) => {
    const uses = await usesOf(`${CONTRACT}#${symbol}${member === undefined ? '' : `.${member}`}`, WORKSPACE);
    return [message, ...uses.map(use => `  ${use.split(' ').slice(0, 2).join(' ')}`)];
  });
  return (await Promise.all(told)).flat();
}

test('a member that is gone is asked about by itself: who reads it, who gives it, and nobody else', async () => {
  expect(await broken(WORKSPACE[CONTRACT]!.replace('total: number; ', ''))).toEqual([
    'OrderPlaced no longer has total.',
    '  billing/on-order.ts reads?',
    '  orders/place.ts sets',
  ]);
});

test('a member that nobody uses breaks nobody', async () => {
  expect(await broken(WORKSPACE[CONTRACT]!.replace('note: string; ', ''))).toEqual(['OrderPlaced no longer has note.']);
});

test('a class under another name breaks everybody who names it', async () => {
  expect(await broken(WORKSPACE[CONTRACT]!.replaceAll('OrderPlaced', 'OrderCreated'))).toEqual([
    'OrderPlaced is now called OrderCreated.',
    '  billing/on-order.ts imports',
    '  billing/on-order.ts names',
    '  mail/on-order.ts imports',
    '  mail/on-order.ts names',
    '  orders/place.ts imports',
    '  orders/place.ts constructs',
  ]);
});
