import { z } from 'zod';

/** The NATS subject on which orders tells the rest of the shop that an order was paid for and stored. */
export const ORDER_CREATED = 'order.created';

export const orderCreated = z.object({
  orderId: z.uuid(),
  sku: z.string(),
  quantity: z.int().positive(),
  email: z.email(),
  amountCents: z.int().nonnegative(),
});

export type OrderCreated = z.infer<typeof orderCreated>;
