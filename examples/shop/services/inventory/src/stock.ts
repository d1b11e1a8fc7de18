import { createClient } from 'redis';

export type Stock = { readonly sku: string; readonly available: number };

export class NotEnough extends Error {}

const FIRST_DELIVERY = { tea: 100, pot: 12, cup: 40 };

const redis = createClient({ url: process.env.REDIS_URL ?? 'redis://redis:6379/1' });
redis.on('error', (error: Error) => console.error('redis:', error.message));
await redis.connect();
for (const [sku, count] of Object.entries(FIRST_DELIVERY)) await redis.set(key(sku), count, { condition: 'NX' });

export async function available(sku: string): Promise<Stock> {
  return { sku, available: Number((await redis.get(key(sku))) ?? 0) };
}

/** DECRBY is atomic: two buyers of the last cup cannot both see a count that is not negative. */
export async function reserve(sku: string, quantity: number): Promise<Stock> {
  const left = await redis.decrBy(key(sku), quantity);
  if (left >= 0) return { sku, available: left };
  await redis.incrBy(key(sku), quantity);
  throw new NotEnough(`Only ${left + quantity} of ${sku} left.`);
}

export async function release(sku: string, quantity: number): Promise<Stock> {
  return { sku, available: await redis.incrBy(key(sku), quantity) };
}

function key(sku: string): string {
  return `stock:${sku}`;
}
