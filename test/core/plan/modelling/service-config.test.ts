import { expect, test } from 'vitest';
import { z } from 'zod';
import { readsByName } from '../../../../src/core/plan/modelling/repeatable.ts';
import { modelledOf, theShop, type Workspace } from './modelled.ts';

const duration = z.string().regex(/^\d+(\.\d{1,9})?s$/);

/** `grpc.service_config.ServiceConfig` of the gRPC protos, as JSON, as far as it is about waiting and retrying. */
const serviceConfig = z.object({
  methodConfig: z.array(
    z.strictObject({
      name: z.array(z.strictObject({ service: z.string().min(1), method: z.string().min(1) })).min(1),
      timeout: duration.optional(),
      retryPolicy: z
        .strictObject({
          maxAttempts: z.int().min(2).max(5),
          initialBackoff: duration,
          maxBackoff: duration,
          backoffMultiplier: z.number().positive(),
          retryableStatusCodes: z.array(z.enum(['UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'ABORTED', 'DEADLINE_EXCEEDED'])).min(1),
        })
        .optional(),
    }),
  ),
  retryThrottling: z.strictObject({ maxTokens: z.int().min(1).max(1000), tokenRatio: z.number().positive() }).optional(),
});

const PROTO = 'contracts/proto/shop/v1/inventory.proto';

function configOf(workspace: Workspace) {
  const [found] = modelledOf(workspace).serviceConfigs;
  expect(found!.service).toBe('shop.v1.Inventory');
  serviceConfig.parse(found!.config);
  return found!.config;
}

const retried = (workspace: Workspace): readonly string[] =>
  configOf(workspace).methodConfig.flatMap(({ name, retryPolicy }) => (retryPolicy ? name.map(({ method }) => method) : []));

const withLevel = (rpc: string, level: string): Workspace => {
  const shop = theShop();
  const line = new RegExp(`(rpc ${rpc}\\(.*\\) returns \\(Stock\\));`);
  return { ...shop, [PROTO]: shop[PROTO]!.replace(line, `$1 { option idempotency_level = ${level}; }`) };
};

test('an rpc that reads by its name is retried with a doubt, one that writes is not', () => {
  const config = configOf(theShop());
  expect(retried(theShop())).toEqual(['GetStock']);
  expect(config['x-faultline'].methods).toMatchObject([{ method: 'GetStock', confidence: 'possible' }]);
  expect(config['x-faultline'].notKnown).toContain(
    'Whether Reserve may be asked twice is not known: its proto file gives no idempotency_level. No retry policy is proposed.',
  );
});

test('an rpc that its proto file calls idempotent is retried, one of an unknown level is not', () => {
  expect(retried(withLevel('Reserve', 'IDEMPOTENT'))).toEqual(['GetStock', 'Reserve']);
  expect(retried(withLevel('Reserve', 'IDEMPOTENCY_UNKNOWN'))).toEqual(['GetStock']);
});

test('an rpc that its caller retries already is not retried once more', () => {
  const shop = theShop();
  const file = 'services/orders/src/inventory.ts';
  const text = shop[file]!.replace(
    'const stock = await answer(done => inventory.getStock({ sku }, withinOneSecond(), done));',
    'const stock = await pRetry(() => answer(done => inventory.getStock({ sku }, withinOneSecond(), done)), { retries: 3 });',
  ).replace('import * as grpc', "import pRetry from 'p-retry';\nimport * as grpc");
  expect(text).toContain('pRetry(');
  expect(retried({ ...shop, [file]: text })).toEqual([]);
});

test('throttling is set only where something is retried', () => {
  const shop = theShop();
  const text = shop[PROTO]!.replaceAll('GetStock(', 'TakeStock(');
  expect(configOf(theShop()).retryThrottling).toBeDefined();
  expect(configOf({ ...shop, [PROTO]: text }).retryThrottling).toBeUndefined();
});

test('a name that begins like one that reads may still write', () => {
  expect(
    ['GetStock', 'list_orders', 'FindUser', 'getOrCreateCart', 'GetAndDelete', 'Getaway', 'Reserve', 'Checkout'].map(readsByName),
  ).toEqual([true, true, true, false, false, false, false, false]);
});
