import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import { env, literal, type Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Expression } from '../../syntax.ts';
import { each, mayBeText, valueIn } from '../rules/argument.ts';
import type { ChannelRule } from '../rules/channel.ts';
import { channels } from '../rules/channel.ts';
import { allGiven, annotation } from './annotations.ts';
import { annotationText } from './placeholder.ts';

const EVENTUATE = ['io.eventuate'];
const REDIS = ['org.springframework.data.redis', 'redis.clients.jedis', 'io.lettuce', 'org.redisson'];
const STREAMS = ['org.apache.kafka.streams'];

const RULES: readonly ChannelRule[] = [
  { kind: 'publishes', names: ['send', 'sendDefault'], on: /Kafka(Template|Operations)|KafkaProducerTemplate/i, system: 'kafka', least: 2 },
  { kind: 'publishes', names: ['ProducerRecord'], system: 'kafka' },
  { kind: 'subscribes', names: ['subscribe'], uses: ['org.apache.kafka'], system: 'kafka' },
  { kind: 'subscribes', names: ['stream', 'table', 'globalTable'], uses: STREAMS, system: 'kafka' },
  { kind: 'publishes', names: ['to', 'through'], uses: STREAMS, system: 'kafka' },
  {
    kind: 'publishes',
    names: ['convertAndSend', 'convertSendAndReceive', 'send', 'sendAndReceive'],
    on: /Rabbit|Amqp/i,
    system: 'rabbitmq',
    least: 2,
  },
  { kind: 'publishes', names: ['convertAndSend', 'convertSendAndReceive'], on: /Redis/i, system: 'redis', least: 2 },
  {
    kind: 'publishes',
    names: ['leftPush', 'rightPush', 'leftPushAll', 'rightPushAll', 'lpush', 'rpush', 'xadd'],
    uses: REDIS,
    system: 'redis',
    least: 2,
  },
  { kind: 'publishes', names: ['publish'], uses: REDIS, on: /jedis|redis|lettuce/i, system: 'redis', least: 2 },
  { kind: 'subscribes', names: ['leftPop', 'rightPop', 'lpop', 'rpop'], uses: REDIS, system: 'redis' },
  { kind: 'subscribes', names: ['blpop', 'brpop', 'addMessageListener'], uses: REDIS, system: 'redis', at: 1 },
  { kind: 'publishes', names: ['convertAndSend', 'send'], on: /Jms/i, system: 'activemq', least: 2 },
  { kind: 'publishes', names: ['basicPublish'], system: 'rabbitmq' },
  { kind: 'subscribes', names: ['basicConsume', 'basicGet'], system: 'rabbitmq' },
  { kind: 'publishes', names: ['convertAndSend', 'syncSend', 'asyncSend', 'sendOneWay'], on: /RocketMQ/i, system: 'messaging', least: 2 },
  { kind: 'publishes', names: ['newProducer', 'topic'], uses: ['org.apache.pulsar'], system: 'pulsar' },
  { kind: 'publishes', names: ['send'], on: /PulsarTemplate/i, system: 'pulsar', least: 2 },
  { kind: 'publishes', names: ['publish'], uses: ['io.nats'], system: 'nats', least: 2 },
  { kind: 'subscribes', names: ['subscribe'], uses: ['io.nats'], system: 'nats' },
  { kind: 'publishes', names: ['publish'], uses: ['org.eclipse.paho', 'com.hivemq'], system: 'mqtt', least: 2 },
  { kind: 'subscribes', names: ['subscribe'], uses: ['org.eclipse.paho', 'com.hivemq'], system: 'mqtt' },
  { kind: 'publishes', names: ['publish'], uses: EVENTUATE, system: 'messaging', least: 3 },
  { kind: 'publishes', names: ['to'], uses: EVENTUATE, system: 'messaging' },
  { kind: 'subscribes', names: ['forAggregateType', 'andForAggregateType', 'fromChannel'], system: 'messaging' },
  { kind: 'publishes', names: ['publishEvent'], uses: ['io.dapr'], system: 'messaging', at: 1, least: 3 },
  { kind: 'publishes', names: ['queueUrl'], uses: ['software.amazon.awssdk.services.sqs'], system: 'sqs' },
  { kind: 'publishes', names: ['topicArn'], uses: ['software.amazon.awssdk.services.sns'], system: 'sns' },
];

export const messages = channels('java-messaging', ['Java'], RULES);

/** Where the routing key names the queue as well: `convertAndSend(exchange, key, message)`. */
export const routingKeys = channels(
  'java-routing-keys',
  ['Java'],
  [
    { kind: 'publishes', names: ['convertAndSend', 'convertSendAndReceive'], on: /Rabbit|Amqp/i, system: 'rabbitmq', at: 1, least: 3 },
    { kind: 'publishes', names: ['basicPublish'], system: 'rabbitmq', at: 1, least: 3 },
  ],
);

interface Listener {
  readonly system: Technology;
  readonly keys: readonly string[];
  /** Configuration that holds the topic of a channel that only has a name in code. */
  readonly bound?: (name: string) => string;
  readonly kind?: 'publishes';
}

const stream = (name: string): string => `spring.cloud.stream.bindings.${name}.destination`;

