import { fileURLToPath } from 'node:url';
import * as grpc from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { HealthImplementation } from 'grpc-health-check';
import { available, NotEnough, release, reserve, type Stock } from './stock.ts';

type Ask = { readonly sku: string; readonly quantity: number };
type InventoryPackage = { readonly shop: { readonly v1: { readonly Inventory: { readonly service: grpc.ServiceDefinition } } } };

const proto = fileURLToPath(new URL('../../../contracts/proto/shop/v1/inventory.proto', import.meta.url));
const { shop } = grpc.loadPackageDefinition(loadSync(proto)) as unknown as InventoryPackage;

function unary(answer: (ask: Ask) => Promise<Stock>): grpc.handleUnaryCall<Ask, Stock> {
  return ({ request }, done) => {
    answer(request).then(
      stock => done(null, stock),
      (error: Error) => done({ code: error instanceof NotEnough ? grpc.status.FAILED_PRECONDITION : grpc.status.INTERNAL, details: error.message }),
    );
  };
}

const server = new grpc.Server();
server.addService(shop.v1.Inventory.service, {
  getStock: unary(({ sku }) => available(sku)),
  reserve: unary(({ sku, quantity }) => reserve(sku, quantity)),
  release: unary(({ sku, quantity }) => release(sku, quantity)),
});
new HealthImplementation({ '': 'SERVING' }).addToServer(server);

const port = Number(process.env.GRPC_PORT ?? 50051);
server.bindAsync(`0.0.0.0:${port}`, grpc.ServerCredentials.createInsecure(), error => {
  if (error) throw error;
  console.log(`inventory listens on ${port}`);
});
process.once('SIGTERM', () => server.tryShutdown(() => process.exit(0)));
