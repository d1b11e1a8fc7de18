import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { hostAndPort, mayBeText, namedArgument, valueIn } from '../rules/argument.ts';
import { isOfGrpclib } from './grpclib.ts';

const SERVER = /^add_(\w+?)Servicer_to_server$/;

/** Stubs and servicers that protoc made: `shop_pb2_grpc.OrdersStub(channel)`. */
export const grpc: Reader = {
  name: 'python-grpc',
  languages: ['Python'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const served = SERVER.exec(name)?.[1];
    if (served !== undefined) yield { kind: 'grpc-server', at: call.span, service: served };
    if (/^(insecure_channel|secure_channel|Channel)$/.test(name) && context.uses('grpc')) {
      const target = addressOf(call, context);
      if (target) yield { kind: 'uses-address', at: call.span, protocol: 'grpc', target, via: `grpc.${name}` };
    }
    if (!name.endsWith('Stub') || name.length < 5 || call.arguments.length !== 1) return;
    const isGenerated = /grpc/.test(`${call.path.join('.')} ${context.imports.get(call.path[0]!) ?? ''}`);
    if (!isGenerated && !context.uses('grpc') && !isOfGrpclib(name, context)) return;
    const target = channelOf(call.arguments[0], context);
    yield { kind: 'grpc-client', at: call.span, service: name.slice(0, -4), ...(target && { target }) };
  },
  *statement(statement, context) {
    if (statement.kind !== 'class') return;
    for (const base of statement.bases) {
      const service = /(\w+?)Base$/.exec(base)?.[1];
      if (service !== undefined && isOfGrpclib(base, context)) yield { kind: 'grpc-server', at: statement.span, service };
    }
  },
};

function channelOf(channel: Expression | undefined, context: Context): Value | undefined {
  const made = channel?.kind === 'name' ? context.made.get(channel.path.at(-1) ?? '') : channel;
  if (made?.kind !== 'call') return undefined;
  // `grpc.intercept_channel(channel, …)` hands its channel on.
  if (made.path.at(-1) === 'intercept_channel' && made.arguments[0]?.kind !== 'name') return channelOf(made.arguments[0], context);
  return /channel/i.test(made.path.at(-1) ?? '') ? addressOf(made, context) : undefined;
}

function addressOf(call: Call, context: Context): Value | undefined {
  const given = call.arguments[0] ?? namedArgument(call, ['target', 'host']);
  if (!mayBeText(given)) return undefined;
  // grpclib is given host and port apart.
  return call.path.at(-1) === 'Channel'
    ? hostAndPort(given, call.arguments[1] ?? namedArgument(call, ['port']), context)
    : valueIn(given, context);
}
