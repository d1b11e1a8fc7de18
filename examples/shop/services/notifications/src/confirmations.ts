import { connect, JSONCodec, type Subscription } from 'nats';
import { ORDER_CREATED, orderCreated } from '@shop/contracts';

export type Confirmation = { readonly orderId: string; readonly to: string; readonly text: string };

const KEPT = 1_000;
const codec = JSONCodec<unknown>();
const confirmations: Confirmation[] = [];

export function sent(): readonly Confirmation[] {
  return confirmations;
}

export async function sendConfirmations(): Promise<void> {
  const nats = await connect({ servers: process.env.NATS_URL ?? 'nats://nats:4222', name: 'notifications' });
  const created = nats.subscribe(ORDER_CREATED, { queue: 'notifications' });
  await nats.flush();
  void confirmEach(created);
}

async function confirmEach(created: Subscription): Promise<void> {
  for await (const message of created) {
    const order = orderCreated.safeParse(codec.decode(message.data));
    if (order.success) send({ orderId: order.data.orderId, to: order.data.email, text: `Thank you: ${order.data.quantity} × ${order.data.sku}.` });
    else console.error(`${ORDER_CREATED}: not understood:`, order.error.message);
  }
}

function send(confirmation: Confirmation): void {
  confirmations.push(confirmation);
  if (confirmations.length > KEPT) confirmations.shift();
  console.log(`to ${confirmation.to}: ${confirmation.text}`);
}
