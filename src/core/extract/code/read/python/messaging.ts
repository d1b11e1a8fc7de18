import type { ChannelRule } from '../rules/channel.ts';
import { channel, channels } from '../rules/channel.ts';
import type { Reader } from '../../reader.ts';
import type { Annotation } from '../../syntax.ts';
import { headOf } from '../call-parts.ts';
import { each, mayBeText, namedArgument } from '../rules/argument.ts';
import { channelOf } from '../rules/channel-object.ts';

const KAFKA = ['kafka', 'aiokafka', 'confluent_kafka'];
const REDIS = ['redis', 'aioredis'];

const RULES: readonly ChannelRule[] = [
  { kind: 'publishes', names: ['send', 'send_and_wait', 'produce'], uses: KAFKA, on: /kafka|producer/i, system: 'kafka', keys: ['topic'] },
  { kind: 'subscribes', names: ['KafkaConsumer', 'AIOKafkaConsumer'], on: /^(kafka|aiokafka)\b/, system: 'kafka', at: 'all' },
  { kind: 'subscribes', names: ['subscribe'], uses: KAFKA, on: /kafka|consumer/i, system: 'kafka', keys: ['topics'] },
  { kind: 'publishes', names: ['basic_publish'], system: 'rabbitmq', at: 0, keys: ['exchange'] },
  { kind: 'subscribes', names: ['basic_consume', 'basic_get'], system: 'rabbitmq', keys: ['queue'] },
  { kind: 'subscribes', names: ['queue_bind'], uses: ['pika', 'aio_pika', 'amqp'], system: 'rabbitmq', at: 1, keys: ['exchange'] },
  { kind: 'publishes', names: ['publish'], uses: ['aio_pika'], system: 'rabbitmq', at: 1, keys: ['routing_key'] },
  { kind: 'subscribes', names: ['bind'], uses: ['aio_pika'], system: 'rabbitmq', keys: ['routing_key', 'exchange'] },
  { kind: 'publishes', names: ['publish'], uses: ['kombu'], system: 'rabbitmq', at: 'none', keys: ['routing_key', 'exchange'] },
  { kind: 'publishes', names: ['publish'], uses: ['faststream'], at: 1, keys: ['topic', 'queue', 'subject', 'channel', 'routing_key'] },
  { kind: 'publishes', names: ['publish', 'request'], uses: ['nats'], system: 'nats', keys: ['subject'] },
  { kind: 'subscribes', names: ['subscribe', 'pull_subscribe'], uses: ['nats'], system: 'nats', keys: ['subject'] },
  { kind: 'publishes', names: ['publish'], uses: ['paho'], system: 'mqtt', keys: ['topic'] },
  { kind: 'subscribes', names: ['subscribe'], uses: ['paho'], system: 'mqtt', keys: ['topic'] },
  { kind: 'publishes', names: ['publish', 'rpush', 'lpush', 'xadd', 'spublish'], uses: REDIS, system: 'redis', keys: ['channel'] },
  {
    kind: 'subscribes',
    names: ['blpop', 'brpop', 'lpop', 'rpop', 'xread', 'subscribe', 'psubscribe', 'ssubscribe', 'blmove'],
    uses: REDIS,
    system: 'redis',
    keys: ['channel'],
  },
  { kind: 'subscribes', names: ['xreadgroup'], uses: REDIS, system: 'redis', at: 2, keys: ['streams'] },
  { kind: 'publishes', names: ['publish'], uses: ['google.cloud'], system: 'pubsub', keys: ['topic'] },
  { kind: 'subscribes', names: ['subscribe', 'pull'], uses: ['google.cloud'], system: 'pubsub', keys: ['subscription'] },
  {
    kind: 'publishes',
    names: ['send_message', 'send_message_batch'],
    uses: ['boto3', 'aioboto3', 'aiobotocore'],
    system: 'sqs',
    at: 'none',
    keys: ['QueueUrl'],
  },
  {
    kind: 'subscribes',
    names: ['receive_message'],
    uses: ['boto3', 'aioboto3', 'aiobotocore'],
    system: 'sqs',
    at: 'none',
    keys: ['QueueUrl'],
  },
  {
    kind: 'publishes',
    names: ['publish'],
    uses: ['boto3', 'aioboto3', 'aiobotocore'],
    system: 'sns',
    at: 'none',
    keys: ['TopicArn', 'TargetArn'],
  },
  { kind: 'publishes', names: ['create_producer'], uses: ['pulsar'], system: 'pulsar' },
  { kind: 'subscribes', names: ['subscribe'], uses: ['pulsar'], system: 'pulsar', keys: ['topic'] },
  { kind: 'publishes', names: ['get_queue_sender', 'get_topic_sender'], system: 'servicebus', keys: ['queue_name', 'topic_name'] },
  {
    kind: 'subscribes',
    names: ['get_queue_receiver', 'get_subscription_receiver'],
    system: 'servicebus',
    keys: ['queue_name', 'topic_name'],
  },
  { kind: 'publishes', names: ['publish_event'], uses: ['dapr'], system: 'messaging', at: 1, keys: ['topic_name'] },
  { kind: 'publishes', names: ['send_task', 'signature'], uses: ['celery'], system: 'messaging', keys: ['name'] },
  { kind: 'publishes', names: ['enqueue'], uses: ['rq'], system: 'redis' },
  { kind: 'publishes', names: ['send'], on: /\.topic$/, uses: ['faust'], system: 'kafka' },
  { kind: 'subscribes', names: ['topic'], uses: ['faust'], system: 'kafka', at: 'all' },
];

