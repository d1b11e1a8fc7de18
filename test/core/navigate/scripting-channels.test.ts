import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

/** Buses of the program's own, tasks, and queues of RabbitMQ, as Python writes them. */
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
    'a bus of its own',
    { 'shop/main.py': 'from bus import EventBus\nbus = EventBus()\nbus.publish_event(event_type="order.pl¦aced", body={})\n' },
    {
      'stock/main.py':
        'import aio_pika\nasync def go(channel, exchange):\n    queue = await channel.declare_queue("stock")\n    await queue.bind(exchange, routing_key="order.placed")\n',
    },
    'stock/main.py: await queue.bind(exchange, routing_key="order.placed")',
  ),
  sent(
    'from a queue to a bus of its own',
    {
      'stock/main.py':
        'import aio_pika\nasync def go(channel, exchange):\n    queue = await channel.declare_queue("stock")\n    await queue.bind(exchange, routing_key="order.pl¦aced")\n',
    },
    {
      'shop/main.py':
        'import os\nfrom bus import EventBus\nbus = EventBus(os.environ["MQ"])\nbus.publish_event(event_type="order.placed", body={})\n',
    },
    'shop/main.py: bus.publish_event(event_type="order.placed", body={})',
  ),
  sent(
    'a list of routing keys',
    {
      'shop/main.py':
        'import aio_pika\nasync def go(exchange):\n    await exchange.publish(aio_pika.Message(b"x"), routing_key="order.pl¦aced")\n',
    },
    {
      'stock/main.py':
        'import aio_pika\nasync def go(channel, exchange):\n    queue = await channel.declare_queue("stock")\n    routing_keys = ["order.placed"]\n    for key in routing_keys:\n        await queue.bind(exchange, routing_key=key)\n',
    },
    'stock/main.py: routing_keys = ["order.placed"]',
  ),

  sent(
    'celery send_task named',
    { 'shop/main.py': 'from celery import Celery\napp = Celery("shop", broker="redis://r")\napp.send_task("stock.res¦erve", args=[1])\n' },
    {
      'stock/tasks.py':
        'from celery import Celery\napp = Celery("stock", broker="redis://r")\n@app.task(name="stock.reserve")\ndef reserve(item): ...\n',
    },
    'stock/tasks.py: @app.task(name="stock.reserve")',
  ),
  sent(
    'celery send_task by module',
    {
      'shop/main.py':
        'from celery import Celery\napp = Celery("shop", broker="redis://r")\napp.send_task("stock.tasks.res¦erve", args=[1])\n',
    },
    { 'stock/tasks.py': 'from celery import Celery\napp = Celery("stock", broker="redis://r")\n@app.task\ndef reserve(item): ...\n' },
    'stock/tasks.py: @app.task',
  ),
  sent(
    'celery signature',
    {
      'shop/main.py':
        'from celery import Celery\napp = Celery("shop", broker="redis://r")\napp.signature("stock.res¦erve", args=[1]).delay()\n',
    },
    { 'stock/tasks.py': 'from celery import shared_task\n@shared_task(name="stock.reserve")\ndef reserve(item): ...\n' },
    'stock/tasks.py: @shared_task(name="stock.reserve")',
  ),
  sent(
    'pika queue',
    {
      'shop/main.py':
        'import pika\nc = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()\nc.basic_publish(exchange="", routing_key="or¦ders", body="x")\n',
    },
    {
      'stock/main.py':
        'import pika\nc = pika.BlockingConnection(pika.ConnectionParameters("mq")).channel()\nc.basic_consume(queue="orders", on_message_callback=print)\n',
    },
    'stock/main.py: c.basic_consume(queue="orders", on_message_callback=print)',
  ),
  sent(
    'aio_pika',
    {
      'shop/main.py':
        'import aio_pika\nasync def go():\n    connection = await aio_pika.connect_robust("amqp://mq")\n    channel = await connection.channel()\n    await channel.default_exchange.publish(aio_pika.Message(b"x"), routing_key="or¦ders")\n',
    },
    {
      'stock/main.py':
        'import aio_pika\nasync def go():\n    connection = await aio_pika.connect_robust("amqp://mq")\n    channel = await connection.channel()\n    queue = await channel.declare_queue("orders", durable=True)\n    await queue.consume(print)\n',
    },
    'stock/main.py: await queue.consume(print)',
  ),
  sent(
    'aio_pika iterator',
    {
      'shop/main.py':
        'import aio_pika\nasync def go(channel):\n    await channel.default_exchange.publish(aio_pika.Message(b"x"), routing_key="or¦ders")\n',
    },
    {
      'stock/main.py':
        'import aio_pika\nasync def go(channel):\n    queue = await channel.declare_queue("orders")\n    async with queue.iterator() as messages: ...\n',
    },
    'stock/main.py: async with queue.iterator() as messages: ...',
  ),
  sent(
    'aio_pika bind',
    {
      'shop/main.py':
        'import aio_pika\nasync def go(channel):\n    exchange = await channel.declare_exchange("shop", "topic")\n    await exchange.publish(aio_pika.Message(b"x"), routing_key="order.pl¦aced")\n',
    },
    {
      'stock/main.py':
        'import aio_pika\nasync def go(channel):\n    exchange = await channel.declare_exchange("shop", "topic")\n    queue = await channel.declare_queue("stock")\n    await queue.bind(exchange, routing_key="order.placed")\n    await queue.consume(print)\n',
    },
    'stock/main.py: await queue.bind(exchange, routing_key="order.placed")',
  ),
];

test.each(MESSAGES)('who sends is led to who receives: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
