import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { originOf, receiverName } from './origin.ts';
import { addressIn, portIn, valueIn } from './target.ts';

/** grpc-js, generated clients, nice-grpc, connect and protobuf-ts, on both sides. */
export const grpc: Reader = {
  name: 'grpc',
  *call(call, context) {
    const name = call.path.at(-1);
    if (name === undefined) return;
    if (call.constructs) yield* constructed(call, name, context);
    else if (CREATES.test(name)) yield* created(call, name, context);
    else if (name === 'addService' || name === 'addProtoService') yield* served(call.arguments[0], call);
    else if (name === 'add' && context.uses('nice-grpc') && call.arguments.length === 2) yield* served(call.arguments[0], call);
    else if (name === 'service' && connects(context) && call.arguments.length >= 2) yield* served(call.arguments[0], call);
    else if (/^(bindAsync|bind)$/.test(name) && call.arguments.length >= 2) yield* bound(call, context);
    else if (name === 'listen' && context.uses('nice-grpc') && call.arguments.length === 1) yield* bound(call, context);
  },
};

const CREATES =
  /^(createClient|createPromiseClient|createCallbackClient|createChannel|createConnectTransport|createGrpcTransport|createGrpcWebTransport)$/;
const connects = (context: Context): boolean => context.uses('@connectrpc/connect') || context.uses('@bufbuild/connect');
const CREDENTIALS = /(credentials|creds|createInsecure|createSsl|ChannelCredentials)/i;
/** Files that code generators write for gRPC. */
const GENERATED = /(_grpc_web_pb|_grpc_pb|_pb_service|_pb|_connect|\.client|\.grpc|grpc|proto|\/gen(erated)?\/)/i;

function* constructed(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const [address, second] = call.arguments;
  if (!address) return;
  if (TRANSPORT.test(name)) {
    const target = addressIn(address, context);
    if (target) yield { kind: 'uses-address', at: call.span, protocol: 'grpc', target, via: name };
    return;
  }
  const transport = transportTarget(address, context);
  if (transport) {
    yield client(call, transport);
    return;
  }
  const root = call.path[0]!;
  const generated = name.endsWith('Client') && GENERATED.test(context.imports.get(root) ?? '') && textual(address);
  if (!isCredentials(second) && !(generated && (!second || second.kind !== 'object' || call.arguments.length > 2))) return;
  if (/^(Client|Channel|Server)$/.test(name) && originOf(call.path, context)?.module === '@grpc/grpc-js') return;
  yield client(call, valueIn(address, context));
}

const TRANSPORT = /^(GrpcTransport|GrpcWebFetchTransport|TwirpFetchTransport)$/;
const textual = (expression: Expression): boolean =>
  expression.kind === 'text' || expression.kind === 'join' || expression.kind === 'name' || expression.kind === 'choice';

const client = (call: Call, target: Value): CodeFact => ({ kind: 'grpc-client', at: call.span, service: serviceName(call.path), target });

function isCredentials(expression: Expression | undefined): boolean {
  if (!expression) return false;
  if (expression.kind === 'name' || expression.kind === 'call') return CREDENTIALS.test(expression.path.join('.'));
  return expression.kind === 'choice' && expression.options.some(isCredentials);
}

/** The address of a transport or channel that a client is made with, here or in a variable. */
function transportTarget(expression: Expression | undefined, context: Context): Value | undefined {
  const made =
    expression?.kind === 'call' ? expression : expression?.kind === 'name' ? context.made.get(expression.path.at(-1) ?? '') : undefined;
  if (!made || !/^(create\w*Transport|GrpcTransport|GrpcWebFetchTransport|TwirpFetchTransport|createChannel)$/.test(made.path.at(-1) ?? ''))
    return undefined;
  return addressIn(made.arguments[0], context);
}

function* created(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const [first, second] = call.arguments;
  if (!first) return;
  if (name === 'createChannel' || name.endsWith('Transport')) {
    if (name === 'createChannel' && !context.uses('nice-grpc') && !context.uses('nice-grpc-web')) return;
    const target = addressIn(first, context);
    if (target) yield { kind: 'uses-address', at: call.span, protocol: 'grpc', target, via: name };
    return;
  }
  if (!connects(context) && !context.uses('nice-grpc') && !context.uses('nice-grpc-web')) return;
  if (first.kind !== 'name') return;
  const target = transportTarget(second, context);
  yield { kind: 'grpc-client', at: call.span, service: serviceName(first.path), ...(target && { target }) };
}

/**
 * `proto.shop.v1.Inventory`, `InventoryClient`, `InventoryDefinition` and `Inventory.service` are all `Inventory`. What stands before the first
 * capital is the package, but for the variable that the package was loaded into.
 */
function serviceName(path: readonly string[]): string {
  const [root, ...rest] = path.at(-1) === 'service' ? path.slice(0, -1) : path;
  const segments = rest.length > 0 ? rest : [root ?? ''];
  const last = segments.at(-1)!;
  const bare = last.replace(/(?<=.)(PromiseClient|Client|Definition)$/, '').replace(/ServiceService$/, 'Service');
  return [...segments.slice(0, -1), bare].join('.');
}

const HEALTH = /health|reflection/i;

function* served(definition: Expression | undefined, call: Call): Iterable<CodeFact> {
  if (definition?.kind !== 'name' || definition.path.length === 0) return;
  const service = serviceName(definition.path);
  if (!HEALTH.test(service)) yield { kind: 'grpc-server', at: call.span, service };
}

function* bound(call: Call, context: Context): Iterable<CodeFact> {
  const [address, second] = call.arguments;
  if (!address || (call.path.at(-1) !== 'listen' && !isCredentials(second)) || receiverName(call) === '') return;
  yield { kind: 'listens', at: call.span, port: portIn(valueIn(address, context)) };
  yield { kind: 'application', at: call.span, framework: 'grpc', language: context.language };
}
