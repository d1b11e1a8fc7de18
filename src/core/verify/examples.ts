import { exampleMessage } from './requests/message-example.ts';
import { exampleRequest, writableContent } from './requests/http-arbitrary.ts';
import { writes } from './requests/http-operation.ts';
import { openApi, type ContractTexts } from './requests/open-api.ts';
import { protoContract } from './requests/proto-contract.ts';
import type { HttpCall, GrpcCall } from './journey.ts';

/** A step of a journey without the service that takes it. */
export type ExampleStep =
  | { readonly http: Pick<HttpCall, 'method' | 'path'> & Partial<Pick<HttpCall, 'headers' | 'body'>> }
  | { readonly grpc: Pick<GrpcCall, 'proto' | 'method' | 'message'> };

/** A request that an operation has to take, as a step to begin with; undefined where the contract has no such operation. The same one every time. */
export function exampleStep(contract: ContractTexts, operation: string): ExampleStep | undefined {
  return contract.kind === 'openapi' ? httpStep(contract, operation) : grpcStep(contract, operation);
}

function httpStep(contract: ContractTexts, id: string): ExampleStep | undefined {
  const document = openApi(contract);
  const operation = document?.operation(id);
  if (!document || !operation) return undefined;
  const { method, path, headers, body } = exampleRequest(operation, document);
  const json = writableContent(operation)?.mediaType.includes('json') === true;
  const { accept: _, 'content-type': type, ...others } = headers;
  const sent = { ...others, ...(type !== undefined && !json && { 'content-type': type }) };
  return {
    http: {
      method: method as HttpCall['method'],
      path,
      ...(Object.keys(sent).length > 0 && { headers: sent }),
      ...(body !== undefined && { body: json ? (JSON.parse(body) as unknown) : body }),
    },
  };
}

function grpcStep(contract: ContractTexts, id: string): ExampleStep | undefined {
  const proto = protoContract(contract);
  const rpc = proto?.rpc(id);
  return proto && rpc && { grpc: { proto: contract.path, method: rpc.id, message: exampleMessage(rpc.request, proto) } };
}

/** Every operation of a contract, `POST /orders` or `shop.v1.Orders/Place`, and whether a call may change something. */
export function operationsOf(contract: ContractTexts): readonly { readonly id: string; readonly writes: boolean }[] {
  if (contract.kind === 'protobuf') return protoContract(contract)?.rpcs.map(({ id, writes }) => ({ id, writes })) ?? [];
  return openApi(contract)?.operations.map(operation => ({ id: operation.id, writes: writes(operation) })) ?? [];
}
