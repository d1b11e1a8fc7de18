import type { OrderCreated } from '@shop/contracts';
import { database } from './database.ts';

export async function storeOrder({ orderId, sku, quantity, email, amountCents }: OrderCreated): Promise<void> {
  await database.query('INSERT INTO orders (id, sku, quantity, email, amount_cents) VALUES ($1, $2, $3, $4, $5)', [
    orderId,
    sku,
    quantity,
    email,
    amountCents,
  ]);
}

export async function removeOrder(id: string): Promise<void> {
  await database.query('DELETE FROM orders WHERE id = $1', [id]);
}

export async function order(id: string): Promise<OrderCreated | undefined> {
  const { rows } = await database.query<OrderCreated>(
    'SELECT id AS "orderId", sku, quantity, email, amount_cents AS "amountCents" FROM orders WHERE id::text = $1',
    [id],
  );
  return rows[0];
}
