import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import { literal, type Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Annotation, Call, Expression } from '../../syntax.ts';
import { behind, fieldOf, isText, lastName, uses } from '../call-parts.ts';
import { simpleName, systemOf, topic, topicFact } from './topic.ts';
import { settingIn } from './settings.ts';

/** Brokers and their own client libraries, where topics and queues are texts. */
export const brokers: Reader = {
  name: 'csharp-brokers',
  languages: ['C#'],
  *call(call, context) {
    const last = lastName(call);
    if (call.constructs) yield* constructed(call, last, context);
    yield* rabbit(call, last, context);
    if (/^WithTopic(Filter)?$/.test(last) && isText(call.arguments[0]))
      yield* topic(last === 'WithTopic' ? 'publishes' : 'subscribes', call, { system: 'mqtt', topic: call.arguments[0], context });
    if (context.uses('Confluent.Kafka')) yield* kafka(call, last, context);
    if (context.uses('Azure.Messaging.ServiceBus')) yield* serviceBus(call, last, context);
    if (context.uses('DotNetCore.CAP') && /^Publish(Async|Delay|DelayAsync)?$/.test(last))
      yield* topic('publishes', call, {
        topic: call.arguments.find(argument => argument.kind === 'text' || argument.kind === 'name'),
        context,
      });
    if (context.uses('EasyNetQ')) yield* easyNetQ(call, last, context);
    if (context.uses('NATS') && /^(Publish|Request)(Async)?$/.test(last))
      yield* topic('publishes', call, { system: 'nats', topic: call.arguments[0], context });
    if (context.uses('NATS') && /^Subscribe(Async|Sync|Core)?(Async)?$/.test(last))
      yield* topic('subscribes', call, { system: 'nats', topic: call.arguments[0], context });
  },
  *statement(statement, context) {
    if (
      statement.kind === 'assign' &&
      /^(HostName|BootstrapServers)$/.test(statement.target.at(-1) ?? '') &&
      statement.target.length > 1 &&
      statement.value
    ) {
      const protocol = statement.target.at(-1) === 'HostName' ? 'rabbitmq' : 'kafka';
      if (context.uses(protocol === 'kafka' ? 'Confluent.Kafka' : 'RabbitMQ'))
        yield uses({ at: statement.span, protocol, via: statement.target.at(-1)!, target: settingIn(statement.value, context) });
    }
    if (statement.kind !== 'function' && statement.kind !== 'class') return;
    for (const annotation of statement.annotations) yield* subscribed(annotation, context);
  },
};

/** `[CapSubscribe("orders.created")]`, Dapr's `[Topic("pubsub", "orders")]`. */
function* subscribed(annotation: Annotation, context: Context): Generator<CodeFact> {
  const [first, second] = annotation.arguments;
  if (annotation.name === 'CapSubscribe' && first)
    yield topicFact('subscribes', annotation.span, settingIn(first, context), '[CapSubscribe]');
  if (annotation.name === 'Topic' && second) yield topicFact('subscribes', annotation.span, settingIn(second, context), 'Dapr [Topic]');
  const queue = /^(ServiceBusTrigger|RabbitMQTrigger|QueueTrigger|KafkaTrigger|EventHubTrigger)$/.test(annotation.name)
    ? annotation.arguments.at(annotation.name === 'KafkaTrigger' ? 1 : 0)
    : undefined;
  if (queue) yield topicFact('subscribes', annotation.span, settingIn(queue, context), `[${annotation.name}]`);
}

