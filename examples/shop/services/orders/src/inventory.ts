import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

type Stock = { readonly sku: string; readonly available: number };
type Call<Request> = (request: Request, options: grpc.CallOptions, done: grpc.requestCallback<Stock>) => grpc.ClientUnaryCall;
type Quantity = { readonly sku: string; readonly quantity: number };

interface InventoryClient extends grpc.Client {
  getStock: Call<{ readonly sku: string }>;
  reserve: Call<Quantity>;
  release: Call<Quantity>;
}

type InventoryPackage = {
  readonly shop: { readonly v1: { readonly Inventory: new (address: string, credentials: grpc.ChannelCredentials) => InventoryClient } };
};

export class OutOfStock extends Error {}

const proto = fileURLToPath(new URL('../../../contracts/proto/shop/v1/inventory.proto', import.meta.url));
const { shop } = grpc.loadPackageDefinition(loadSync(proto)) as unknown as InventoryPackage;
const inventory = new shop.v1.Inventory(process.env.INVENTORY_ADDRESS ?? 'inventory:50051', grpc.credentials.createInsecure());

export async function available(sku: string): Promise<number> {
  const stock = await answer(done => inventory.getStock({ sku }, withinOneSecond(), done));
  return stock.available;
}

export async function reserve(sku: string, quantity: number): Promise<void> {
  await answer(done => inventory.reserve({ sku, quantity }, withinOneSecond(), done));
}

export async function release(sku: string, quantity: number): Promise<void> {
  await answer(done => inventory.release({ sku, quantity }, withinOneSecond(), done));
}

function withinOneSecond(): grpc.CallOptions {
  return { deadline: Date.now() + 1_000 };
}

function answer(call: (done: grpc.requestCallback<Stock>) => void): Promise<Stock> {
  const { promise, resolve, reject } = Promise.withResolvers<Stock>();
  call((error, stock) => {
    if (error?.code === grpc.status.FAILED_PRECONDITION) reject(new OutOfStock(error.details));
    else if (error) reject(error);
    else if (stock) resolve(stock);
  });
  return promise;
}