export const messages = channels('python-messaging', ['Python'], RULES);

/** For the default exchange the routing key names the queue. */
export const routingKeys = channels(
  'python-routing-keys',
  ['Python'],
  [{ kind: 'publishes', names: ['basic_publish'], system: 'rabbitmq', at: 1, keys: ['routing_key'] }],
);

/** Decorators under which a function receives: `@app.task`, `@dramatiq.actor`, `@broker.subscriber("orders")`. */
export const consumers: Reader = {
  name: 'python-consumers',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'function') return;
    for (const annotation of statement.annotations) {
      const last = annotation.name.split('.').at(-1) ?? '';
      if (/^(task|shared_task|actor)$/.test(last) && ['celery', 'dramatiq', 'huey'].some(context.uses)) {
        const topic = nameOf(annotation) ?? { kind: 'text', text: statement.name, span: annotation.span };
        yield channel({ kind: 'subscribes', system: 'messaging' }, topic, context, `@${annotation.name}`);
      }
      const publishes = last === 'publisher' && context.uses('faststream');
      if (last !== 'subscriber' && last !== 'subscribe' && !publishes) continue;
      const named = annotation.named.find(entry => entry.key === 'topic')?.value;
      for (const topic of (named ? [named] : annotation.arguments).flatMap(each).filter(mayBeText)) {
        yield channel({ kind: publishes ? 'publishes' : 'subscribes' }, topic, context, `@${annotation.name}`);
      }
    }
  },
  *call(call, context) {
    // `charge.delay(order)`: the task is named by its function.
    const last = call.path.at(-1);
    const task = call.path.at(-2);
    if ((last !== 'delay' && last !== 'apply_async' && last !== 'send') || task === undefined || call.on) return;
    const imported = context.imports.get(task);
    const celery = last !== 'send' && (imported !== undefined || context.uses('celery'));
    if (!celery && !(last === 'send' && /(^|\.)(tasks?|actors?|workers?)$/.test(imported ?? ''))) return;
    yield channel({ kind: 'publishes', system: 'messaging' }, { kind: 'text', text: task, span: call.span }, context, call.path.join('.'));
  },
};

/** A queue is an object that was given its name before: `queue = await channel.declare_queue("orders")`, `await queue.consume(reserve)`. */
export const queues: Reader = {
  name: 'python-queues',
  languages: ['Python'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (/^(consume|iterator)$/.test(name) && context.uses('aio_pika')) {
      const queue = channelOf(call, context);
      if (queue) yield channel({ kind: 'subscribes', system: 'rabbitmq' }, { ...queue, span: headOf(call) }, context, `queue.${name}`);
    }
    // Who only sends may write down the queue as well.
    if (name !== 'Queue' || !context.uses('kombu') || !CONSUMERS.some(consumer => context.imports.has(consumer))) return;
    const topic = namedArgument(call, ['routing_key']) ?? call.arguments[0];
    if (mayBeText(topic)) yield channel({ kind: 'subscribes', system: 'rabbitmq' }, topic, context, 'kombu.Queue');
  },
};

const CONSUMERS = ['Consumer', 'ConsumerMixin', 'ConsumerProducerMixin'];

const nameOf = (annotation: Annotation) => annotation.named.find(entry => entry.key === 'name' || entry.key === 'actor_name')?.value;
