import type { OrderRequest, Product } from '@shop/contracts';

const ordersUrl = process.env.ORDERS_URL ?? 'http://orders:8080';

export type Answer = { readonly status: number; readonly body: unknown };

export async function products(): Promise<readonly Product[]> {
  const response = await fetch(`${ordersUrl}/products`, { signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`orders answered ${response.status} to /products`);
  return (await response.json()) as readonly Product[];
}

export async function placeOrder(request: OrderRequest): Promise<Answer> {
  const response = await fetch(`${ordersUrl}/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal: AbortSignal.timeout(5_000),
  });
  return { status: response.status, body: await response.json() };
}

export async function order(id: string): Promise<Answer> {
  const response = await fetch(`${ordersUrl}/orders/${encodeURIComponent(id)}`, { signal: AbortSignal.timeout(5_000) });
  return { status: response.status, body: await response.json() };
}
