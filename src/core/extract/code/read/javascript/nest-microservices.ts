import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Statement } from '../../syntax.ts';
import { entriesOf, option } from './origin.ts';
import { addressIn, portIn, valueIn } from './target.ts';

const BROKERS: Readonly<Record<string, Technology>> = { KAFKA: 'kafka', RMQ: 'rabbitmq', REDIS: 'redis', NATS: 'nats', MQTT: 'mqtt' };

interface Transport {
  readonly name: string;
  readonly options: Expression | undefined;
  readonly at: Expression['span'];
}

/** `Transport` options of NestJS: on a client an address that it calls, on a server a port that it listens on; a broker is reached from both sides. */
export const nestMicroservices: Reader = {
  name: 'nest-microservices',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const owner = call.path.at(-2) ?? '';
    if (/^(createMicroservice|connectMicroservice)$/.test(name)) {
      yield { kind: 'application', at: call.span, framework: 'nestjs', language: context.language };
      for (const transport of transportsIn(call.arguments)) yield* server(transport, context);
    } else if (owner === 'ClientsModule' || owner === 'ClientProxyFactory') {
      for (const transport of transportsIn(call.arguments)) yield* client(transport, owner, context);
    } else if (owner === 'NestFactory' && name === 'create') {
      yield { kind: 'application', at: call.span, framework: 'nestjs', language: context.language };
    } else if (owner === 'HttpModule' && /^register(Async)?$/.test(name)) yield* httpModule(call, context);
  },
  *statement(statement, context) {
    if (!context.uses('@nestjs/microservices')) return;
    if (statement.kind === 'assign' || statement.kind === 'return') yield* standing(statement, context);
  },
};

/** The transports in lists of clients, in their factories, and in objects around them. */
function transportsIn(expressions: readonly Expression[], depth = 0): Transport[] {
  if (depth > 6) return [];
  return expressions.flatMap((expression): Transport[] => {
    if (expression.kind === 'list') return transportsIn(expression.items, depth + 1);
    const entries = entriesOf(expression);
    const transport = entries.find(entry => entry.key === 'transport');
    const name = transport && transportName(transport.value);
    if (name !== undefined)
      return [
        {
          name,
          options: entries.find(entry => entry.key === 'options')?.value,
          at: expression.kind === 'object' ? expression.span : transport!.span,
        },
      ];
    return transportsIn(
      entries.map(entry => entry.value),
      depth + 1,
    );
  });
}

const transportName = (value: Expression): string | undefined =>
  value.kind === 'name' && value.path.at(-2) === 'Transport' ? value.path.at(-1) : undefined;

function* client(transport: Transport, via: string, context: Context): Iterable<CodeFact> {
  const broker = brokerOf(transport);
  const target = addressIn(transport.options, context);
  const protocol = broker ?? (transport.name === 'GRPC' ? 'grpc' : 'tcp');
  if (!broker && !target) return;
  yield { kind: 'uses-address', at: transport.at, protocol, ...(target && { target }), via };
  const queue = broker === 'rabbitmq' && via !== SERVER && transport.options ? option([transport.options], 'queue') : undefined;
  if (queue) yield { kind: 'publishes', at: queue.span, system: 'rabbitmq', topic: valueIn(queue, context), via: 'Transport.RMQ' };
}

const SERVER = 'connectMicroservice';

const brokerOf = (transport: Transport): Technology | undefined =>
  Object.hasOwn(BROKERS, transport.name) ? BROKERS[transport.name] : undefined;

function* server(transport: Transport, context: Context): Iterable<CodeFact> {
  const broker = brokerOf(transport);
  if (broker) {
    yield* client(transport, SERVER, context);
    const queue = broker === 'rabbitmq' && transport.options ? option([transport.options], 'queue') : undefined;
    if (queue) yield { kind: 'subscribes', at: queue.span, system: 'rabbitmq', topic: valueIn(queue, context), via: 'Transport.RMQ' };
    return;
  }
  const port = portOf(transport, context);
  if (port) yield { kind: 'listens', at: transport.at, port };
}

function portOf(transport: Transport, context: Context): Value | undefined {
  if (!transport.options) return undefined;
  const port = option([transport.options], 'port');
  if (port) return valueIn(port, context);
  const url = option([transport.options], 'url');
  if (url) return portIn(valueIn(url, context));
  return transport.name === 'TCP' ? literal('3000') : undefined;
}

/** Options in a constant, a property or a method of their own; there only a name tells the client's from the server's. */
function* standing(statement: Extract<Statement, { kind: 'assign' | 'return' }>, context: Context): Iterable<CodeFact> {
  if (statement.value?.kind !== 'object') return yield* clientProperty(statement, context);
  const inner = context.around.at(-1);
  // What a factory inside a call returns is read with the call.
  if (statement.kind === 'return' && inner?.kind !== 'function') return;
  const [transport] = transportsIn([statement.value]);
  if (!transport) return;
  const around = context.around.map(one => one.name).join(' ');
  const typed =
    statement.kind === 'assign'
      ? `${statement.type ?? ''} ${statement.target.join('.')}`
      : inner?.kind === 'function'
        ? (inner.returns ?? '')
        : '';
  if (brokerOf(transport) || /client/i.test(`${typed} ${around}`)) yield* client(transport, 'Transport', context);
  else if (/MicroserviceOptions|GrpcOptions|server/i.test(typed)) yield* server(transport, context);
}

/** `@Client({ transport, options }) client: ClientKafka`. */
function* clientProperty(statement: Extract<Statement, { kind: 'assign' | 'return' }>, context: Context): Iterable<CodeFact> {
  if (statement.kind !== 'assign') return;
  for (const annotation of statement.annotations) {
    if (annotation.name === 'Client')
      for (const transport of transportsIn(annotation.arguments)) yield* client(transport, '@Client', context);
  }
}

function* httpModule(call: Call, context: Context): Iterable<CodeFact> {
  const base = option(
    [...call.arguments, ...call.arguments.flatMap(argument => option([argument], 'useFactory') ?? [])],
    'baseURL',
    'baseUrl',
  );
  if (base) yield { kind: 'uses-address', at: call.span, protocol: 'http', target: valueIn(base, context), via: 'HttpModule' };
}