function* constructed(call: Call, last: string, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  if (last === 'ConnectionFactory' && context.uses('RabbitMQ')) {
    const host = fieldOf(call, ['HostName', 'Uri', 'Endpoint'], context);
    if (host) yield uses({ at: call.span, protocol: 'rabbitmq', via: 'RabbitMQ.Client', target: settingIn(host, context) });
  }
  if (/^(ProducerConfig|ConsumerConfig|AdminClientConfig|ClientConfig)$/.test(last)) {
    const servers = fieldOf(call, ['BootstrapServers'], context);
    if (servers) yield uses({ at: call.span, protocol: 'kafka', via: 'Confluent.Kafka', target: settingIn(servers, context) });
  }
  if (/^(ServiceBusClient|ServiceBusConnection)$/.test(last) && first)
    yield uses({ at: call.span, protocol: 'servicebus', via: last, target: settingIn(first, context) });
  if (/^(SendMessageRequest|ReceiveMessageRequest)$/.test(last)) {
    yield* topic(last === 'SendMessageRequest' ? 'publishes' : 'subscribes', call, {
      system: 'sqs',
      topic: first ?? fieldOf(call, ['QueueUrl'], context),
      context,
    });
  }
  if (last === 'PublishRequest' && context.uses('Amazon.SimpleNotificationService'))
    yield* topic('publishes', call, { system: 'sns', topic: first ?? fieldOf(call, ['TopicArn'], context), context });
}

const named = (call: Call, name: string, at: number): Expression | undefined =>
  call.named.find(entry => entry.key === name)?.value ?? call.arguments[at];

function* rabbit(call: Call, last: string, context: Context): Generator<CodeFact> {
  const system: Technology = 'rabbitmq';
  if (/^BasicPublish(Async)?$/.test(last)) {
    const exchange = named(call, 'exchange', 0);
    yield* topic('publishes', call, { system, topic: !exchange || isEmpty(exchange) ? named(call, 'routingKey', 1) : exchange, context });
  }
  if (/^BasicConsume(Async)?$/.test(last)) yield* topic('subscribes', call, { system, topic: named(call, 'queue', 0), context });
  if (/^QueueBind(Async)?$/.test(last)) yield* topic('subscribes', call, { system, topic: named(call, 'exchange', 1), context });
}

const isEmpty = (expression: Expression): boolean =>
  (isText(expression) && expression.text === '') ||
  (expression.kind === 'name' && expression.path.join('.').toLowerCase() === 'string.empty');

function* kafka(call: Call, last: string, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  if (/^Produce(Async)?$/.test(last)) yield* topic('publishes', call, { system: 'kafka', topic: first, context });
  if (last === 'Subscribe') yield* topic('subscribes', call, { system: 'kafka', topic: first, context });
}

function* serviceBus(call: Call, last: string, context: Context): Generator<CodeFact> {
  const system: Technology = 'servicebus';
  if (last === 'CreateSender') yield* topic('publishes', call, { system, topic: call.arguments[0], context });
  if (/^Create(Session)?(Processor|Receiver)$|^AcceptNextSessionAsync$/.test(last))
    yield* topic('subscribes', call, { system, topic: call.arguments[0], context });
}

/** EasyNetQ: messages by class through `PubSub`, exchanges that were declared through `Advanced`. */
function* easyNetQ(call: Call, last: string, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  const system: Technology = 'rabbitmq';
  if (last === 'CreateBus' && first) yield uses({ at: call.span, protocol: system, via: 'EasyNetQ', target: settingIn(first, context) });
  const declared = first && behind(first, context);
  const exchange =
    declared?.kind === 'call' && /^(Exchange|Queue)Declare(Async)?$/.test(lastName(declared)) ? declared.arguments[0] : undefined;
  if (exchange && /^Publish(Async)?$/.test(last)) yield* topic('publishes', call, { system, topic: exchange, context });
  if (exchange && /^(Bind|BindAsync)$/.test(last)) yield* topic('subscribes', call, { system, topic: exchange, context });
  if (/^Subscribe(Async)?$/.test(last) && call.types.length === 1)
    yield { ...topicFact('subscribes', call.span, literal(simpleName(call.types[0]!)), 'EasyNetQ'), system };
}

