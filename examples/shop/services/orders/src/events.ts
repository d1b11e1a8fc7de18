import { connect, JSONCodec } from 'nats';
import { ORDER_CREATED, type OrderCreated } from '@shop/contracts';

const nats = await connect({ servers: process.env.NATS_URL ?? 'nats://nats:4222', name: 'orders' });
const codec = JSONCodec<OrderCreated>();

export function publishOrderCreated(created: OrderCreated): void {
  nats.publish(ORDER_CREATED, codec.encode(created));
}
