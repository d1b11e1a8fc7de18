import { expect, test } from 'vitest';
import { jumps, type Texts } from './jump.ts';

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
    'bunny',
    {
      'shop/app.rb':
        'require "bunny"\nconn = Bunny.new("amqp://mq")\nch = conn.create_channel\nch.default_exchange.publish("x", routing_key: "or¦ders")\n',
    },
    {
      'stock/app.rb':
        'require "bunny"\nconn = Bunny.new("amqp://mq")\nch = conn.create_channel\nq = ch.queue("orders", durable: true)\nq.subscribe do |info, props, body|\n  puts body\nend\n',
    },
    'stock/app.rb: q.subscribe do |info, props, body|',
  ),
  sent(
    'karafka',
    { 'shop/app.rb': 'require "karafka"\nKarafka.producer.produce_async(topic: "or¦ders", payload: "x")\n' },
    {
      'stock/karafka.rb':
        'class KarafkaApp < Karafka::App\n  routes.draw do\n    topic :orders do\n      consumer OrdersConsumer\n    end\n  end\nend\n',
    },
    'stock/karafka.rb: topic :orders do',
  ),
  sent(
    'racecar',
    { 'shop/app.rb': 'require "kafka"\nkafka = Kafka.new(["kafka:9092"])\nkafka.deliver_message("x", topic: "or¦ders")\n' },
    {
      'stock/orders_consumer.rb': 'class OrdersConsumer < Racecar::Consumer\n  subscribes_to "orders"\n  def process(message); end\nend\n',
    },
    'stock/orders_consumer.rb: subscribes_to "orders"',
  ),
  sent(
    'sneakers',
    {
      'shop/app.rb':
        'require "bunny"\nch = Bunny.new("amqp://mq").create_channel\nexchange = ch.direct("shop")\nexchange.publish("x", routing_key: "or¦ders")\n',
    },
    { 'stock/worker.rb': 'class Worker\n  include Sneakers::Worker\n  from_queue "orders"\n  def work(m); end\nend\n' },
    'stock/worker.rb: from_queue "orders"',
  ),
  sent(
    'sidekiq active job',
    { 'shop/app.rb': 'class Checkout\n  def pay\n    ReserveJob.perform_la¦ter(1)\n  end\nend\n' },
    { 'stock/app/jobs/reserve_job.rb': 'class ReserveJob < ApplicationJob\n  queue_as :default\n  def perform(id); end\nend\n' },
    'stock/app/jobs/reserve_job.rb: class ReserveJob < ApplicationJob',
  ),
  sent(
    'php amqplib',
    {
      'shop/index.php':
        '<?php\nuse PhpAmqpLib\\Connection\\AMQPStreamConnection;\n$c = new AMQPStreamConnection("mq", 5672, "a", "b");\n$ch = $c->channel();\n$ch->basic_publish($msg, "", "or¦ders");\n',
    },
    {
      'stock/index.php':
        '<?php\nuse PhpAmqpLib\\Connection\\AMQPStreamConnection;\n$c = new AMQPStreamConnection("mq", 5672, "a", "b");\n$ch = $c->channel();\n$ch->basic_consume("orders", "", false, true, false, false, $callback);\n',
    },
    'stock/index.php: $ch->basic_consume("orders", "", false, true, false, false, $callback);',
  ),
  sent(
    'laravel job',
    { 'shop/app/Checkout.php': '<?php\nnamespace App;\nclass Checkout {\n  public function pay() { Reserve¦Stock::dispatch(1); }\n}\n' },
    {
      'stock/app/Jobs/ReserveStock.php':
        '<?php\nnamespace App\\Jobs;\nuse Illuminate\\Contracts\\Queue\\ShouldQueue;\nclass ReserveStock implements ShouldQueue {\n  public function handle() {}\n}\n',
    },
    'stock/app/Jobs/ReserveStock.php: class ReserveStock implements ShouldQueue {',
  ),
  sent(
    'symfony messenger',
    {
      'shop/src/Checkout.php':
        '<?php\nnamespace App;\nuse Symfony\\Component\\Messenger\\MessageBusInterface;\nclass Checkout {\n  public function pay(MessageBusInterface $bus) { $bus->dispatch(new Order¦Placed(1)); }\n}\n',
    },
    {
      'stock/src/Handler.php':
        '<?php\nnamespace App;\nuse Symfony\\Component\\Messenger\\Attribute\\AsMessageHandler;\n#[AsMessageHandler]\nclass Handler {\n  public function __invoke(OrderPlaced $message) {}\n}\n',
    },
    'stock/src/Handler.php: public function __invoke(OrderPlaced $message) {}',
  ),
];

test.each(MESSAGES)('who sends is led to who receives: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
