import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Queues and topics of clouds, Redis, NATS and Kafka, as Python's libraries write them. */
interface Jump {
  readonly rule: string;
  readonly files: Texts;
  readonly what?: 'references' | 'definitions';
  readonly leads: readonly string[];
}

const TWO = { 'compose.yaml': 'services:\n  shop: { build: shop }\n  stock: { build: stock }\n' };

/** From who sends, in the shop, to who receives, in the stock. */
const sent = (rule: string, from: Texts, to: Texts, leads: string): Jump => ({
  rule,
  files: { ...TWO, ...from, ...to },
  what: 'references',
  leads: [leads],
});

const MESSAGES: readonly Jump[] = [
  sent(
    'kombu',
    {
      'shop/main.py':
        'from kombu import Connection, Producer\nwith Connection("amqp://mq") as conn:\n    producer = Producer(conn)\n    producer.publish({"a": 1}, exchange="shop", routing_key="or¦ders")\n',
    },
    {
      'stock/main.py':
        'from kombu import Connection, Consumer, Exchange, Queue\nqueue = Queue("stock", Exchange("shop"), routing_key="orders")\nwith Connection("amqp://mq") as conn:\n    with Consumer(conn, queues=[queue], callbacks=[print]): ...\n',
    },
    'stock/main.py: queue = Queue("stock", Exchange("shop"), routing_key="orders")',
  ),
  sent(
    'confluent',
    {
      'shop/main.py':
        'from confluent_kafka import Producer\np = Producer({"bootstrap.servers": "kafka:9092"})\np.produce("or¦ders", b"x")\n',
    },
    {
      'stock/main.py': 'from confluent_kafka import Consumer\nc = Consumer({"bootstrap.servers": "kafka:9092"})\nc.subscribe(["orders"])\n',
    },
    'stock/main.py: c.subscribe(["orders"])',
  ),
  sent(
    'kafka-python',
    { 'shop/main.py': 'from kafka import KafkaProducer\np = KafkaProducer(bootstrap_servers="kafka:9092")\np.send("or¦ders", b"x")\n' },
    { 'stock/main.py': 'from kafka import KafkaConsumer\nc = KafkaConsumer("orders", bootstrap_servers="kafka:9092")\n' },
    'stock/main.py: c = KafkaConsumer("orders", bootstrap_servers="kafka:9092")',
  ),
  sent(
    'aiokafka',
    {
      'shop/main.py':
        'from aiokafka import AIOKafkaProducer\nclass Bus:\n    def __init__(self):\n        self.producer = AIOKafkaProducer(bootstrap_servers="kafka:9092")\n    async def go(self):\n        await self.producer.send_and_wait("or¦ders", b"x")\n',
    },
    { 'stock/main.py': 'from aiokafka import AIOKafkaConsumer\nc = AIOKafkaConsumer("orders", bootstrap_servers="kafka:9092")\n' },
    'stock/main.py: c = AIOKafkaConsumer("orders", bootstrap_servers="kafka:9092")',
  ),
  sent(
    'faust',
    {
      'shop/main.py':
        'from aiokafka import AIOKafkaProducer\nproducer = AIOKafkaProducer(bootstrap_servers="kafka:9092")\nasync def go():\n    await producer.send_and_wait("or¦ders", b"x")\n',
    },
    {
      'stock/main.py':
        'import faust\napp = faust.App("stock", broker="kafka://kafka:9092")\norders = app.topic("orders")\n@app.agent(orders)\nasync def reserve(stream): ...\n',
    },
    'stock/main.py: orders = app.topic("orders")',
  ),
  sent(
    'faststream publisher',
    {
      'shop/main.py':
        'from faststream import FastStream\nfrom faststream.kafka import KafkaBroker\nbroker = KafkaBroker("kafka:9092")\nasync def go():\n    await broker.publish("x", "or¦ders")\n',
    },
    {
      'stock/main.py':
        'from faststream.kafka import KafkaBroker\nbroker = KafkaBroker("kafka:9092")\n@broker.subscriber("orders")\nasync def reserve(order): ...\n',
    },
    'stock/main.py: @broker.subscriber("orders")',
  ),
  sent(
    'faststream topic',
    {
      'shop/main.py':
        'from faststream.kafka import KafkaBroker\nbroker = KafkaBroker("kafka:9092")\n@broker.publisher("or¦ders")\nasync def go(): ...\n',
    },
    {
      'stock/main.py':
        'from faststream.kafka import KafkaBroker\nbroker = KafkaBroker("kafka:9092")\n@broker.subscriber("orders")\nasync def reserve(order): ...\n',
    },
    'stock/main.py: @broker.subscriber("orders")',
  ),
  sent(
    'nats',
    {
      'shop/main.py':
        'import nats\nasync def go():\n    nc = await nats.connect("nats://nats:4222")\n    await nc.publish("or¦ders", b"x")\n',
    },
    {
      'stock/main.py':
        'import nats\nasync def go():\n    nc = await nats.connect("nats://nats:4222")\n    await nc.subscribe("orders", cb=print)\n',
    },
    'stock/main.py: await nc.subscribe("orders", cb=print)',
  ),
  sent(
    'redis pubsub',
    { 'shop/main.py': 'import redis\nr = redis.Redis(host="redis")\nr.publish("or¦ders", "x")\n' },
    { 'stock/main.py': 'import redis\nr = redis.Redis(host="redis")\np = r.pubsub()\np.subscribe("orders")\n' },
    'stock/main.py: p.subscribe("orders")',
  ),
  sent(
    'sqs',
    {
      'shop/main.py':
        'import boto3\nsqs = boto3.resource("sqs")\nqueue = sqs.get_queue_by_name(QueueName="or¦ders")\nqueue.send_message(MessageBody="x")\n',
    },
    {
      'stock/main.py':
        'import boto3\nsqs = boto3.resource("sqs")\nqueue = sqs.get_queue_by_name(QueueName="orders")\nfor m in queue.receive_messages(): ...\n',
    },
    'stock/main.py: queue = sqs.get_queue_by_name(QueueName="orders")',
  ),
  sent(
    'sqs url by name',
    {
      'shop/main.py':
        'import boto3\nsqs = boto3.client("sqs")\ndef go():\n    url = sqs.get_queue_url(QueueName="orders")["QueueUrl"]\n    sqs.send_message(QueueUrl=u¦rl, MessageBody="x")\n',
    },
    {
      'stock/main.py':
        'import boto3\nsqs = boto3.client("sqs")\ndef go():\n    url = sqs.get_queue_url(QueueName="orders")["QueueUrl"]\n    sqs.receive_message(QueueUrl=url)\n',
    },
    'stock/main.py: sqs.receive_message(QueueUrl=url)',
  ),
  sent(
    'dramatiq',
    {
      'shop/main.py':
        'import dramatiq\nfrom dramatiq.brokers.rabbitmq import RabbitmqBroker\nfrom tasks import reserve\nreserve.se¦nd(1)\n',
    },
    { 'stock/tasks.py': 'import dramatiq\n@dramatiq.actor\ndef reserve(item): ...\n' },
    'stock/tasks.py: @dramatiq.actor',
  ),
  sent(
    'pubsub',
    {
      'shop/main.py':
        'from google.cloud import pubsub_v1\npublisher = pubsub_v1.PublisherClient()\ntopic = publisher.topic_path("p", "orders")\npublisher.publish(to¦pic, b"x")\n',
    },
    {
      'stock/main.py':
        'from google.cloud import pubsub_v1\nsubscriber = pubsub_v1.SubscriberClient()\nsub = subscriber.subscription_path("p", "orders")\nsubscriber.subscribe(sub, callback=print)\n',
    },
    'stock/main.py: subscriber.subscribe(sub, callback=print)',
  ),
];

test.each(MESSAGES)('who sends is led to who receives: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
