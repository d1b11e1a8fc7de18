import { createClient } from 'redis';
import type { Product } from '@shop/contracts';
import { products } from './orders.ts';

const FRESH_SECONDS = 30;

const cache = createClient({ url: process.env.REDIS_URL ?? 'redis://redis:6379/0' });
cache.on('error', (error: Error) => console.error('redis:', error.message));
await cache.connect();

export async function catalogue(): Promise<readonly Product[]> {
  const cached = await cache.get('catalogue');
  if (cached) return JSON.parse(cached) as readonly Product[];
  const fresh = await products();
  await cache.set('catalogue', JSON.stringify(fresh), { expiration: { type: 'EX', value: FRESH_SECONDS } });
  return fresh;
}
