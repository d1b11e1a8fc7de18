import type { OrderCreated } from '@shop/contracts';
import { database } from './database.ts';

/** Partners register their own address, so it is a row in the database: no file of this repository knows whom we call. */
export async function tellPartners(created: OrderCreated): Promise<void> {
  const { rows } = await database.query<{ webhook_url: string }>('SELECT webhook_url FROM partners');
  for (const partner of rows) await tell(partner.webhook_url, created);
}

async function tell(webhookUrl: string, { orderId, sku, quantity }: OrderCreated): Promise<void> {
  const response = await fetch(webhookUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId, sku, quantity }),
    signal: AbortSignal.timeout(500),
  });
  if (!response.ok) throw new Error(`${webhookUrl} answered ${response.status}`);
}
