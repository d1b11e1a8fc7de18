import { expect, test } from 'vitest';
import { said } from './facts-of.ts';

test('a client of a loaded package goes by package and service', () => {
  expect(
    said(
      `import * as grpc from '@grpc/grpc-js'; new proto.shop.v1.Inventory(process.env.INVENTORY_ADDR, grpc.credentials.createInsecure())`,
    ),
  ).toEqual(['grpc client shop.v1.Inventory $INVENTORY_ADDR']);
});

test('a generated client goes by its service', () => {
  expect(
    said(`import { InventoryClient } from './gen/inventory_grpc_pb'; new InventoryClient(addr, ChannelCredentials.createInsecure())`),
  ).toEqual(['grpc client Inventory <addr>']);
  expect(said(`import { OrdersPromiseClient } from './orders_grpc_web_pb'; new OrdersPromiseClient('http://envoy:8080')`)).toEqual([
    'grpc client Orders http://envoy:8080',
  ]);
});

test('nice-grpc and connect take a definition and a channel', () => {
  expect(
    said(
      `import { createChannel, createClient } from 'nice-grpc'; const channel = createChannel(ADDR); createClient(InventoryDefinition, channel)`,
    ),
  ).toEqual(['grpc <ADDR>', 'grpc client Inventory <ADDR>']);
  expect(
    said(
      `import { createClient } from '@connectrpc/connect'; import { createConnectTransport } from '@connectrpc/connect-node'; createClient(Eliza, createConnectTransport({ baseUrl: 'http://a' }))`,
    ),
  ).toEqual(['grpc client Eliza http://a', 'grpc http://a']);
});

test('a server serves what is added to it, and not its health check', () => {
  expect(
    said(
      `server.addService(proto.shop.Orders.service, {}); server.addService(health.service, h); server.addService(HealthService, h); server.bindAsync(\`0.0.0.0:\${process.env.PORT}\`, grpc.ServerCredentials.createInsecure(), f)`,
    ),
  ).toEqual(['grpc server shop.Orders', 'listens $PORT']);
});

test('NestJS names the service in its decorators and clients', () => {
  expect(
    said(`import { ClientGrpc } from '@nestjs/microservices';
    class Orders { @GrpcMethod('OrderService', 'find') a() {} @GrpcMethod(ORDER_QUERY_SERVICE_NAME) b() {} @GrpcMethod() c() {}
      constructor(@Inject('X') private client: ClientGrpc) {} onModuleInit() { this.users = this.client.getService<Users>('UserService'); } }`),
  ).toEqual(['grpc server OrderService', 'grpc server OrderQueryService', 'grpc server Orders', 'grpc client UserService -']);
});

test('a client of another kind with credentials is no gRPC client', () => {
  expect(
    said(`import { S3Client } from '@aws-sdk/client-s3'; new S3Client({ region: 'x' }); new HttpClient('http://a'); new QueryClient()`),
  ).toEqual(['s3 -']);
});
