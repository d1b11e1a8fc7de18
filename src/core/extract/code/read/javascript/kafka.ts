import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { option, originOf, receiverName } from './origin.ts';
import { valueIn } from './target.ts';

const PRODUCES = /^(send|sendBatch|produce|emit|publish|sendMessage)$/;
const CONSUMES = /^(subscribe|consume|run)$/;

const kafkaHere = (context: Context): boolean =>
  context.uses('kafkajs') || context.uses('kafka-node') || context.uses('node-rdkafka') || context.uses('@confluentinc/kafka-javascript');

/** kafkajs, node-rdkafka and kafka-node. An object with a topic and messages is Kafka's wherever the producer comes from. */
export const kafka: Reader = {
  name: 'kafka',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (PRODUCES.test(name)) yield* produced(call, name, context);
    else if (CONSUMES.test(name)) yield* consumed(call, context);
    else if (/^(Consumer|ConsumerGroup|ConsumerStream)$/.test(name) && call.constructs && context.uses('kafka-node'))
      yield* listed(call.arguments[1], call, context);
  },
};

function* produced(call: Call, name: string, context: Context): Iterable<CodeFact> {
  for (const message of messagesIn(call)) {
    const topic = option([message], 'topic');
    if (topic)
      yield { kind: 'publishes', at: call.span, system: 'kafka', topic: valueIn(topic, context), via: `${receiverName(call)}.${name}` };
  }
  const [topic] = call.arguments;
  if (name !== 'produce' || !topic || topic.kind === 'object' || !context.uses('node-rdkafka')) return;
  yield { kind: 'publishes', at: call.span, system: 'kafka', topic: valueIn(topic, context), via: 'node-rdkafka produce' };
}

/** `{ topic, messages }`, a list of them, or `{ topicMessages: [...] }`. */
function messagesIn(call: Call): readonly Expression[] {
  const [first] = call.arguments;
  if (!first) return [];
  const batch = option([first], 'topicMessages');
  const many = batch ?? first;
  const items = many.kind === 'list' ? many.items : [many];
  return items.filter(item => option([item], 'messages') !== undefined);
}

function* consumed(call: Call, context: Context): Iterable<CodeFact> {
  const [first] = call.arguments;
  if (!first) return;
  const kafkaReceiver = kafkaHere(context) || /kafka|consumer/i.test(receiverName(call));
  if (first.kind === 'object') {
    const topic = option([first], 'topic', 'topics');
    if (topic && (kafkaReceiver || option([first], 'fromBeginning'))) yield* listed(topic, call, context);
    return;
  }
  if (first.kind === 'list' && originOf(call.path, context)?.module === 'node-rdkafka') yield* listed(first, call, context);
}

function* listed(topics: Expression | undefined, call: Call, context: Context): Iterable<CodeFact> {
  if (!topics) return;
  for (const item of topics.kind === 'list' ? topics.items : [topics]) {
    const topic = item.kind === 'object' ? option([item], 'topic') : item;
    if (topic)
      yield { kind: 'subscribes', at: call.span, system: 'kafka', topic: valueIn(topic, context), via: call.path.slice(-2).join('.') };
  }
}
