import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { option, originOf, receiverName, typeOf } from './origin.ts';
import { valueIn } from './target.ts';

const PUBLISHES = /^(publish|produce|send|emit|dispatch)(Event|Message|Async|ToTopic|ToQueue|ToExchange)?$/;
const CONSUMES = /^(subscribe|consume|listen)(To|Event|Message|Async|ToTopic|ToQueue|ToExchange|FromQueue|FromTopic)?$/;
const PUBLISHER = /(producer|publisher|kafka|redis|rabbit|amqp|nats|broker|pubsub|servicebus|messag(e|ing)|eventbus|integrationevents?)/i;
const CONSUMER = /(consumer|subscriber|listener|kafka|rabbit|amqp|nats|broker|pubsub|servicebus|messag(e|ing)|eventbus)/i;
/** Events that stay inside the process. */
const INSIDE = [
  '@nestjs/cqrs',
  '@nestjs/event-emitter',
  'eventemitter2',
  'events',
  'mediatr-ts',
  'rxjs',
  'node:events',
  'graphql-subscriptions',
  'mitt',
] as const;

/**
 * What teams write around a broker: `rabbitmqPublisher.publishMessage(new UserCreated(user))`, `producer.produce('order.created', event)`.
 * A message that is named by its class has the class as its topic, so that both sides meet.
 */
export const messageWrappers: Reader = {
  name: 'message-wrappers',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const [first] = call.arguments;
    if (!first || call.on || call.constructs) return;
    if (PUBLISHES.test(name) && PUBLISHER.test(receiverName(call)) && !isInside(call, context)) yield* published(call, first, context);
    if (CONSUMES.test(name) && CONSUMER.test(receiverName(call)) && !isInside(call, context)) yield* subscribed(call, first, context);
  },
  *statement(statement, context) {
    const owner = context.around.at(-1);
    if (statement.kind !== 'assign' || owner?.kind !== 'class' || !statement.value || statement.value.kind === 'function') return;
    if (!SUBJECT.test(statement.target.at(-1) ?? '')) return;
    const kind = owner.bases.some(base => /(Publisher|Producer)(<|$)/.test(base))
      ? 'publishes'
      : owner.bases.some(base => /(Listener|Consumer|Subscriber)(<|$)/.test(base))
        ? 'subscribes'
        : undefined;
    if (kind) yield { kind, at: statement.span, topic: valueIn(statement.value, context), via: owner.bases[0]! };
  },
};

/** The field in which a class that extends a team's own Publisher or Listener says what it is about. */
const SUBJECT = /^(subject|topic|topicName|queue|queueName|exchange|exchangeName|channel|channelName|eventName|pattern)$/;

function isInside(call: Call, context: Context): boolean {
  const module = originOf(call.path, context)?.module;
  // A client of a known package has its own reader.
  if (
    module !== undefined &&
    !module.startsWith('.') &&
    !module.startsWith('@/') &&
    /^(kafkajs|amqplib|amqp-connection-manager|nats|mqtt|redis|ioredis|@nestjs\/microservices|@golevelup\/nestjs-rabbitmq|node-rdkafka|kafka-node|@google-cloud\/pubsub|@aws-sdk\/.*|socket\.io.*|ws)$/.test(
      module,
    )
  )
    return true;
  if (module !== undefined && INSIDE.some(inside => inside === module)) return true;
  return /eventbus|mediator/i.test(receiverName(call)) && INSIDE.some(inside => context.uses(inside));
}

function* published(call: Call, first: Expression, context: Context): Iterable<CodeFact> {
  const topic = messageClass(first) ?? (call.arguments.length > 1 ? topicName(first) : undefined) ?? typedMessage(call, context);
  if (topic) yield { kind: 'publishes', at: call.span, topic: valueIn(topic, context), via: call.path.slice(-2).join('.') };
}

function* subscribed(call: Call, first: Expression, context: Context): Iterable<CodeFact> {
  if (option([first], 'fromBeginning')) return;
  const handled = call.arguments.length > 1;
  const topic = handled ? (messageClass(first) ?? className(first) ?? topicName(first)) : undefined;
  if (topic) yield { kind: 'subscribes', at: call.span, topic: valueIn(topic, context), via: call.path.slice(-2).join('.') };
}

/** `new UserCreated(…)` stands for `UserCreated`; errors, dates and buffers are no messages. */
function messageClass(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call' || !expression.constructs || expression.path.length !== 1) return undefined;
  const [name] = expression.path;
  if (
    !/^[A-Z]\w*[a-z]\w*$/.test(name!) ||
    /^(Date|Map|Set|Error|Array|URL|Uint8Array|Buffer|Promise)$|Command$|Error$|Exception$/.test(name!)
  )
    return undefined;
  return { kind: 'name', path: expression.path, span: expression.span };
}

/** A parameter that is declared as an event: `publish(event)` in `handle(event: OrderCreated)`. */
function typedMessage(call: Call, context: Context): Expression | undefined {
  for (const argument of call.arguments) {
    const type = argument.kind === 'name' && argument.path.length === 1 ? typeOf(argument.path[0]!, context) : undefined;
    if (type !== undefined && argument.kind === 'name' && /^[A-Z]\w{3,}(Event|Message|[a-z]ed)$/.test(type) && context.imports.has(type)) {
      return { kind: 'name', path: [type], span: argument.span };
    }
  }
  return undefined;
}

const className = (expression: Expression): Expression | undefined =>
  expression.kind === 'name' && expression.path.length === 1 && /^[A-Z]\w*[a-z]\w*$/.test(expression.path[0]!) ? expression : undefined;

/** A text or constant that can name a topic: no path, no sentence. */
function topicName(expression: Expression): Expression | undefined {
  if (expression.kind === 'text') return /^[A-Za-z][\w.:-]{2,}$/.test(expression.text) ? expression : undefined;
  if (expression.kind !== 'name') return undefined;
  if (CHANNEL_NAME.test(expression.path.at(-1)!)) return expression;
  const [root] = expression.path;
  return root !== undefined && /^[A-Z]/.test(root) && (expression.path.length > 1 || /^[A-Z0-9_]+$/.test(root)) ? expression : undefined;
}

/** A variable, parameter or field that says what it holds: `logChannel`, `this.topicName`. */
const CHANNEL_NAME = /^_?([a-z]\w*)?(topic|channel|queue|exchange|subject)(Name)?$/i;
