import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const compose = (...services: readonly string[]): string =>
  `services:\n${services.map(service => `  ${service}\n`).join('')}  broker: { image: rabbitmq:3 }\n  cache: { image: redis:7 }\n`;

const PUBLISHER = `package mq
import amqp "github.com/rabbitmq/amqp091-go"
type publisher struct { exchange string }
func New() *publisher { return &publisher{exchange: "default"} }
func (p *publisher) Send(ch *amqp.Channel) { ch.Publish(p.exchange, "k", false, false, amqp.Publishing{}) }
func To(name string) Option { return func(p *publisher) { p.exchange = name } }
`;
const MAIN = `package main
import "shop/mq"
func main() { mq.New().Configure(mq.To("orders")) }
`;

const OPTIONS: Workspace = {
  'compose.yaml': compose('shop: { build: shop }', 'kitchen: { build: kitchen }'),
  'shop/go.mod': 'module shop\n',
  'shop/Dockerfile': 'FROM golang\n',
  'shop/mq/publisher.go': PUBLISHER,
  'shop/main.go': MAIN,
  'kitchen/go.mod': 'module kitchen\n',
  'kitchen/Dockerfile': 'FROM golang\n',
  'kitchen/main.go':
    'package main\nimport amqp "github.com/rabbitmq/amqp091-go"\nfunc main() {\n  c, _ := amqp.Dial("amqp://broker")\n  ch.QueueBind("q", "k", "orders", false, nil)\n}\n',
};

test('a topic that an option names breaks who takes from it when the option names another', async () => {
  expect(await affected(OPTIONS, { 'shop/main.go': MAIN.replace('"orders"', '"meals"') })).toEqual(['broken kitchen kitchen/main.go:5']);
});

const LOGGING: Workspace = {
  'compose.yaml': compose(
    'todos: { build: todos, environment: { CHANNEL: log } }',
    'logger: { build: logger, environment: { CHANNEL: log } }',
  ),
  'k8s/todos.yaml': workload('todos', 'log'),
  'k8s/logger.yaml': workload('logger', 'log'),
  'todos/package.json': '{ "name": "todos", "scripts": { "start": "node server.js" }, "dependencies": { "redis": "4" } }',
  'todos/server.js':
    "const Controller = require('./controller');\nconst redisClient = require('redis').createClient();\nconst channel = process.env.CHANNEL;\nnew Controller({ redisClient, channel });\nrequire('express')().listen(1);\n",
  'todos/controller.js':
    'class Controller {\n  constructor({ redisClient, channel }) { this.redisClient = redisClient; this.channel = channel; }\n  log(id) {\n    this.redisClient.publish(this.channel, JSON.stringify({ span: 1, id }));\n  }\n}\nmodule.exports = Controller;\n',
  'logger/requirements.txt': 'redis\n',
  'logger/main.py':
    'import os, json, redis\nchannel = os.environ["CHANNEL"]\npubsub = redis.Redis(host="cache").pubsub()\npubsub.subscribe([channel])\nfor item in pubsub.listen():\n    message = json.loads(item["data"])\n    print(message["span"])\n',
};

function workload(name: string, channel: string): string {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          image: shop/${name}\n          env:\n            - name: CHANNEL\n              value: ${channel}\n`;
}

describe('a topic that variables name', () => {
  test('is lost in the environment in which one of them changes', async () => {
    expect(await affected(LOGGING, { 'k8s/todos.yaml': workload('todos', 'todo-log') })).toEqual(['broken logger logger/main.py:4']);
  });
  test('is the same where both change', async () => {
    const both = { 'k8s/todos.yaml': workload('todos', 'all'), 'k8s/logger.yaml': workload('logger', 'all') };
    expect(await affected(LOGGING, both)).toEqual([]);
  });
});

test('what a message lost is read over a topic that only a constructor names', async () => {
  const controller = LOGGING['todos/controller.js']!.replace('span: 1', 'trace: 1');
  expect(await affected(LOGGING, { 'todos/controller.js': controller })).toEqual(['broken logger logger/main.py:7']);
});

const KEYS = (topic: string): string => `kafka:\n  brokers: [ "broker:9092" ]\n  topics:\n    orderCreated:\n      name: ${topic}\n`;

test('a field of a configuration object is the key of a configuration file', async () => {
  const workspace: Workspace = {
    'compose.yaml': compose('shop: { build: shop }', 'mail: { build: mail }'),
    'shop/go.mod': 'module shop\n',
    'shop/Dockerfile': 'FROM golang\n',
    'shop/config/config.yaml': KEYS('created'),
    'shop/main.go':
      'package main\nimport "github.com/segmentio/kafka-go"\nfunc main() { w.Write(kafka.Message{Topic: s.cfg.Kafka.Topics.OrderCreated.Name}) }\n',
    'mail/go.mod': 'module mail\n',
    'mail/Dockerfile': 'FROM golang\n',
    'mail/config/config.yaml': KEYS('created'),
    'mail/main.go':
      'package main\nimport "github.com/segmentio/kafka-go"\nfunc main() { kafka.NewReader(kafka.ReaderConfig{Topic: s.cfg.Kafka.Topics.OrderCreated.Name}) }\n',
  };
  expect(await affected(workspace, { 'shop/config/config.yaml': KEYS('made') })).toEqual(['broken mail mail/main.go:3']);
});

const PROPERTIES: Workspace = {
  'compose.yaml': compose('orders: { build: orders }', 'mails: { build: mails }'),
  'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
  'orders/src/main/resources/application.properties': 'shop.exchange=shop\nshop.placed=orders-placed\n',
  'orders/src/main/java/orders/Settings.java':
    'package orders;\n@ConfigurationProperties(prefix = "shop")\npublic record Settings(String exchange, String placed) {}\n',
  'orders/src/main/java/orders/Publisher.java': `package orders;
import orders.Settings;
public class Publisher {
  private final RabbitTemplate rabbitTemplate;
  private final Settings settings;
  Publisher(RabbitTemplate rabbitTemplate, Settings settings) { this.rabbitTemplate = rabbitTemplate; this.settings = settings; }
  public void publish(Placed event) { this.send(settings.placed(), event); }
  private void send(String key, Object payload) { rabbitTemplate.convertAndSend(settings.exchange(), key, payload); }
}
`,
  'mails/pom.xml': '<project><artifactId>mails</artifactId></project>',
  'mails/src/main/java/mails/Listener.java':
    'package mails;\npublic class Listener {\n  @RabbitListener(queues = "orders-placed")\n  void placed(Placed event) {}\n}\n',
};

test('a routing key that a record of settings holds is the one that its property gives', async () => {
  const path = 'orders/src/main/resources/application.properties';
  expect(await affected(PROPERTIES, { [path]: PROPERTIES[path]!.replace('orders-placed', 'orders-made') })).toEqual([
    'broken mails mails/src/main/java/mails/Listener.java:3',
  ]);
});
