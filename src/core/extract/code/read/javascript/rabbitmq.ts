import type { CodeFact } from '../../../../model/fact.ts';
import type { Annotation, Call, Expression } from '../../syntax.ts';
import type { Context, Reader } from '../../reader.ts';
import { option, receiverName, typeOf } from './origin.ts';
import { valueIn } from './target.ts';

const PACKAGES = [
  'amqplib',
  'amqp-connection-manager',
  '@cloudamqp/amqp-client',
  'rabbitmq-client',
  'rabbitmq-amqp-js-client',
  'amqp',
] as const;
const amqpHere = (context: Context): boolean => PACKAGES.some(name => context.uses(name));

/** amqplib and what is built on it. An exchange is the topic of what is published to it; a queue is the topic of what is sent to it. */
export const rabbitmq: Reader = {
  name: 'rabbitmq',
  *call(call, context) {
    const [first, second] = call.arguments;
    if (!first) return;
    switch (call.path.at(-1)) {
      case 'sendToQueue':
        yield publishes(call, first, context);
        return;
      case 'publish':
        if (isAmqpPublish(call, context))
          yield publishes(call, first.kind === 'text' && first.text === '' && second ? second : first, context);
        return;
      case 'consume':
        if (consumable(first) && (amqpHere(context) || /channel|^ch(an)?$/i.test(receiverName(call))))
          yield subscribes(call, first, context);
        return;
      case 'bindQueue':
        if (second) yield subscribes(call, second, context);
        return;
      case 'createPublisher':
      case 'createConsumer':
        yield* queueLink(call, first, context);
        return;
      case 'open_sender':
      case 'open_receiver':
      case 'createSender':
      case 'createReceiver':
        yield* link(call, first, context);
    }
  },
  *statement(statement, context) {
    if (statement.kind !== 'function' || !statement.annotations.length) return;
    for (const annotation of statement.annotations) {
      if (/^(RabbitSubscribe|RabbitRPC)$/.test(annotation.name)) yield* annotated(annotation, context);
    }
  },
};

function publishes(call: Call, topic: Expression, context: Context): CodeFact {
  return { kind: 'publishes', at: call.span, system: 'rabbitmq', topic: valueIn(topic, context), via: call.path.slice(-2).join('.') };
}

function subscribes(call: Call, topic: Expression, context: Context): CodeFact {
  return { kind: 'subscribes', at: call.span, system: 'rabbitmq', topic: valueIn(topic, context), via: call.path.slice(-2).join('.') };
}

/** `publish(exchange, key, content)`: told from other publishes by its receiver or by the buffer it is given. */
function isAmqpPublish(call: Call, context: Context): boolean {
  if (call.arguments.length < 3) return false;
  if (typeOf(receiverName(call), context) === 'AmqpConnection') return true;
  const content = call.arguments[2]!;
  if (content.kind === 'call' && content.path[0] === 'Buffer') return true;
  return amqpHere(context) || /channel|amqp/i.test(receiverName(call));
}

/** The name that a server gave to an unnamed queue tells nothing; its binding does. */
const consumable = (queue: Expression): boolean => !(queue.kind === 'name' && queue.path.at(-1) === 'queue' && queue.path.length > 1);

/** AMQP 1.0 and Azure Service Bus. */
function* link(call: Call, first: Expression, context: Context): Iterable<CodeFact> {
  const name = call.path.at(-1)!;
  const azure = context.uses('@azure/service-bus') && !name.startsWith('open_');
  if (!azure && !name.startsWith('open_')) return;
  const address =
    first.kind === 'object' ? (option([first], 'address') ?? option([option([first], 'target', 'source') ?? first], 'address')) : first;
  if (!address) return;
  const system = azure ? 'servicebus' : 'messaging';
  const kind = /sender/i.test(name) ? 'publishes' : 'subscribes';
  yield { kind, at: call.span, system, topic: valueIn(address, context), via: name };
}

/** `connection.createPublisher({ queue: { name } })` of RabbitMQ's own client. */
function* queueLink(call: Call, first: Expression, context: Context): Iterable<CodeFact> {
  const place = option([first], 'queue', 'exchange', 'topic');
  if (!place || !PACKAGES.some(name => context.uses(name))) return;
  const topic = place.kind === 'object' ? option([place], 'name', 'queue') : place;
  if (topic) yield call.path.at(-1) === 'createPublisher' ? publishes(call, topic, context) : subscribes(call, topic, context);
}

function* annotated(annotation: Annotation, context: Context): Iterable<CodeFact> {
  const topic = option(annotation.arguments, 'exchange', 'queue', 'routingKey');
  if (topic)
    yield { kind: 'subscribes', at: annotation.span, system: 'rabbitmq', topic: valueIn(topic, context), via: `@${annotation.name}` };
}
