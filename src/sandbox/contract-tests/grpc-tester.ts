import { grpcBreach } from '../../core/verify/requests/grpc-answer.ts';
import type { JsonObject } from '../../core/verify/requests/json.ts';
import { messageArbitrary } from '../../core/verify/requests/message-arbitrary.ts';
import { exampleMessage } from '../../core/verify/requests/message-example.ts';
import { protoContract, type ProtoContract, type Rpc } from '../../core/verify/requests/proto-contract.ts';
import { sendGrpc } from '../journeys/grpc-call.ts';
import { type Codec, codecOf, pathOf } from '../journeys/protobuf.ts';
import type { ContractTesting } from './contract-test.ts';
import type { Judged, Tested, Tester } from './tested.ts';

const PATIENCE_SECONDS = 10;

/** A sentence where the contract cannot be read. */
export function grpcTester(testing: ContractTesting): Tester | string {
  const contract = protoContract(testing.contract);
  if (!contract) return `There is no file ${testing.contract.path}.`;
  const codec = codecOf(contract);
  return {
    operation: id => {
      const rpc = contract.rpc(id);
      if (!rpc) return `${testing.contract.path} has no method ${id}.`;
      if (!contract.fields(rpc.request) && !rpc.request.startsWith('google.protobuf.'))
        return `No file declares ${rpc.request}, which the method takes.`;
      const one: Tested<JsonObject> = {
        writes: rpc.writes,
        example: exampleMessage(rpc.request, contract),
        requests: messageArbitrary(rpc.request, contract),
        send: message => sent(message, rpc, { ...testing, proto: contract, codec }),
        written: message => `${rpc.id} with ${JSON.stringify(message)}`,
      };
      return one as Tested<unknown>;
    },
  };
}

type Sending = ContractTesting & { readonly proto: ProtoContract; readonly codec: Codec };

async function sent(message: JsonObject, rpc: Rpc, { endpoint, headers, signal, proto, codec }: Sending): Promise<Judged> {
  const request = { path: pathOf(rpc), messages: [codec.encode(rpc.request, message)], metadata: headers ?? {} };
  const answer = await sendGrpc(endpoint, request, { seconds: PATIENCE_SECONDS, signal });
  const breach = grpcBreach(rpc, answer, proto);
  const isNobody = answer.code === 'UNAVAILABLE' && /ECONNREFUSED|No connection established/.test(answer.details);
  return { answer: isNobody ? 'refused' : answer.code, ...(breach && { breach }) };
}
