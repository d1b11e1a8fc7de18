import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { behind, chainOf, fieldOf, grpcClient, lastName, uses } from '../call-parts.ts';
import { settingIn } from './settings.ts';

/** Generated clients are `Orders.OrdersClient`, generated bases `Orders.OrdersBase`. */
export const grpc: Reader = {
  name: 'csharp-grpc',
  languages: ['C#'],
  *call(call, context) {
    const last = lastName(call);
    const [first] = call.arguments;
    if (call.constructs) {
      const service = generatedClient(call.path.join('.'), context);
      if (service && first) yield grpcClient(call, service, channelTarget(first, context));
      if (last === 'Channel' && first && context.uses('Grpc.Core'))
        yield uses({ at: call.span, protocol: 'grpc', via: 'Grpc.Core', target: settingIn(first, context) });
    } else if (last === 'ForAddress' && call.path.at(-2) === 'GrpcChannel' && first) {
      yield uses({ at: call.span, protocol: 'grpc', via: 'GrpcChannel', target: settingIn(first, context) });
    } else if (last === 'AddGrpcClient' && call.types[0]) {
      const address = fieldOf(call, ['Address'], context);
      yield grpcClient(call, serviceOf(call.types[0], context), address && settingIn(address, context));
    } else if (last === 'CreateGrpcService' && call.types[0])
      yield grpcClient(call, call.types[0].replace(/^I(?=[A-Z])/, ''), call.on && channelTarget(call.on, context));
  },
  *statement(statement) {
    if (statement.kind !== 'class') return;
    for (const base of statement.bases) {
      const service = /(?:^|\.)(\w+)\.\1Base$/.exec(base)?.[1];
      if (service)
        yield {
          kind: 'grpc-server',
          at: [statement.span[0], Math.min(statement.span[1], statement.span[0] + 1 + headOf(statement.name))],
          service,
        };
    }
  },
};

/** The class head is the evidence, not its body. */
const headOf = (name: string): number => 'public class '.length + name.length;

function generatedClient(written: string, context: Context): string | undefined {
  const whole = context.imports.get(written) ?? written;
  return /(?:^|\.)(\w+)\.\1Client$/.exec(whole)?.[1];
}

/** An imported or aliased client has lost the name of its service's class: `BasketClient` is `Basket`. */
function serviceOf(type: string, context: Context): string {
  return (
    generatedClient(type, context) ??
    type
      .split('.')
      .at(-1)!
      .replace(/Client$/, '')
  );
}

function channelTarget(channel: Expression, context: Context): Value | undefined {
  const made = behind(channel, context);
  if (made.kind !== 'call') return undefined;
  const opened = [...chainOf(made)].find(link => /^(ForAddress|Channel)$/.test(lastName(link)));
  const [address] = opened?.arguments ?? [];
  return address && settingIn(address, context);
}
