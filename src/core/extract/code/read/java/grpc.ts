import type { Value } from '../../../../model/value.ts';
import { env, literal } from '../../../../model/value.ts';
import type { CodeFact } from '../../../../model/fact.ts';
import type { Span } from '../../../../model/source.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Parameter } from '../../syntax.ts';
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
    if (statement.kind === 'assign') yield* injectedStub(statement, { name: statement.target.at(-1) ?? '', at: statement.span, context });
    if (statement.kind !== 'class' && statement.kind !== 'function') return;
    for (const parameter of statement.parameters)
      yield* injectedStub(parameter, { name: parameter.name, at: parameter.annotations[0]?.span ?? statement.span, context });
  },
};

interface Injection {
  readonly name: string;
  readonly at: Span;
  readonly context: Context;
}

/** Spring's and Quarkus's `@GrpcClient("stock") StockGrpc.StockBlockingStub`; Quarkus injects an interface that is called as the service, too. */
function* injectedStub(of: Pick<Parameter, 'type' | 'annotations'>, { name, at, context }: Injection): Generator<CodeFact> {
  const injected = annotation(of, /^GrpcClient$/);
  if (!injected) return;
  const isQuarkus = context.uses('io.quarkus.grpc');
  const service =
    /(\w+?)Grpc(?:Kt)?\b/.exec(of.type ?? '')?.[1]?.replace(/^Mutiny/, '') ??
    (isQuarkus ? /(\w+)$/.exec(of.type ?? '')?.[1]?.replace(/^Mutiny|(?<=.)Client$/, '') : undefined);
  if (service === undefined) return;
  const key = given(injected, ['value']);
  const channel = key ? annotationText(key, context) : isQuarkus ? literal(name) : undefined;
  const setting = isQuarkus ? (text: string) => `quarkus.grpc.clients.${text}.host` : (text: string) => `grpc.client.${text}.address`;
  const target = channel?.kind === 'literal' ? env(setting(channel.text), channel) : channel;
  yield { kind: 'grpc-client', at, service, ...(target && { target }) };
}

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
