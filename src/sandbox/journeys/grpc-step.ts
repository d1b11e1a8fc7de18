import type { Files } from '../../core/manifests/files.ts';
import type { FilePath } from '../../core/model/source.ts';
import { filled, filledInside, mismatch, type Values } from '../../core/verify/journey-values.ts';
import type { GrpcCall } from '../../core/verify/journey.ts';
import type { JsonObject } from '../../core/verify/requests/json.ts';
import { protoContract, type ProtoContract, type Rpc } from '../../core/verify/requests/proto-contract.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Endpoint } from '../sandbox.ts';
import { type GrpcReceived, sendGrpc } from './grpc-call.ts';
import { type Codec, codecOf, pathOf } from './protobuf.ts';
import { PATIENCE_SECONDS, type StepAnswer } from './step-answer.ts';

interface Proto {
  readonly contract: ProtoContract;
  readonly codec: Codec;
}

/** The proto files of a tree, each read once. */
export type Protos = (path: string) => Proto;

export function protosOf(files: Files): Protos {
  const known = new Map<string, Proto>();
  return path => {
    const found = known.get(path) ?? protoAt(path, files);
    known.set(path, found);
    return found;
  };
}

function protoAt(path: string, files: Files): Proto {
  const contract = protoContract({ path: path.replace(/^\.\//, '') as FilePath, files });
  if (!contract) throw new SandboxError(`There is no file ${path} in the workspace; write the path of the .proto file from its root.`);
  return { contract, codec: codecOf(contract) };
}

function rpcOf({ rpcs, rpc }: ProtoContract, { method, proto }: GrpcCall): Rpc {
  const found = rpc(method);
  if (found) return found;
  throw new SandboxError(`${proto} has no method ${method}; it has ${rpcs.map(({ id }) => id).join(', ') || 'none'}.`);
}

interface Sending {
  readonly endpoint: Endpoint;
  readonly protos: Protos;
  readonly signal: AbortSignal;
}

export async function grpcStep(call: GrpcCall, values: Values, { endpoint, protos, signal }: Sending): Promise<StepAnswer> {
  const { contract, codec } = protos(call.proto);
  const rpc = rpcOf(contract, call);
  const message = codec.encode(rpc.request, filled(call.message, values) as JsonObject);
  const metadata = Object.fromEntries(Object.entries(call.metadata ?? {}).map(([name, value]) => [name, filledInside(value, values)]));
  const sent = { path: pathOf(rpc), messages: [message], metadata };
  const answer = await sendGrpc(endpoint, sent, { seconds: call.within ?? PATIENCE_SECONDS, signal });
  const body = bodyOf(answer, rpc, codec);
  const expected = call.expect?.code ?? 'OK';
  if (answer.code !== expected)
    return { outcome: answer.code, body, wrong: `answered ${answer.code} and not ${expected}: ${answer.details}` };
  const wrong = call.expect?.message === undefined ? undefined : mismatch(filled(call.expect.message, values), body);
  return { outcome: answer.code, body, ...(wrong !== undefined && { wrong: `answered that ${wrong}` }) };
}

/** Of a stream, the list of its messages. */
function bodyOf({ messages }: GrpcReceived, { response, serverStreams }: Rpc, codec: Codec): unknown {
  try {
    const read = messages.map(bytes => codec.decode(response, bytes));
    return serverStreams ? read : read[0];
  } catch {
    return undefined;
  }
}
