import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { option, originOf, receiverMade } from './origin.ts';
import { valueIn } from './target.ts';

interface System {
  readonly technology: Technology;
  readonly publishes: RegExp;
  readonly subscribes: RegExp;
}

const NATS: System = { technology: 'nats', publishes: /^(publish|request)$/, subscribes: /^subscribe$/ };
const REDIS: System = {
  technology: 'redis',
  publishes: /^(publish|xadd|xAdd)$/,
  subscribes: /^(subscribe|psubscribe|pSubscribe|sSubscribe|blpop|brpop|blPop|brPop)$/,
};
const MQTT: System = { technology: 'mqtt', publishes: /^(publish|publishAsync)$/, subscribes: /^(subscribe|subscribeAsync)$/ };

const SYSTEMS: ReadonlyMap<string, System> = new Map([
  ['nats', NATS],
  ['@nats-io/transport-node', NATS],
  ['node-nats-streaming', NATS],
  ['redis', REDIS],
  ['ioredis', REDIS],
  ['mqtt', MQTT],
]);

/** NATS, Redis, MQTT, job queues, SQS, SNS and Google Pub/Sub. */
export const messaging: Reader = {
  name: 'messaging',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    yield* simple(call, name, context);
    yield* queues(call, name, context);
    yield* amazon(call, name, context);
    yield* google(call, name, context);
  },
};

const fact = (kind: 'publishes' | 'subscribes', call: Call, system: Technology, topic: Expression, context: Context): CodeFact => ({
  kind,
  at: call.span,
  system,
  topic: valueIn(topic, context),
  via: call.path.slice(-2).join('.'),
});

const VERB = /^(publish|publishAsync|request|xadd|xAdd|p?subscribe|pSubscribe|sSubscribe|subscribeAsync|b[lr]pop|b[lr]Pop)$/;
const LIST = /^[lr]push$/i;

function* simple(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const [topic] = call.arguments;
  if (!topic || topic.kind === 'function' || (!VERB.test(name) && !LIST.test(name))) return;
  const origin = originOf(call.path, context);
  const system = origin && !origin.direct ? SYSTEMS.get(origin.module) : undefined;
  if (!system) return;
  const pushes = system === REDIS && LIST.test(name) && topic.kind === 'text' && /queue|jobs?|tasks?|events?/i.test(topic.text);
  if (system.publishes.test(name) || pushes) yield fact('publishes', call, system.technology, topic, context);
  if (!system.subscribes.test(name)) return;
  for (const one of topic.kind === 'list' ? topic.items : [topic])
    if (one.kind !== 'number') yield fact('subscribes', call, system.technology, one, context);
}

/** bull, bullmq and bee-queue: the queue's name is what the queue was made with. */
function* queues(call: Call, name: string, context: Context): Iterable<CodeFact> {
  if (call.constructs) {
    const [queue] = call.arguments;
    if (name === 'Worker' && queue && originOf(call.path, context)?.module === 'bullmq')
      yield fact('subscribes', call, 'redis', queue, context);
    return;
  }
  if (!/^(add|addBulk|createJob|process)$/.test(name)) return;
  const made = receiverMade(call, context);
  const queue = made?.constructs ? made.arguments[0] : undefined;
  if (!made || !queue || !/^(bull|bullmq|bee-queue)$/.test(originOf(made.path, context)?.module ?? '')) return;
  yield fact(name === 'process' ? 'subscribes' : 'publishes', call, 'redis', queue, context);
}

function* amazon(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const queue = /(Message|MessageBatch)(Command)?$/.test(name) ? option(call.arguments, 'QueueUrl') : undefined;
  if (queue && /^send/i.test(name)) yield fact('publishes', call, 'sqs', queue, context);
  if (queue && /^receive/i.test(name)) yield fact('subscribes', call, 'sqs', queue, context);
  const topic = /^(publish|PublishCommand|publishBatch|PublishBatchCommand)$/.test(name) ? option(call.arguments, 'TopicArn') : undefined;
  if (topic) yield fact('publishes', call, 'sns', topic, context);
  if (name !== 'create') return;
  const url = option(call.arguments, 'queueUrl');
  const module = originOf(call.path, context)?.module;
  if (url && module === 'sqs-consumer') yield fact('subscribes', call, 'sqs', url, context);
  if (url && module === 'sqs-producer') yield fact('publishes', call, 'sqs', url, context);
}

/** `pubsub.topic(name).publishMessage(…)`, `pubsub.subscription(name).on('message', …)`. */
function* google(call: Call, name: string, context: Context): Iterable<CodeFact> {
  if (!/^(publish|publishMessage|publishJSON|on)$/.test(name) || !context.uses('@google-cloud/pubsub')) return;
  const made = receiverMade(call, context);
  const [topic] = made?.arguments ?? [];
  const maker = made?.path.at(-1);
  if (!topic) return;
  if (maker === 'topic' && name !== 'on') yield fact('publishes', call, 'pubsub', topic, context);
  if (maker === 'subscription' && name === 'on') yield fact('subscribes', call, 'pubsub', topic, context);
}
