import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Expression, Statement } from '../../syntax.ts';
import { routePath } from './http-servers.ts';
import { option, receiverName, textIn, typeOf } from './origin.ts';
import { valueIn } from './target.ts';

type FunctionStatement = Extract<Statement, { kind: 'function' }>;

/** NestJS: routes, message and gRPC handlers, clients that send. */
export const nest: Reader = {
  name: 'nest',
  *call(call, context) {
    const name = call.path.at(-1);
    if (name === 'emit' || name === 'send') yield* sent(call, context);
    else if (name === 'getService') yield* grpcService(call, context);
  },
  *statement(statement, context) {
    if (statement.kind === 'class') yield* declared(statement, context);
    if (statement.kind !== 'function') return;
    for (const annotation of statement.annotations) yield* handler(annotation, statement, context);
    for (const parameter of statement.parameters) {
      const queue = parameter.annotations.find(annotation => annotation.name === 'InjectQueue');
      const [name] = queue?.arguments ?? [];
      if (queue && name) yield { kind: 'publishes', at: queue.span, system: 'redis', topic: valueIn(name, context), via: '@InjectQueue' };
    }
  },
};

const HTTP = /^(Get|Post|Put|Patch|Delete|Head|Options|All|Sse)$/;

function* handler(annotation: Annotation, statement: FunctionStatement, context: Context): Iterable<CodeFact> {
  const [first] = annotation.arguments;
  if (HTTP.test(annotation.name)) yield* route(annotation, context);
  if (/^(MessagePattern|EventPattern)$/.test(annotation.name) && first) {
    for (const pattern of first.kind === 'list' ? first.items : [first]) {
      const topic = patternOf(pattern, context);
      if (topic) yield { kind: 'subscribes', at: annotation.span, topic, via: `@${annotation.name}` };
    }
  }
  if (/^(GrpcMethod|GrpcStreamMethod|GrpcStreamCall)$/.test(annotation.name)) {
    const service = serviceName(first) ?? context.around.findLast(around => around.kind === 'class')?.name;
    if (service !== undefined) yield { kind: 'grpc-server', at: annotation.span, service };
  }
}

/** `{ cmd: 'sum' }` is named by its command. */
function patternOf(pattern: Expression, context: Context): Value | undefined {
  const named = pattern.kind === 'object' ? option([pattern], 'cmd', 'topic', 'event', 'role', 'type') : pattern;
  return named && valueIn(named, context);
}

/** ts-proto's constants spell the service's name: `ORDER_SERVICE_NAME` is `OrderService`. */
function serviceName(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'text') return expression.text;
  const constant = expression?.kind === 'name' ? expression.path.at(-1) : undefined;
  if (constant === undefined || !/^[A-Z0-9_]+$/.test(constant)) return constant;
  const words = constant
    .replace(/_(NAME|PROTO_NAME)$/, '')
    .toLowerCase()
    .split('_');
  return words.map(word => word.slice(0, 1).toUpperCase() + word.slice(1)).join('');
}

function* route(annotation: Annotation, context: Context): Iterable<CodeFact> {
  const owner = context.around.findLast(around => around.kind === 'class');
  const controller = owner?.annotations.find(one => /^(Controller|JsonController|RestController)$/.test(one.name));
  if (!controller) return;
  const prefix = pathOf(controller.arguments[0], context);
  const [first] = annotation.arguments;
  for (const path of first?.kind === 'list' ? first.items : [first]) {
    const whole = routePath(join([...prefix, ...pathOf(path, context)]));
    const served = whole.kind === 'join' && whole.parts.length === 0 ? literal('/') : whole;
    yield {
      kind: 'serves-route',
      at: annotation.span,
      method: annotation.name === 'All' ? '*' : annotation.name === 'Sse' ? 'GET' : annotation.name.toUpperCase(),
      path: served,
      via: 'nestjs',
    };
  }
}

/** With one slash before it, and none where it is empty. */
function pathOf(expression: Expression | undefined, context: Context): Value[] {
  const path = expression?.kind === 'object' ? option([expression], 'path') : expression;
  if (!path || path.kind === 'function') return [];
  if (path.kind !== 'text') return [literal('/'), valueIn(path.kind === 'list' && path.items[0] ? path.items[0] : path, context)];
  const bare = path.text.replace(/^\/+|\/+$/g, '');
  return bare ? [literal(`/${bare}`)] : [];
}

function* declared(statement: Extract<Statement, { kind: 'class' }>, context: Context): Iterable<CodeFact> {
  for (const annotation of statement.annotations) {
    const [first] = annotation.arguments;
    const queue = annotation.name === 'Processor' && first ? (first.kind === 'object' ? option([first], 'name') : first) : undefined;
    if (queue) yield { kind: 'subscribes', at: annotation.span, system: 'redis', topic: valueIn(queue, context), via: '@Processor' };
    const generated = /^(\w+Service)ControllerMethods$/.exec(annotation.name)?.[1];
    if (generated !== undefined) yield { kind: 'grpc-server', at: annotation.span, service: generated };
    if (annotation.name === 'GrpcService') yield { kind: 'grpc-server', at: annotation.span, service: textIn(first) ?? statement.name };
  }
}

const CLIENTS: Readonly<Record<string, Technology | 'any'>> = {
  ClientProxy: 'any',
  ClientKafka: 'kafka',
  ClientKafkaProxy: 'kafka',
  ClientRMQ: 'rabbitmq',
  ClientRedis: 'redis',
  ClientNats: 'nats',
  ClientMqtt: 'mqtt',
};

function* sent(call: Call, context: Context): Iterable<CodeFact> {
  const type =
    typeOf(receiverName(call), context) ?? (context.made.get(receiverName(call))?.path[0] === 'ClientProxyFactory' ? 'ClientProxy' : '');
  const [pattern] = call.arguments;
  if (!Object.hasOwn(CLIENTS, type) || !pattern) return;
  const topic = patternOf(pattern, context);
  const system = CLIENTS[type];
  if (topic)
    yield { kind: 'publishes', at: call.span, ...(system && system !== 'any' && { system }), topic, via: `${type}.${call.path.at(-1)}` };
}

function* grpcService(call: Call, context: Context): Iterable<CodeFact> {
  const grpc = /^(ClientGrpc|ClientGrpcProxy)$/.test(typeOf(receiverName(call), context) ?? '');
  const service = serviceName(call.arguments[0]);
  if (grpc && service !== undefined) yield { kind: 'grpc-client', at: call.span, service };
}
