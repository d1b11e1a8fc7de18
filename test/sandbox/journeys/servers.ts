import { createServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Server as GrpcServer, ServerCredentials, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import { protoContract } from '../../../src/core/verify/requests/proto-contract.ts';
import { codecOf } from '../../../src/sandbox/journeys/protobuf.ts';
import type { Endpoint } from '../../../src/sandbox/sandbox.ts';
import type { JsonObject } from '../../../src/core/verify/requests/json.ts';
import { testedNetwork } from '../engine-network/tested-network.ts';
import { contractOf } from '../../core/verify/requests/texts.ts';

async function listening(server: Server): Promise<Endpoint> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return (await testedNetwork()).endpoint({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
}

/** A server of HTTP on loopback, for one test. */
export function httpServer(handler: RequestListener): Promise<Endpoint> {
  const server = createServer(handler);
  onTestFinished(() => server.closeAllConnections());
  return listening(server);
}

/** What is told of each connection. */
export function tcpServer(connected: (socket: Socket) => void): Promise<Endpoint> {
  const open = new Set<Socket>();
  onTestFinished(() => open.forEach(socket => socket.destroy()));
  return listening(
    createTcpServer(socket => {
      open.add(socket);
      socket.on('error', () => undefined);
      connected(socket);
    }),
  );
}

type Answer = JsonObject | { readonly code: number; readonly details: string };

const bytes = (message: Buffer): Buffer => message;

/** A server of gRPC: each method of a contract with what it answers, by its id. */
export async function grpcServer(
  texts: Readonly<Record<string, string>>,
  methods: Readonly<Record<string, (message: JsonObject) => Answer>>,
): Promise<Endpoint> {
  const contract = protoContract(contractOf(texts))!;
  const codec = codecOf(contract);
  const server = new GrpcServer();
  const rpcs = contract.rpcs.filter(({ id }) => methods[id]);
  const coding = { requestSerialize: bytes, requestDeserialize: bytes, responseSerialize: bytes, responseDeserialize: bytes };
  server.addService(
    Object.fromEntries(rpcs.map(({ id }) => [id, { path: `/${id}`, requestStream: false, responseStream: false, ...coding }])),
    Object.fromEntries(
      rpcs.map(({ id, request, response }) => [
        id,
        (call: ServerUnaryCall<Buffer, Buffer>, done: sendUnaryData<Buffer>) => {
          const answer = methods[id]!(codec.decode(request, call.request));
          if (typeof answer.code === 'number') done(answer as { code: number; details: string });
          else done(null, codec.encode(response, answer as JsonObject));
        },
      ]),
    ),
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
  );
  onTestFinished(() => server.forceShutdown());
  return (await testedNetwork()).endpoint({ host: '127.0.0.1', port });
}
