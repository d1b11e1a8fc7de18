import type { GrpcCode } from '../../model/verify.ts';
import type { Breach } from './http-answer.ts';
import type { ProtoContract, Rpc } from './proto-contract.ts';
import { wireMisfit } from './wire.ts';

export interface GrpcAnswer {
  readonly code: GrpcCode;
  readonly details: string;
  readonly messages: readonly Uint8Array[];
}

/** What a request that fits is not answered with; every other code may be what the service has to say of it. */
const SERVER_ERRORS: ReadonlySet<GrpcCode> = new Set(['UNIMPLEMENTED', 'INTERNAL', 'UNKNOWN', 'DATA_LOSS']);

/** Undefined where the answer is as the contract says. */
export function grpcBreach(rpc: Rpc, { code, details, messages }: GrpcAnswer, contract: ProtoContract): Breach | undefined {
  const said = details === '' ? '' : `: ${details}`;
  if (code === 'UNAVAILABLE' || code === 'DEADLINE_EXCEEDED') return { rule: 'connection', why: `It answers ${code}${said}.` };
  if (code === 'UNIMPLEMENTED') return { rule: 'status', why: `It does not know the method${said}.` };
  if (SERVER_ERRORS.has(code)) return { rule: 'server-error', why: `It answers ${code}${said}.` };
  if (code !== 'OK') return undefined;
  if (!rpc.serverStreams && messages.length !== 1)
    return { rule: 'body', why: `It answers ${messages.length} messages, and the contract has one.` };
  const wrong = messages.map(bytes => wireMisfit(bytes, rpc.response, contract)).find(wrong => wrong !== undefined);
  return wrong === undefined ? undefined : { rule: 'body', why: `Its ${rpc.response} ${wrong}.` };
}
