import {
  Server,
  ServerCredentials,
  status,
  type handleBidiStreamingCall,
  type ServiceDefinition,
  type UntypedHandleCall,
} from '@grpc/grpc-js';
import type { ContractTexts } from '../../core/verify/requests/open-api.ts';
import { exampleMessage } from '../../core/verify/requests/message-example.ts';
import { protoContract, type ProtoContract, type Rpc } from '../../core/verify/requests/proto-contract.ts';
import { wireMisfit } from '../../core/verify/requests/wire.ts';
import { codecOf, pathOf } from '../journeys/protobuf.ts';
import { SandboxError } from '../sandbox-error.ts';
import { counter, type Counter } from './calls.ts';
import type { Mock } from './mock.ts';

export async function grpcMock(contracts: readonly ContractTexts[]): Promise<Mock> {
  const calls = counter();
  const server = new Server({ 'grpc.max_receive_message_length': 16_000_000 });
  for (const { path, files } of contracts) {
    const contract = protoContract({ path, files });
    if (!contract)
      throw new SandboxError(`There is no file ${path}, so no mock can answer by it; write its path from the root of the workspace.`);
    addServices(server, contract, calls);
  }
  server.addService(HEALTH, { Check: (_: unknown, done: (error: null, bytes: Buffer) => void) => done(null, SERVING) });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => (error ? reject(error) : resolve(port))),
  );
  return { endpoint: { host: '127.0.0.1', port }, calls: calls.calls, close: async () => server.forceShutdown() };
}

const bytes = (message: Buffer): Buffer => message;

/** Each method is served as a stream of bytes, whatever its contract says: what is sent and when is all that tells them apart. */
const definition = (path: string, streams = true): ServiceDefinition[string] => ({
  path,
  requestStream: streams,
  responseStream: streams,
  requestSerialize: bytes,
  requestDeserialize: bytes,
  responseSerialize: bytes,
  responseDeserialize: bytes,
});

/** Who calls a service may ask first whether it is up, by the protocol that all of them share: field 1 is 1. */
const HEALTH: ServiceDefinition = { Check: definition('/grpc.health.v1.Health/Check', false) };
const SERVING = Buffer.from([0x08, 0x01]);

function addServices(server: Server, contract: ProtoContract, calls: Counter): void {
  const codec = codecOf(contract);
  const rpcs = contract.rpcs.filter(({ id }) => id !== 'grpc.health.v1.Health/Check');
  const definitions = Object.fromEntries(rpcs.map(rpc => [rpc.id, definition(pathOf(rpc))]));
  const handlers = Object.fromEntries(
    rpcs.map((rpc): [string, UntypedHandleCall] => {
      const answer = codec.encode(rpc.response, exampleMessage(rpc.response, contract));
      return [rpc.id, handler(rpc, answer, { contract, calls })];
    }),
  );
  // A file may hold messages alone.
  if (rpcs.length > 0) server.addService(definitions, handlers);
}

interface Mocking {
  readonly contract: ProtoContract;
  readonly calls: Counter;
}

/** A stream of requests that is answered by a stream gets one answer for each; everything else gets one at its end. */
function handler(rpc: Rpc, answer: Buffer, { contract, calls }: Mocking): handleBidiStreamingCall<Buffer, Buffer> {
  return stream => {
    calls.count(rpc.id);
    const answersEach = rpc.clientStreams && rpc.serverStreams;
    let isRefused = false;
    stream.on('data', (message: Buffer) => {
      const wrong = isRefused ? undefined : wireMisfit(message, rpc.request, contract);
      isRefused ||= wrong !== undefined;
      if (wrong !== undefined) stream.emit('error', { code: status.INVALID_ARGUMENT, details: `The request ${wrong}.` });
      else if (answersEach && !isRefused) stream.write(answer);
    });
    stream.on('end', () => {
      if (isRefused) return;
      if (!answersEach) stream.write(answer);
      stream.end();
    });
    // A caller that went away has no use for an answer.
    stream.on('error', () => undefined);
  };
}
