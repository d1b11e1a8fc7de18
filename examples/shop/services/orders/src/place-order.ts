import { randomUUID } from 'node:crypto';
import type { OrderCreated, OrderRequest } from '@shop/contracts';
import { publishOrderCreated } from './events.ts';
import { release, reserve } from './inventory.ts';
import { storeOrder } from './order-table.ts';
import { tellPartners } from './partners.ts';
import { charge } from './payments.ts';

/** Stock first, money second: what was reserved is put back when the payment fails. */
export async function placeOrder(request: OrderRequest, priceCents: number): Promise<OrderCreated> {
  const created: OrderCreated = { orderId: randomUUID(), ...request, amountCents: priceCents * request.quantity };
  await reserve(created.sku, created.quantity);
  try {
    await charge(created.orderId, created.amountCents);
  } catch (error) {
    await release(created.sku, created.quantity);
    throw error;
  }
  await storeOrder(created);
  publishOrderCreated(created);
  await tellPartners(created);
  return created;
}
