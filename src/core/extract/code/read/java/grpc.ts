import type { Value } from '../../../../model/value.ts';
import { env } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { hostAndPort, valueIn } from '../rules/argument.ts';
import { annotation, given } from './annotations.ts';
import { annotationText, withPlaceholders } from './placeholder.ts';

const STUB = /^new(Blocking|Future|Reactor|Mutiny|Rx)?(V2)?Stub$/;

/** Stubs, channels and service bases that protoc made. */
export const grpc: Reader = {
  name: 'java-grpc',
  languages: ['Java'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (STUB.test(name)) {
      const service = call.path
        .at(-2)
        ?.replace(/^(Reactor|Mutiny|Rx3?)/, '')
        .replace(/Grpc$/, '');
      const target = targetOf(call.arguments[0], context);
      if (service !== undefined) yield { kind: 'grpc-client', at: call.span, service, ...(target && { target }) };
    }
    const target = addressOf(call, context);
    if (target) yield { kind: 'uses-address', at: call.arguments[0]!.span, protocol: 'grpc', target, via: call.path.slice(-2).join('.') };
    const [port] = call.arguments;
    if (name === 'forPort' && port && /Server/.test(call.path.at(-2) ?? ''))
      yield { kind: 'listens', at: port.span, port: valueIn(port, context) };
  },
  *statement(statement, context) {
    if (statement.kind === 'class') {
      for (const base of statement.bases) {
        const service = /(\w+)ImplBase$/.exec(base.replace(/<.*$/, ''))?.[1];
        if (service !== undefined) yield { kind: 'grpc-server', at: statement.span, service };
      }
    }
    if (statement.kind !== 'assign') return;
    const injected = annotation(statement, /^GrpcClient$/);
    const service = /(\w+?)Grpc\b/.exec(statement.type ?? '')?.[1];
    if (!injected || service === undefined) return;
    const key = given(injected, ['value']);
    const name = key ? annotationText(key, context) : undefined;
    const target = name?.kind === 'literal' ? env(`grpc.client.${name.text}.address`, name) : name;
    yield { kind: 'grpc-client', at: statement.span, service, ...(target && { target }) };
  },
};

function addressOf(call: Call, context: Context): Value | undefined {
  const [first, second] = call.arguments;
  const name = call.path.at(-1);
  if (!first || !/Channel/.test(call.path.at(-2) ?? '')) return undefined;
  if (name === 'forAddress') return hostAndPort(first, second, context);
  return name === 'forTarget' ? withPlaceholders(valueIn(first, context)) : undefined;
}

/** The address of the channel that a stub is made on, through its builder. */
function targetOf(channel: Expression | undefined, context: Context): Value | undefined {
  let made: Expression | undefined = channel?.kind === 'name' ? context.made.get(channel.path.at(-1) ?? '') : channel;
  while (made?.kind === 'call') {
    const target = addressOf(made, context);
    if (target) return target;
    made = made.on;
  }
  return undefined;
}
