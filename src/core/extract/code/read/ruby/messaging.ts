import type { Reader } from '../../reader.ts';
import { headOf } from '../call-parts.ts';
import { mayBeText, namedArgument } from '../rules/argument.ts';
import { channel, channels } from '../rules/channel.ts';
import { channelName, channelOf } from '../rules/channel-object.ts';

export const messages = channels(
  'ruby-messaging',
  ['Ruby'],
  [
    {
      kind: 'publishes',
      names: ['deliver_message', 'produce', 'produce_async', 'produce_sync', 'deliver'],
      system: 'kafka',
      at: 'none',
      keys: ['topic'],
    },
    { kind: 'subscribes', names: ['topic', 'consume_topic'], uses: ['karafka'], system: 'kafka' },
    { kind: 'subscribes', names: ['subscribe', 'each_message'], on: /kafka|consumer/i, system: 'kafka', keys: ['topic'] },
    { kind: 'publishes', names: ['publish'], on: /exchange|channel|queue|bunny/i, system: 'rabbitmq', at: 'none', keys: ['routing_key'] },
    { kind: 'subscribes', names: ['from_queue'], system: 'rabbitmq' },
    { kind: 'publishes', names: ['rpush', 'lpush', 'publish', 'xadd'], on: /redis/i, system: 'redis' },
    { kind: 'subscribes', names: ['blpop', 'brpop', 'lpop', 'rpop', 'subscribe', 'psubscribe'], on: /redis/i, system: 'redis' },
    { kind: 'publishes', names: ['publish'], on: /nats/i, system: 'nats' },
    { kind: 'subscribes', names: ['subscribe'], on: /nats/i, system: 'nats' },
  ],
);

/** A job is queued under its class: `ChargeJob.perform_async(id)`, `class ChargeJob; include Sidekiq::Job`. */
export const jobs: Reader = {
  name: 'ruby-jobs',
  languages: ['Ruby'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const job = call.path.slice(0, -1).findLast(part => /^[A-Z]/.test(part));
    if (/^perform_(async|later|in|at)$/.test(name) && job !== undefined) {
      yield { kind: 'publishes', at: call.span, system: 'redis', topic: { kind: 'literal', text: job }, via: `${job}.${name}` };
    }
    const [given] = call.arguments;
    const owner = context.around.findLast(around => around.kind === 'class');
    if (name !== 'include' || given?.kind !== 'name' || !/^Sidekiq\.(Job|Worker)$/.test(given.path.join('.')) || !owner) return;
    yield { kind: 'subscribes', at: call.span, system: 'redis', topic: { kind: 'literal', text: owner.name }, via: 'Sidekiq::Job' };
  },
  *statement(statement) {
    if (statement.kind !== 'class' || !statement.bases.some(base => /^(ApplicationJob|ActiveJob\.Base)$/.test(base))) return;
    const [start] = statement.span;
    const at = [start, start + `class ${statement.name}`.length] as const;
    yield { kind: 'subscribes', at, system: 'messaging', topic: { kind: 'literal', text: statement.name }, via: 'ActiveJob' };
  },
};

/** A queue of Bunny is an object that was given its name before, and Karafka's routes name topics in a block. */
export const queues: Reader = {
  name: 'ruby-queues',
  languages: ['Ruby'],
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    const at = headOf(call);
    if (name === 'subscribe' || name === 'subscribe_with' || name === 'pop') {
      const queue = channelOf(call, context);
      if (queue) yield channel({ kind: 'subscribes', system: 'rabbitmq' }, { ...queue, span: at }, context, `queue.${name}`);
    }
    if (name === 'bind' && channelOf(call, context)) {
      const [exchange] = call.arguments;
      const topic = namedArgument(call, ['routing_key']) ?? (exchange && channelName(exchange, context));
      if (mayBeText(topic)) yield channel({ kind: 'subscribes', system: 'rabbitmq' }, { ...topic, span: at }, context, 'queue.bind');
    }
    const owner = context.around.findLast(around => around.kind === 'class');
    const [topic] = call.arguments;
    const isKarafka = name === 'topic' && owner?.kind === 'class' && owner.bases.some(base => /^Karafka\b/.test(base));
    const isRacecar = name === 'subscribes_to';
    if ((isKarafka || isRacecar) && call.path.length === 1 && mayBeText(topic))
      yield channel({ kind: 'subscribes', system: 'kafka' }, topic, context, isKarafka ? 'Karafka' : 'Racecar');
  },
};
