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

const code = (rule: string, file: string, text: string): Jump => ({
  rule,
  files: {
    'compose.yaml': 'services:\n  shop:\n    build: shop\n    environment:\n      STOCK¦_URL: http://stock\n  stock: { build: stock }\n',
    [file]: text,
  },
  what: 'definitions',
  leads: [
    `${file}: ${text
      .split('\n')
      .find(line => line.includes('!'))
      ?.replace(' #!', '')
      .replace(' //!', '')
      .trim()}`,
  ],
});
const env = (rule: string, file: string, text: string): Jump => {
  const jump = code(rule, file, text);
  return { ...jump, files: { ...jump.files, [file]: text.replace(' #!', '').replace(' //!', '') } };
};

const KEYS: readonly Jump[] = [
  env('environ', 'shop/main.py', 'import os\nURL = os.environ["STOCK_URL"] #!\n'),
  env(
    'pydantic',
    'shop/main.py',
    'from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    stock_url: str = "x" #!\n',
  ),
  env(
    'pydantic prefix',
    'shop/main.py',
    'from pydantic_settings import BaseSettings, SettingsConfigDict\nclass Settings(BaseSettings):\n    model_config = SettingsConfigDict(env_prefix="STOCK_")\n    url: str #!\n',
  ),
  env(
    'pydantic alias',
    'shop/main.py',
    'from pydantic import Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = Field(..., validation_alias="STOCK_URL") #!\n',
  ),
  env(
    'pydantic choices',
    'shop/main.py',
    'from pydantic import AliasChoices, Field\nfrom pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n    url: str = Field(validation_alias=AliasChoices("OLD", "STOCK_URL")) #!\n',
  ),
  env('environs', 'shop/main.py', 'from environs import Env\nenv = Env()\nURL = env.str("STOCK_URL") #!\n'),
  env('environs call', 'shop/main.py', 'from environs import Env\nenv = Env()\nURL = env("STOCK_URL", "x") #!\n'),
  env('django-environ', 'shop/main.py', 'import environ\nenv = environ.Env()\nURL = env.url("STOCK_URL") #!\n'),
  env('decouple', 'shop/main.py', 'from decouple import config\nURL = config("STOCK_URL", default="x") #!\n'),
  env(
    'starlette config',
    'shop/main.py',
    'from starlette.config import Config\nconfig = Config(".env")\nURL = config("STOCK_URL", default="x") #!\n',
  ),
  env('helper', 'shop/main.py', 'import os\ndef need(name):\n    return os.environ[name]\nURL = need("STOCK_URL") #!\n'),
  env('laravel env', 'shop/config/services.php', '<?php\nreturn [\n  "stock" => ["url" => env("STOCK_URL")], //!\n];\n'),
  env('php getenv', 'shop/index.php', '<?php\n$url = getenv("STOCK_URL"); //!\n'),
  env('php $_ENV', 'shop/index.php', '<?php\n$url = $_ENV["STOCK_URL"] ?? "x"; //!\n'),
  env('ruby fetch', 'shop/app.rb', 'URL = ENV.fetch("STOCK_URL") #!\n'),
  env('ruby dig', 'shop/app.rb', 'class A\n  def url\n    ENV["STOCK_URL"] #!\n  end\nend\n'),
];

