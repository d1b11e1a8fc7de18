import pRetry, { AbortError } from 'p-retry';

const paymentsUrl = process.env.PAYMENTS_URL ?? 'http://payments:8080';

export class PaymentRefused extends Error {}

/** Safe to repeat: payments charges an order once, however often it is asked. See services/payments/openapi.yaml. */
export function charge(orderId: string, amountCents: number): Promise<void> {
  return pRetry(() => postCharge(orderId, amountCents), { retries: 1, minTimeout: 100 });
}

async function postCharge(orderId: string, amountCents: number): Promise<void> {
  const response = await fetch(`${paymentsUrl}/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': orderId },
    body: JSON.stringify({ order_id: orderId, amount_cents: amountCents }),
    signal: AbortSignal.timeout(1_000),
  });
  if (response.status === 402) throw new AbortError(new PaymentRefused('The payment was refused.'));
  if (!response.ok) throw new Error(`payments answered ${response.status}`);
}
