import { randomUUID } from 'node:crypto';
import type { OrderCreated, OrderRequest } from '@shop/contracts';
import { publishOrderCreated } from './events.ts';
import { release, reserve } from './inventory.ts';
import { removeOrder, storeOrder } from './order-table.ts';
import { tellPartners } from './partners.ts';
import { charge } from './payments.ts';

/** Money last: what was reserved and stored can be taken back when the payment fails, a charge cannot. */
export async function placeOrder(request: OrderRequest, priceCents: number): Promise<OrderCreated> {
  const created: OrderCreated = { orderId: randomUUID(), ...request, amountCents: priceCents * request.quantity };
  await reserve(created.sku, created.quantity);
  try {
    await storeOrder(created);
    await charge(created.orderId, created.amountCents);
  } catch (error) {
    await Promise.allSettled([removeOrder(created.orderId), release(created.sku, created.quantity)]);
    throw error;
  }
  publishOrderCreated(created);
  tellPartners(created).catch((error: Error) => console.error('partners:', error.message));
  return created;
}