/** Buses whose topics are the classes of their messages: MassTransit, NServiceBus, Rebus, Wolverine, and event buses that people write. */
export const buses: Reader = {
  name: 'csharp-buses',
  languages: ['C#'],
  *statement(statement) {
    if (statement.kind !== 'class') return;
    for (const base of statement.bases) {
      const message = /^(?:IConsumer|IHandleMessages|IAmStartedByMessages|IConsumeAsync|ICapSubscribe)<([^<>]+(?:<[^<>]*>)?)>$/.exec(
        base,
      )?.[1];
      if (message && !message.startsWith('Batch<'))
        yield topicFact('subscribes', [statement.span[0], statement.span[0] + 1], literal(simpleName(message)), base.replace(/<.*$/, ''));
    }
  },
  *call(call, context) {
    const last = lastName(call);
    if (call.constructs) {
      // Integration events are made to be published, through whatever wrapper or outbox.
      if (last.endsWith('IntegrationEvent') && last !== 'IntegrationEvent' && !/^I[A-Z]/.test(last))
        yield topicFact('publishes', call.span, literal(last), 'integration event');
      return;
    }
    if (/^(Publish|PublishAsync|Send|SendLocal|PublishMessage)$/.test(last) && isBus(call, context)) {
      const message = messageOf(call, context);
      if (message) yield { ...topicFact('publishes', call.span, message, call.path.slice(-2).join('.')), ...systemOf(context) };
    }
    if (/^(Subscribe|SubscribeAsync|AddSubscription)$/.test(last) && call.types.length === 2)
      yield { ...topicFact('subscribes', call.span, literal(simpleName(call.types[0]!)), last), ...systemOf(context) };
    if (
      last === 'Host' &&
      context.uses('MassTransit') &&
      call.arguments[0] &&
      call.arguments[0].kind !== 'function' &&
      call.path.length > 1
    ) {
      yield uses({ at: call.span, protocol: 'rabbitmq', via: 'MassTransit', target: settingIn(call.arguments[0], context) });
    }
  },
};

/** A mediator inside the process has the same methods; only a bus leaves it. */
function isBus(call: Call, context: Context): boolean {
  const name = call.path.at(-2) ?? '';
  const type = context.types.get(name) ?? '';
  if (/IMediator|IPublisher\b|ISender\b|DomainEvent|IPipe\b|IPipe</.test(type) || /mediat|domainEvent|^next$|smtp|hub|client$/i.test(name))
    return false;
  // `cfg.Publish<T>(x => …)` describes the exchange of a message, for senders and receivers alike; `cfg.Send<T>(x => …)` is the sender's routing.
  if (lastName(call).startsWith('Publish') && call.arguments[0]?.kind === 'function') return false;
  if (
    /^(IPublishEndpoint|IBus|IBusControl|ISendEndpoint|ISendEndpointProvider|IEventBus|IMessageBus|IMessageSession|IMessageHandlerContext|IEndpointInstance|ICapPublisher|IIntegrationEventService|IEventPublisher|ConsumeContext\b.*|ITopicProducer\b.*)$/.test(
      type,
    )
  )
    return true;
  if (['MassTransit', 'NServiceBus', 'Rebus', 'Wolverine'].some(library => context.uses(library)))
    return type !== '' || /bus|endpoint|session|context|publish/i.test(name);
  return /event_?bus|message_?bus|^_?bus$|publish_?endpoint|^PubSub$/i.test(name);
}

/** The class of a message: a type argument, a construction, or a variable's type. */
function messageOf(call: Call, context: Context): Value | undefined {
  if (call.types[0]) return literal(simpleName(call.types[0]));
  const [first] = call.arguments;
  if (!first) return undefined;
  const made = behind(first, context);
  if (made.kind === 'call' && made.constructs && made.path.length > 0) return literal(lastName(made));
  if (made.kind === 'call' && made.types.length === 1) return literal(simpleName(made.types[0]!));
  const type = first.kind === 'name' ? context.types.get(first.path.at(-1) ?? '') : undefined;
  return type &&
    !/^(\w*Context(<.*)?|IntegrationEvent|IEvent|object|T|TEvent|TMessage|var|string|INotification|I\w*Event|\w*EventBase|Event)$/.test(
      type,
    )
    ? literal(simpleName(type))
    : undefined;
}
