import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import { literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { fieldOf, importsAny, lastName, textIn, uses } from '../call-parts.ts';
import { isContext } from './context-argument.ts';
import { isStandard, packageCall, receiverOf } from './package-call.ts';

/** Where a library is told its broker. */
const BROKERS: readonly { readonly name: RegExp; readonly system: Technology; readonly at: number | readonly string[] }[] = [
  {
    name: /(Shopify|IBM)\/sarama\.(NewSyncProducer|NewAsyncProducer|NewConsumer|NewConsumerGroup|NewClient|NewClusterAdmin)$/,
    system: 'kafka',
    at: 0,
  },
  { name: /bsm\/sarama-cluster\.NewConsumer$/, system: 'kafka', at: 0 },
  { name: /segmentio\/kafka-go\.(Writer|WriterConfig|ReaderConfig)$/, system: 'kafka', at: ['Addr', 'Brokers'] },
  { name: /segmentio\/kafka-go\.(Dial|DialLeader|DialContext)$/, system: 'kafka', at: 2 },
  { name: /twmb\/franz-go\/pkg\/kgo\.SeedBrokers$/, system: 'kafka', at: 0 },
  { name: /confluent-kafka-go(\/kafka)?\.ConfigMap$/, system: 'kafka', at: ['bootstrap.servers', 'metadata.broker.list'] },
  { name: /(watermill-kafka\S*)\.(PublisherConfig|SubscriberConfig)$/, system: 'kafka', at: ['Brokers'] },
  { name: /(streadway\/amqp|rabbitmq\/amqp091-go)\.(Dial|DialConfig|DialTLS)$/, system: 'rabbitmq', at: 0 },
  { name: /wagslane\/go-rabbitmq\.(NewConn|NewPublisher|NewConsumer)$/, system: 'rabbitmq', at: 0 },
  { name: /watermill-amqp\S*\.(NewDurablePubSubConfig|NewDurableQueueConfig)$/, system: 'rabbitmq', at: 0 },
  { name: /nats-io\/(nats\.go|go-nats|nats|stan\.go|go-nats-streaming)\.Connect$/, system: 'nats', at: 0 },
  { name: /nsqio\/go-nsq\.NewProducer$/, system: 'messaging', at: 0 },
  { name: /eclipse\/paho\.mqtt\.golang\.NewClient$/, system: 'mqtt', at: ['Servers'] },
  { name: /apache\/pulsar-client-go\/pulsar\.ClientOptions$/, system: 'pulsar', at: ['URL'] },
  { name: /cloud\.google\.com\/go\/pubsub\.NewClient$/, system: 'pubsub', at: ['Endpoint'] },
  {
    name: /Azure\/azure-sdk-for-go\/sdk\/messaging\/azservicebus\.(NewClient|NewClientFromConnectionString)$/,
    system: 'servicebus',
    at: 0,
  },
  { name: /go-stomp\/stomp\.Dial$/, system: 'activemq', at: 1 },
];

export const messaging: Reader = {
  name: 'go-messaging',
  languages: ['Go'],
  *call(call, context) {
    const name = packageCall(call, context);
    if (name !== undefined) {
      if (isStandard(name)) return;
      for (const broker of BROKERS) if (broker.name.test(name)) yield* connected(call, broker, context);
      yield* topicsOf(call, name, context);
    } else if (lastName(call) === 'AddBroker' && importsAny(['github.com/eclipse/paho.mqtt.golang'], context)) {
      yield uses({ at: call.span, protocol: 'mqtt', via: 'paho', target: call.arguments[0] && textIn(call.arguments[0], context) });
    }
    if (call.path.length > 1 && METHODS.test(lastName(call))) yield* methods(call, context);
    yield* wrapped(call);
  },
};

function* connected(call: Call, { system, at }: (typeof BROKERS)[number], context: Context): Generator<CodeFact> {
  const address = typeof at === 'number' ? (call.arguments[at] ?? undefined) : fieldOf(call, at, context);
  if (typeof at !== 'number' && !address) return;
  yield uses({ at: call.span, protocol: system, via: call.path.join('.'), target: address && textIn(address, context) });
}

/** Messages and readers that name their topic in a field. */
function* topicsOf(call: Call, name: string, context: Context): Generator<CodeFact> {
  if (/(Shopify|IBM)\/sarama\.ProducerMessage$/.test(name))
    yield* topic('publishes', call, { system: 'kafka', topic: fieldOf(call, ['Topic'], context) }, context);
  if (/segmentio\/kafka-go\.(Writer|WriterConfig|Message)$/.test(name))
    yield* topic('publishes', call, { system: 'kafka', topic: fieldOf(call, ['Topic'], context) }, context);
  if (name.endsWith('segmentio/kafka-go.ReaderConfig'))
    yield* topic('subscribes', call, { system: 'kafka', topic: fieldOf(call, ['Topic', 'GroupTopics'], context) }, context);
  if (/confluent-kafka-go(\/kafka)?\.TopicPartition$/.test(name) && !context.names.includes('offsets')) {
    yield* topic('publishes', call, { system: 'kafka', topic: fieldOf(call, ['Topic'], context) }, context);
  }
  if (/twmb\/franz-go\/pkg\/kgo\.(ConsumeTopics)$/.test(name))
    for (const argument of call.arguments) yield* topic('subscribes', call, { system: 'kafka', topic: argument }, context);
  if (/twmb\/franz-go\/pkg\/kgo\.(Record)$/.test(name))
    yield* topic('publishes', call, { system: 'kafka', topic: fieldOf(call, ['Topic'], context) }, context);
  if (name.endsWith('bsm/sarama-cluster.NewConsumer'))
    yield* topic('subscribes', call, { system: 'kafka', topic: call.arguments[2] }, context);
  if (name.endsWith('hibiken/asynq.NewTask')) yield* topic('publishes', call, { system: 'redis', topic: call.arguments[0] }, context);
  if (name.endsWith('go-queue/kq.NewPusher')) yield* topic('publishes', call, { system: 'kafka', topic: call.arguments[1] }, context);
  if (name.endsWith('nsqio/go-nsq.NewConsumer'))
    yield* topic('subscribes', call, { system: 'messaging', topic: call.arguments[0] }, context);
  if (name.endsWith('pulsar-client-go/pulsar.ProducerOptions'))
    yield* topic('publishes', call, { system: 'pulsar', topic: fieldOf(call, ['Topic'], context) }, context);
  if (name.endsWith('pulsar-client-go/pulsar.ConsumerOptions'))
    yield* topic('subscribes', call, { system: 'pulsar', topic: fieldOf(call, ['Topic', 'Topics'], context) }, context);
  if (/aws-sdk-go(-v2)?\/service\/sqs\.SendMessageInput$/.test(name))
    yield* topic('publishes', call, { system: 'sqs', topic: fieldOf(call, ['QueueUrl'], context) }, context);
  if (/aws-sdk-go(-v2)?\/service\/sqs\.ReceiveMessageInput$/.test(name))
    yield* topic('subscribes', call, { system: 'sqs', topic: fieldOf(call, ['QueueUrl'], context) }, context);
  if (/aws-sdk-go(-v2)?\/service\/sns\.PublishInput$/.test(name))
    yield* topic('publishes', call, { system: 'sns', topic: fieldOf(call, ['TopicArn'], context) }, context);
  if (/micro\S*\.(RegisterSubscriber|Subscribe)$/.test(name)) yield* topic('subscribes', call, { topic: call.arguments[0] }, context);
  if (/micro\S*\.(NewEvent|NewPublisher|Publish)$/.test(name)) yield* topic('publishes', call, { topic: call.arguments[0] }, context);
}

interface Named {
  readonly system?: Technology;
  readonly topic: Expression | undefined;
}

function* topic(kind: 'publishes' | 'subscribes', call: Call, named: Named, context: Context): Generator<CodeFact> {
  if (!named.topic) return;
  const items = named.topic.kind === 'list' ? named.topic.items : [named.topic];
  for (const item of items) {
    if (item.kind === 'text' && item.text === '') continue;
    yield {
      kind,
      at: call.span,
      ...(named.system && { system: named.system }),
      topic: textIn(item, context),
      via: call.path.slice(-2).join('.'),
    };
  }
}

/** AMQP 1.0, as Service Bus, Artemis and RabbitMQ 4 speak it. */
const AMQP_1 = ['github.com/Azure/go-amqp', 'pack.ag/amqp'];
const AMQP = ['github.com/streadway/amqp', 'github.com/rabbitmq/amqp091-go'];
const AZURE = 'github.com/Azure/azure-sdk-for-go/sdk/messaging/azservicebus';
const NATS = [
  'github.com/nats-io/nats.go',
  'github.com/nats-io/go-nats',
  'github.com/nats-io/nats',
  'github.com/nats-io/stan.go',
  'github.com/nats-io/go-nats-streaming',
];

/** First names of all methods below, so that most calls cost one look. */
const METHODS =
  /^(Publish|Consume|Queue|Request|Subscribe|ChanSubscribe|PullSubscribe|Subscri|Topic|DeferredPublish|NewSender|NewReceiver|Handle|AddHandler|AddNoPublisherHandler)/;

/** Methods on connections that the file made or was given. */
function* methods(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const some = (names: readonly string[]): boolean => importsAny(names, context);
  const [first, second, third] = call.arguments;
  if (some(AMQP) && /^(Publish|PublishWithContext|PublishWithDeferredConfirm|PublishWithDeferredConfirmWithContext)$/.test(last)) {
    const [exchange, key] = last.endsWith('Context') ? [second, third] : [first, second];
    yield* topic(
      'publishes',
      call,
      { system: 'rabbitmq', topic: exchange?.kind === 'text' && exchange.text === '' ? key : exchange },
      context,
    );
  }
  if (some(AMQP) && /^(Consume|ConsumeWithContext)$/.test(last) && call.arguments.length >= 6) {
    yield* topic('subscribes', call, { system: 'rabbitmq', topic: queueOf(last.endsWith('Context') ? second : first, context) }, context);
  }
  if (some(AMQP) && last === 'QueueBind') yield* topic('subscribes', call, { system: 'rabbitmq', topic: third }, context);
  if (some(NATS) && /^(Publish|PublishMsg|Request|RequestWithContext|PublishRequest|PublishAsync)$/.test(last)) {
    const subject = last === 'PublishMsg' ? fieldOf(call, ['Subject'], context) : undefined;
    yield* topic('publishes', call, { system: 'nats', topic: subject ?? call.arguments.find(argument => !isContext(argument)) }, context);
  }
  if (some(NATS) && /^(Subscribe|QueueSubscribe|SubscribeSync|QueueSubscribeSync|ChanSubscribe|PullSubscribe)$/.test(last))
    yield* topic('subscribes', call, { system: 'nats', topic: first }, context);
  if (importsAny(['github.com/ThreeDotsLabs/watermill'], context)) yield* watermill(call, context);
  if (
    /(Shopify|IBM)\/sarama\.(NewConsumer|NewConsumerGroup|Consumer|ConsumerGroup)$/.test(receiverOf(call, context) ?? '') ||
    (some(['github.com/Shopify/sarama', 'github.com/IBM/sarama']) && call.arguments.length === 3)
  ) {
    if (last === 'ConsumePartition') yield* topic('subscribes', call, { system: 'kafka', topic: first }, context);
    if (last === 'Consume') yield* topic('subscribes', call, { system: 'kafka', topic: second }, context);
  }
  if (some(['github.com/confluentinc/confluent-kafka-go']) && /^(SubscribeTopics|Subscribe)$/.test(last))
    yield* topic('subscribes', call, { system: 'kafka', topic: first }, context);
  if (some(['cloud.google.com/go/pubsub']) && /^(Topic|Publisher)$/.test(last))
    yield* topic('publishes', call, { system: 'pubsub', topic: first }, context);
  if (some(['cloud.google.com/go/pubsub']) && /^(Subscription|Subscriber)$/.test(last))
    yield* topic('subscribes', call, { system: 'pubsub', topic: first }, context);
  if (some([AZURE]) && last === 'NewSender') yield* topic('publishes', call, { system: 'servicebus', topic: first }, context);
  if (some([AZURE]) && /^NewReceiverFor(Queue|Subscription)$/.test(last))
    yield* topic('subscribes', call, { system: 'servicebus', topic: first }, context);
  if (some(AMQP_1) && /^New(Sender|Receiver)$/.test(last) && second)
    yield* topic(last === 'NewSender' ? 'publishes' : 'subscribes', call, { system: 'messaging', topic: nodeOf(second) }, context);
  if (PUBSUB.test(call.path.at(-2) ?? '') && last === 'Subscribe' && call.arguments.length > 1 && !importsAny(KNOWN, context))
    yield* topic('subscribes', call, { topic: call.arguments.find(isListOfTopics) }, context);
  if (/^Handle(Func)?$/.test(last) && /hibiken\/asynq\.(NewServeMux|ServeMux)$/.test(receiverOf(call, context) ?? ''))
    yield* topic('subscribes', call, { system: 'redis', topic: first }, context);
  if (some(['github.com/nsqio/go-nsq']) && /^(Publish|PublishAsync|DeferredPublish)$/.test(last))
    yield* topic('publishes', call, { topic: first }, context);
  if (some(['github.com/eclipse/paho.mqtt.golang']) && /^(Publish|Subscribe)$/.test(last))
    yield* topic(last === 'Publish' ? 'publishes' : 'subscribes', call, { system: 'mqtt', topic: first }, context);
}

/** What teams and small libraries put around a broker: `pubsub.Subscribe(bus, []string{"orders"}, router)`. */
const PUBSUB = /^(pub_?sub|subscriber|broker|messag(e|ing)_?bus|event_?bus)$/i;
const KNOWN = [
  ...AMQP,
  ...AMQP_1,
  ...NATS,
  AZURE,
  'cloud.google.com/go/pubsub',
  'github.com/eclipse/paho.mqtt.golang',
  'github.com/ThreeDotsLabs/watermill',
];

/** A program's own client of its broker: `messaging.PublishOnQueue(ctx, body, "orders")`, `messaging.SubscribeToQueue("orders", handler)`. */
function* wrapped({ path, arguments: given, span, on }: Call): Generator<CodeFact> {
  const [, verb] = WRAPS.exec(path.at(-1) ?? '') ?? [];
  const channel = given.find(argument => argument.kind === 'text' && CHANNEL.test(argument.text));
  if (verb === undefined || on || channel?.kind !== 'text' || !BUS.test(path.at(-2) ?? '')) return;
  yield { kind: verb === 'Publish' ? 'publishes' : 'subscribes', at: span, topic: literal(channel.text), via: path.slice(-2).join('.') };
}

/** Names that no library has: those that say what is published on, or subscribed to. */
const WRAPS = /^(Publish|Subscribe|Consume)(?:On|To|From)\w+$/;
const BUS = /messag|broker|bus$|queue|amqp|rabbit|kafka|nats|mq|pub_?sub/i;
const CHANNEL = /^[A-Za-z][\w.:/-]+$/;

const isListOfTopics = (argument: Expression): boolean =>
  argument.kind === 'list' && argument.items.length > 0 && argument.items.every(({ kind }) => kind === 'text' || kind === 'name');

/** RabbitMQ names its nodes `/queues/orders` and `/exchanges/orders/key`. */
function nodeOf(address: Expression): Expression {
  const [first, second] = address.kind === 'join' ? address.parts : [address];
  if (first?.kind !== 'text' || !NODE.test(first.text)) return address;
  const rest = first.text.replace(NODE, '').split('/')[0]!;
  return rest === '' && second ? second : { ...first, text: rest };
}

const NODE = /^\/(queues|exchanges)\//;

/** `q.Name` of a declared queue is the name that it was declared with. */
function queueOf(queue: Expression | undefined, context: Context): Expression | undefined {
  if (queue?.kind !== 'name' || queue.path.at(-1) !== 'Name') return queue;
  const declared = context.made.get(queue.path.at(-2) ?? '');
  return declared && lastName(declared).startsWith('QueueDeclare') ? declared.arguments[0] : queue;
}

function* watermill(call: Call, context: Context): Generator<CodeFact> {
  const last = lastName(call);
  const [first, second, , fourth] = call.arguments;
  if (last === 'Publish') yield* topic('publishes', call, { topic: first }, context);
  if (last === 'Subscribe') yield* topic('subscribes', call, { topic: second }, context);
  if (last === 'AddHandler' || last === 'AddNoPublisherHandler') yield* topic('subscribes', call, { topic: second }, context);
  if (last === 'AddHandler') yield* topic('publishes', call, { topic: fourth }, context);
}
