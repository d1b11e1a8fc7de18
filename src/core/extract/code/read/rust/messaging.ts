import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { isText, lastName, textIn, uses } from '../call-parts.ts';
import { cratePath, names } from './rust-names.ts';

/** rdkafka, lapin, async-nats, rumqttc, pulsar and the sidecars of AWS. */
export const messaging: Reader = {
  name: 'rust-messaging',
  languages: ['Rust'],
  *call(call, context) {
    const used = (crate: string): boolean => names(crate, call, context);
    if (used('rdkafka') || used('kafka')) yield* kafka(call, context);
    if (used('lapin') || used('amqprs') || used('deadpool_lapin')) yield* rabbit(call, context);
    if (used('async_nats') || used('nats')) yield* nats(call, context);
    if (used('rumqttc') && call.path.join('.').endsWith('MqttOptions.new')) yield* broker(call, 'mqtt', call.arguments[1], context);
    if (used('aws_sdk_sqs') && lastName(call) === 'queue_url') {
      const sends = call.path.includes('send_message');
      yield* topic(sends ? 'publishes' : 'subscribes', call, 'sqs', call.arguments[0], context);
    }
  },
};

function* broker(call: Call, system: Technology, address: Expression | undefined, context: Context): Generator<CodeFact> {
  if (address) yield uses({ at: call.span, protocol: system, via: call.path.slice(-2).join('::'), target: textIn(address, context) });
}

type Kind = 'publishes' | 'subscribes';

function* topic(kind: Kind, call: Call, system: Technology, named: Expression | undefined, context: Context): Generator<CodeFact> {
  if (!named) return;
  for (const item of named.kind === 'list' ? named.items : [named])
    yield { kind, at: call.span, system, topic: textIn(item, context), via: call.path.slice(-2).join('::') };
}

function* kafka(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first, second] = call.arguments;
  if (last === 'set' && isText(first) && /^(bootstrap\.servers|metadata\.broker\.list)$/.test(first.text))
    yield* broker(call, 'kafka', second, context);
  if (/(Future|Base)Record\.to$/.test(call.path.join('.'))) yield* topic('publishes', call, 'kafka', first, context);
  if (last === 'subscribe') yield* topic('subscribes', call, 'kafka', first, context);
  if (/^Consumer\.from_hosts$|^Producer\.from_hosts$/.test(call.path.slice(-2).join('.'))) yield* broker(call, 'kafka', first, context);
  if (/^with_topic(_partitions)?$/.test(last)) yield* topic('subscribes', call, 'kafka', first, context);
}

function* rabbit(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first, second] = call.arguments;
  if (/(^|\.)Connection\.connect(_uri)?$/.test(cratePath(call, context))) yield* broker(call, 'rabbitmq', first, context);
  if (last === 'basic_publish' && first)
    yield* topic('publishes', call, 'rabbitmq', isText(first) && first.text === '' ? second : first, context);
  if (last === 'basic_consume') yield* topic('subscribes', call, 'rabbitmq', first, context);
  if (last === 'queue_bind') yield* topic('subscribes', call, 'rabbitmq', second, context);
}

function* nats(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first] = call.arguments;
  if (/(^|\.)(async_nats|nats)\.connect(_with_options)?$|ConnectOptions\b.*\.connect$/.test(cratePath(call, context)))
    yield* broker(call, 'nats', first, context);
  if (/^(publish|request|publish_with_headers)$/.test(last)) yield* topic('publishes', call, 'nats', first, context);
  if (/^(subscribe|queue_subscribe)$/.test(last)) yield* topic('subscribes', call, 'nats', first, context);
}
