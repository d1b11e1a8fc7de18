import { describe, expect, test } from 'vitest';
import { said } from './facts-of.ts';

describe('brokers', () => {
  test.each([
    [`await this.producer.send({ topic: Topics.CREATED, messages: [] })`, ['publishes kafka <Topics.CREATED>']],
    [
      `producer.sendBatch({ topicMessages: [{ topic: 'a', messages }, { topic: 'b', messages }] })`,
      ['publishes kafka a', 'publishes kafka b'],
    ],
    [`consumer.subscribe({ topics: ['a', 'b'], fromBeginning: true })`, ['subscribes kafka a', 'subscribes kafka b']],
    [`channel.sendToQueue('mail', Buffer.from(x))`, ['publishes rabbitmq mail']],
    [`channel.publish('orders', 'created', Buffer.from(x))`, ['publishes rabbitmq orders']],
    [`channel.publish('', 'mail', Buffer.from(x))`, ['publishes rabbitmq mail']],
    [
      `channel.bindQueue(q.queue, 'orders', '#'); channel.consume(q.queue, f); channel.consume('mail', f)`,
      ['subscribes rabbitmq orders', 'subscribes rabbitmq mail'],
    ],
    [
      `import { connect } from 'nats'; const nc = await connect({ servers: 'nats:4222' }); nc.publish('a'); nc.subscribe('b')`,
      ['nats nats:4222', 'publishes nats a', 'subscribes nats b'],
    ],
    [
      `import Redis from 'ioredis'; const r = new Redis('redis://c'); r.publish('a', m); r.subscribe('b'); r.get('c')`,
      ['redis redis://c', 'publishes redis a', 'subscribes redis b'],
    ],
    [
      `import { Queue, Worker } from 'bullmq'; const q = new Queue('mail'); q.add('x', {}); new Worker('mail', f)`,
      ['redis -', 'publishes redis mail', 'redis -', 'subscribes redis mail'],
    ],
    [`sqs.send(new SendMessageCommand({ QueueUrl: process.env.Q, MessageBody: b }))`, ['publishes sqs $Q']],
    [
      `import { PubSub } from '@google-cloud/pubsub'; const p = new PubSub(); p.topic('a').publishMessage({}); p.subscription('b').on('message', f)`,
      ['pubsub -', 'publishes pubsub a', 'subscribes pubsub b'],
    ],
    [
      `import { AmqpConnection } from '@golevelup/nestjs-rabbitmq'; class A { constructor(private amqp: AmqpConnection) {} f() { this.amqp.publish('orders', 'a', {}); } @RabbitSubscribe({ exchange: 'orders', queue: 'q' }) g() {} }`,
      ['publishes rabbitmq orders', 'subscribes rabbitmq orders'],
    ],
  ])('%s', (text, facts) => {
    expect(said(text)).toEqual(facts);
  });
});

test('NestJS clients publish and handlers subscribe', () => {
  expect(
    said(`import { ClientKafka, ClientProxy } from '@nestjs/microservices';
    class A { constructor(private k: ClientKafka, private p: ClientProxy) {} f() { this.k.emit('a', {}); this.p.send({ cmd: 'b' }, {}); this.other.emit('c'); }
      @EventPattern('a') g() {} @MessagePattern({ cmd: 'b' }) h() {} }`),
  ).toEqual(['publishes kafka a', 'publishes ? b', 'subscribes ? a', 'subscribes ? b']);
});

test('a message that is named by its class has the class as its topic', () => {
  expect(
    said(`this.rabbitPublisher.publishMessage(new UserCreated(user)); this.rabbitConsumer.consumeMessage(new UserCreated(), handle)`),
  ).toEqual(['publishes ? <UserCreated>', 'subscribes ? <UserCreated>']);
  expect(
    said(
      `import { OrderPlaced } from './events'; class A { f(event: OrderPlaced) { this.producer.produce(event.constructor.name, event); } }`,
    ),
  ).toEqual(['publishes ? <OrderPlaced>']);
});

test('a class that extends a publisher or listener says its subject in a field', () => {
  expect(
    said(
      `class A extends Publisher<X> { readonly subject = Subjects.Created; } class B extends Listener<X> { subject = Subjects.Created; queueGroupName = 'q'; }`,
    ),
  ).toEqual(['publishes ? <Subjects.Created>', 'subscribes ? <Subjects.Created>']);
});

test('events inside a process are no topics', () => {
  expect(
    said(
      `import { EventBus } from '@nestjs/cqrs'; class A { constructor(private eventBus: EventBus) {} f() { this.eventBus.publish(new UserCreated()); } }`,
    ),
  ).toEqual([]);
  expect(said(`socket.emit('a', x); socket.on('b', f); emitter.emit('c'); this.subject$.subscribe(f); store.dispatch(new Load())`)).toEqual(
    [],
  );
});