const LISTENERS = new Map<string, Listener>([
  ['KafkaListener', { system: 'kafka', keys: ['topics', 'topicPattern', 'value'] }],
  ['RetryableTopic', { system: 'kafka', keys: [] }],
  ['RabbitListener', { system: 'rabbitmq', keys: ['queues', 'queuesToDeclare', 'bindings'] }],
  ['RabbitHandler', { system: 'rabbitmq', keys: [] }],
  ['JmsListener', { system: 'activemq', keys: ['destination'] }],
  ['SqsListener', { system: 'sqs', keys: ['value', 'queueNames'] }],
  ['PulsarListener', { system: 'pulsar', keys: ['topics'] }],
  ['RocketMQMessageListener', { system: 'messaging', keys: ['topic'] }],
  ['StreamListener', { system: 'messaging', keys: ['value', 'target'], bound: stream }],
  ['Input', { system: 'messaging', keys: ['value'], bound: stream }],
  ['Output', { system: 'messaging', keys: ['value'], bound: stream, kind: 'publishes' }],
  ['SendTo', { system: 'messaging', keys: ['value'], kind: 'publishes' }],
  ['Incoming', { system: 'messaging', keys: ['value'], bound: name => `mp.messaging.incoming.${name}.topic` }],
  ['Outgoing', { system: 'messaging', keys: ['value'], bound: name => `mp.messaging.outgoing.${name}.topic`, kind: 'publishes' }],
  ['Channel', { system: 'messaging', keys: ['value'], bound: name => `mp.messaging.outgoing.${name}.topic`, kind: 'publishes' }],
  ['KafkaClient', { system: 'kafka', keys: [] }],
  ['Topic', { system: 'messaging', keys: ['value', 'name'] }],
]);

const BOUND = ['org.springframework.cloud.stream', 'org.eclipse.microprofile.reactive', 'io.smallrye', 'io.micronaut', 'io.dapr'];

/** Annotations under which methods receive, and channels that are sent to by name. */
export const listeners: Reader = {
  name: 'java-listeners',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind !== 'function' && statement.kind !== 'class' && statement.kind !== 'assign') return;
    for (const one of statement.annotations) yield* listened(one, context);
    if (statement.kind === 'function' && isFunction(statement.returns) && annotation(statement, /^Bean$/))
      yield { kind: 'bean-function', at: statement.span, name: statement.name };
    if (statement.kind === 'assign') return;
    for (const { annotations } of statement.parameters)
      for (const one of annotations) if (one.name === 'Channel') yield* listened(one, context);
  },
  *call(call, context) {
    yield* headed(call, context);
    const [name] = call.arguments;
    if (call.path.at(-1) !== 'send' || name?.kind !== 'text' || !context.types.get(call.path.at(-2) ?? '')?.includes('StreamBridge'))
      return;
    yield {
      kind: 'publishes',
      at: name.span,
      system: 'messaging',
      topic: env(stream(name.text), { kind: 'literal', text: name.text }),
      via: 'StreamBridge.send',
    };
  },
};

const isFunction = (type = ''): boolean => /^(?:java\.util\.function\.)?(?:Consumer|Function|Supplier)</.test(type);

/** A message that carries its topic: `MessageBuilder.withPayload(order).setHeader(KafkaHeaders.TOPIC, "orders")`. */
function* headed(call: Call, context: Context): Generator<CodeFact> {
  const [header, topic] = call.arguments;
  if (call.path.at(-1) !== 'setHeader' || header?.kind !== 'name' || header.path.at(-1) !== 'TOPIC' || !topic) return;
  if (context.uses('org.springframework.kafka.support'))
    yield { kind: 'publishes', at: topic.span, system: 'kafka', topic: valueIn(topic, context), via: 'KafkaHeaders.TOPIC' };
}

function* listened(one: Annotation, context: Context): Generator<CodeFact> {
  const listener = LISTENERS.get(one.name);
  if (!listener || ((listener.bound || one.name === 'Topic') && !BOUND.some(context.uses))) return;
  for (const given of listener.keys.flatMap(key => allGiven(one, [key]))) {
    for (const topic of topicsIn(given)) {
      const value = (listener.bound && channelName(topic, context)) ?? annotationText(topic, context);
      const named = listener.bound && value.kind === 'literal' ? env(listener.bound(value.text), value) : value;
      const kind = listener.kind ?? (isSender(context) ? 'publishes' : 'subscribes');
      yield { kind, at: topic.span, system: listener.system, topic: named, via: `@${one.name}` };
    }
  }
}

/** A channel that a constant names: of Spring's own interfaces, or of the interface around. */
function channelName(topic: Expression, { around }: Context): Value | undefined {
  if (topic.kind !== 'name') return undefined;
  const [name = '', type] = topic.path.toReversed();
  if (/^(Sink|Source|Processor)$/.test(type ?? '')) return literal(name.toLowerCase());
  const constants = around.flatMap(({ body }) => body.filter(member => member.kind === 'assign' && member.target[0] === name));
  const [given] = constants.flatMap(member => (member.kind === 'assign' && member.value?.kind === 'text' ? [member.value.text] : []));
  return given === undefined ? undefined : literal(given);
}

/** Micronaut makes interfaces that are marked so into senders. */
const isSender = ({ around }: Context): boolean =>
  around.some(
    one =>
      one.kind === 'class' &&
      one.annotations.some(({ name }) => /^(Kafka|Rabbit|Nats|Pulsar|Mqtt|JMS)(Client|Producer|Publisher)$/.test(name)),
  );

/** `@QueueBinding(value = @Queue("q"), exchange = @Exchange("e"), key = "k")` names a queue, an exchange and a key. */
function topicsIn(given: Expression): readonly Expression[] {
  if (given.kind !== 'call' || !given.constructs) return mayBeText(given) ? [given] : [];
  const named = given.named.filter(entry => /^(value|name|exchange|key)$/.test(entry.key)).map(entry => entry.value);
  return [...given.arguments, ...named].flatMap(each).flatMap(topicsIn);
}
