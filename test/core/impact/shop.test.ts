import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { affected, impacted, type Workspace } from './impacted.ts';

const root = resolve(import.meta.dirname, '../../../examples/shop');

/** The shop as it stands, without what is installed. */
const SHOP: Workspace = Object.fromEntries(
  (readdirSync(root, { recursive: true }) as string[])
    .map(path => path.replaceAll('\\', '/'))
    .filter(path => !/(^|\/)(node_modules|__pycache__)(\/|$)/.test(path) && statSync(join(root, path)).isFile())
    .map(path => [path, readFileSync(join(root, path), 'utf8')]),
);

const PROTO = 'contracts/proto/shop/v1/inventory.proto';
const SPEC = 'services/payments/openapi.yaml';
const EVENT = 'packages/contracts/src/order-created.ts';

interface Case {
  readonly what: string;
  readonly file: string;
  readonly edit: readonly [find: string, replace: string];
  /** Written by reading the shop, before any run. */
  readonly hits: readonly string[];
}

/** The effect and the service alone; lines are the business of the other tests. */
const without = (lines: readonly string[]): string[] => lines.map(line => line.split(' ').slice(0, 2).join(' ')).toSorted();

describe('what a person finds by reading the shop', () => {
  const cases: readonly Case[] = [
    {
      what: 'a field is removed',
      file: PROTO,
      edit: ['  int32 available = 2;\n', ''],
      hits: ['at-risk storefront', 'broken inventory', 'broken orders'],
    },
    {
      what: 'an rpc is renamed',
      file: PROTO,
      edit: ['rpc Reserve(', 'rpc Take('],
      hits: ['at-risk storefront', 'broken inventory', 'broken orders'],
    },
    {
      what: 'an operation is renamed',
      file: 'services/payments/payments/app.py',
      edit: ['@app.post("/charges")', '@app.post("/payments")'],
      hits: ['at-risk storefront', 'broken orders'],
    },
    {
      what: 'a property becomes required',
      file: SPEC,
      edit: [
        'required: [order_id, amount_cents]\n      properties:\n',
        'required: [order_id, amount_cents, currency]\n      properties:\n        currency: { type: string }\n',
      ],
      hits: ['at-risk storefront', 'broken orders'],
    },
    {
      what: "a topic's payload loses what its consumer reads",
      file: EVENT,
      edit: ['  email: z.email(),\n', ''],
      hits: ['at-risk storefront', 'broken notifications', 'broken orders'],
    },
    {
      what: 'a topic is renamed on one side',
      file: 'services/orders/src/events.ts',
      edit: ['nats.publish(ORDER_CREATED', "nats.publish('order.placed'"],
      hits: ['broken notifications'],
    },
    {
      what: 'a variable is set under another name, and the code falls back to the same',
      file: 'compose.yaml',
      edit: ['ORDERS_URL: http', 'ORDER_URL: http'],
      hits: [],
    },
    {
      what: 'a port that others dial',
      file: 'compose.yaml',
      edit: ['GRPC_PORT: 50051', 'GRPC_PORT: 50052'],
      hits: ['at-risk storefront', 'broken orders'],
    },
  ];
  test.each(cases)('$what', async ({ file, edit: [find, replace], hits }) => {
    const text = SHOP[file] ?? '';
    expect(text.split(find)).toHaveLength(2);
    expect(without(await affected(SHOP, { [file]: text.replace(find, replace) }))).toEqual(hits);
  });
});

test('a field that nobody reads breaks by rule only, and it is said how much was searched', async () => {
  const wider = (SHOP[PROTO] ?? '').replace('int32 available = 2;', 'int32 available = 2;\n  string shelf = 3;');
  const { summary, changes } = await impacted({ ...SHOP, [PROTO]: wider }, { [PROTO]: SHOP[PROTO] });
  expect(summary).toMatch(/breaks by rule, and no reader was found in this workspace/);
  expect(changes.find(({ rule }) => rule === 'FIELD_NO_DELETE')?.searched).toBeGreaterThan(5);
});