test.each(KEYS)('a key of a manifest leads to the code that reads it: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});

const CLIENTS: readonly Jump[] = (
  [
    [
      'requests session',
      'main.py',
      'import os, requests\nBASE = os.environ["STOCK_URL"]\ns = requests.Session()\ns.get(f"{BASE}/ite¦ms/{1}")\n',
    ],
    [
      'requests helper class',
      'main.py',
      'import os, requests\nclass Stock:\n    def __init__(self):\n        self.base = os.environ["STOCK_URL"]\n    def one(self, id):\n        return requests.get(self.base + "/ite¦ms/" + str(id))\n',
    ],
    [
      'urljoin',
      'main.py',
      'import os, requests\nfrom urllib.parse import urljoin\nrequests.get(urljoin(os.environ["STOCK_URL"], f"/ite¦ms/{1}"))\n',
    ],
    [
      'httpx client',
      'main.py',
      'import os, httpx\nasync def go():\n    async with httpx.AsyncClient(base_url=os.environ["STOCK_URL"]) as client:\n        await client.get(f"/ite¦ms/{1}")\n',
    ],
    [
      'aiohttp session base',
      'main.py',
      'import os, aiohttp\nasync def go():\n    async with aiohttp.ClientSession(os.environ["STOCK_URL"]) as session:\n        async with session.get("/ite¦ms/1") as r: ...\n',
    ],
    [
      'aiohttp f-string',
      'main.py',
      'import os, aiohttp\nSTOCK = os.environ["STOCK_URL"]\nasync def go():\n    async with aiohttp.ClientSession() as session:\n        async with session.get(f"{STOCK}/ite¦ms/{1}") as r: ...\n',
    ],
    ['urllib', 'main.py', 'import os, urllib.request\nurllib.request.urlopen(os.environ["STOCK_URL"] + "/ite¦ms/1")\n'],
    [
      'guzzle base',
      'index.php',
      '<?php\nuse GuzzleHttp\\Client;\nclass Stock {\n  public function __construct() { $this->client = new Client(["base_uri" => getenv("STOCK_URL")]); }\n  public function one($id) { return $this->client->get("/ite¦ms/" . $id); }\n}\n',
    ],
    [
      'guzzle request',
      'index.php',
      '<?php\nuse GuzzleHttp\\Client;\n$client = new Client();\n$client->request("GET", getenv("STOCK_URL") . "/ite¦ms/1");\n',
    ],
    [
      'laravel http',
      'app/Stock.php',
      '<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Stock { public function one($id) { return Http::baseUrl(env("STOCK_URL"))->get("/ite¦ms/{$id}"); } }\n',
    ],
    [
      'laravel http token',
      'app/Stock.php',
      '<?php\nuse Illuminate\\Support\\Facades\\Http;\nclass Stock { public function one($id) { return Http::withToken("t")->get(env("STOCK_URL") . "/ite¦ms/{$id}"); } }\n',
    ],
    [
      'symfony client',
      'src/Stock.php',
      '<?php\nuse Symfony\\Contracts\\HttpClient\\HttpClientInterface;\nclass Stock { public function __construct(private HttpClientInterface $client) {}\n public function one() { return $this->client->request("GET", $_ENV["STOCK_URL"] . "/ite¦ms/1"); } }\n',
    ],
    ['curl', 'index.php', '<?php\n$ch = curl_init();\ncurl_setopt($ch, CURLOPT_URL, getenv("STOCK_URL") . "/ite¦ms/1");\n'],
    [
      'faraday',
      'app.rb',
      'require "faraday"\nclass Stock\n  def conn\n    @conn ||= Faraday.new(url: ENV["STOCK_URL"]) do |f|\n      f.request :json\n    end\n  end\n  def one(id)\n    conn.get("/ite¦ms/#{id}")\n  end\nend\n',
    ],
    ['faraday plain', 'app.rb', 'require "faraday"\nconn = Faraday.new(url: ENV["STOCK_URL"])\nconn.get("/ite¦ms/1")\n'],
    [
      'httparty',
      'app.rb',
      'require "httparty"\nclass Stock\n  include HTTParty\n  base_uri ENV["STOCK_URL"]\n  def one(id)\n    self.class.get("/ite¦ms/#{id}")\n  end\nend\n',
    ],
    ['rest-client', 'app.rb', 'require "rest-client"\nRestClient.get "#{ENV["STOCK_URL"]}/ite¦ms/1"\n'],
    ['net http', 'app.rb', 'require "net/http"\nuri = URI("#{ENV["STOCK_URL"]}/ite¦ms/1")\nNet::HTTP.get(uri)\n'],
  ] as const
).map(([rule, file, text]) => ({
  rule,
  files: {
    'compose.yaml':
      'services:\n  shop:\n    build: shop\n    environment:\n      STOCK_URL: http://stock:8000\n  stock: { build: stock }\n',
    [`shop/${file}`]: text,
    'stock/main.py': 'from flask import Flask\napp = Flask(__name__)\n@app.route("/items/<int:item>")\ndef one(item): ...\n',
  },
  what: 'definitions',
  leads: ['stock/main.py: @app.route("/items/<int:item>")'],
}));

test.each(CLIENTS)('a request of a client leads to the route of another service: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});

const TABLES: readonly Jump[] = (
  [
    [
      'rails',
      'app/models/item.rb',
      'class Item < ApplicationRecord\n  has_many :parts\nend\n',
      'class Item < ApplicationRecord',
      'db/schema.rb',
      'ActiveRecord::Schema.define do\n  create_table "ite¦ms", force: :cascade do |t|\n  end\nend\n',
    ],
    [
      'laravel',
      'app/Models/Item.php',
      '<?php\nnamespace App\\Models;\nuse Illuminate\\Database\\Eloquent\\Model;\nclass Item extends Model {\n}\n',
      'class Item extends Model {',
      'database/migrations/1_items.php',
      "<?php\nuse Illuminate\\Support\\Facades\\Schema;\nSchema::create('ite¦ms', function ($table) { $table->id(); });\n",
    ],
    [
      'doctrine',
      'src/Entity/Item.php',
      '<?php\nnamespace App\\Entity;\n#[ORM\\Entity]\n#[ORM\\Table(name: "items")]\nclass Item {}\n',
      '#[ORM\\Table(name: "items")]',
      'migrations/V1.php',
      "<?php\nclass V1 { public function up() { $this->addSql('CREATE TABLE ite¦ms (id INT NOT NULL)'); } }\n",
    ],
    [
      'alembic',
      'models.py',
      'from sqlalchemy.orm import DeclarativeBase\nclass Item(Base):\n    __tablename__ = "items"\n',
      '__tablename__ = "items"',
      'alembic/versions/1.py',
      'from alembic import op\nimport sqlalchemy as sa\ndef upgrade():\n    op.create_table("ite¦ms", sa.Column("id", sa.Integer()))\n',
    ],
    [
      'django',
      'items/models.py',
      'from django.db import models\nclass Item(models.Model):\n    name = models.TextField()\n',
      'class Item(models.Model):',
      'sql/init.sql',
      'INSERT INTO items_it¦em (name) VALUES (1);\n',
    ],
  ] as const
).map(([rule, file, text, leads, other, marked]) => ({
  rule,
  files: { 'compose.yaml': 'services:\n  shop: { build: shop }\n', [`shop/${file}`]: text, [`shop/${other}`]: marked },
  what: 'definitions',
  leads: [`shop/${file}: ${leads}`],
}));

test.each(TABLES)('what makes a table leads to the class that is kept in it: $rule', ({ files, what, leads }) => {
  expect(jumps(files, what)).toEqual(leads);
});
