import { describe, expect, test } from 'vitest';
import { affected, type Workspace } from './impacted.ts';

const HANDLER = `import { Controller } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';

@Controller()
export class Tokens {
  @MessagePattern('token_check')
  check() {}
  @EventPattern('token_used')
  used() {}
}
`;

const NEST: Workspace = {
  'compose.yaml': 'services:\n  gateway: { build: gateway }\n  tokens: { build: tokens }\n',
  'tokens/package.json': '{"name":"tokens","dependencies":{"@nestjs/microservices":"1"}}',
  'tokens/src/tokens.ts': HANDLER,
  'gateway/package.json': '{"name":"gateway","dependencies":{"@nestjs/microservices":"1"}}',
  'gateway/src/guard.ts': `import { ClientProxy } from '@nestjs/microservices';

export class Guard {
  constructor(private readonly tokens: ClientProxy) {}
  check() {
    this.tokens.emit('token_used', {});
    return this.tokens.send('token_check', {});
  }
}
`,
};

test.each([
  ['token_check', ['broken gateway gateway/src/guard.ts:7']],
  ['token_used', []],
])('who asks for an answer that nobody gives any more breaks, who only tells does not: %s', async (pattern, expected) => {
  expect(await affected(NEST, { 'tokens/src/tokens.ts': HANDLER.replace(`'${pattern}'`, "'other'") })).toEqual(expected);
});

const OPEN = "app.get('/orders/open', open);\n";
const ONE = "app.get('/orders/:id', one);\n";

const serving = (routes: string): Workspace => ({
  'compose.yaml': 'services:\n  web: { build: web }\n  orders: { build: orders }\n',
  'orders/package.json': '{"name":"orders"}',
  'orders/index.js': `const app = require('express')();\n${routes}app.listen(80);\n`,
  'web/package.json': '{"name":"web"}',
  'web/index.js': "fetch('http://orders/orders/open');\n",
});

test.each([
  ['it stood beside it before and means something else', OPEN + ONE, ONE, ['broken web web/index.js:1']],
  ['it takes its place', OPEN, ONE, []],
])('a route with a parameter answers for one that is gone only where it is new: %s', async (_, before, after, expected) => {
  expect(await affected(serving(before), { 'orders/index.js': serving(after)['orders/index.js'] })).toEqual(expected);
});

const SPRING = (port: string): string => `server:\n  port: ${port}\nspring:\n  application:\n    name: orders\n`;

const PORTS: Workspace = {
  'compose.yaml': "services:\n  web: { build: web }\n  orders:\n    build: orders\n    ports: ['8080:8080']\n",
  'orders/pom.xml': '<project><artifactId>orders</artifactId></project>',
  'orders/src/main/resources/application.yml': SPRING('8080'),
  'web/package.json': '{"name":"web"}',
  'web/index.js': "fetch('http://orders:8080/');\n",
};

test('a process that listens elsewhere is not reached any more, whatever is mapped', async () => {
  expect(await affected(PORTS, { 'orders/src/main/resources/application.yml': SPRING('8081') })).toEqual(['broken web web/index.js:1']);
});

describe('a variable that is no longer set', () => {
  const COMPOSE = 'services:\n  orders:\n    build: orders\n    environment:\n      STOCK_URL: http://stock\n  stock:\n    image: nginx\n';
  const workspace = (fallback: string): Workspace => ({
    'compose.yaml': COMPOSE,
    'orders/package.json': '{"name":"orders"}',
    'orders/.env': `STOCK_URL=${fallback}\n`,
    'orders/index.js': 'fetch(process.env.STOCK_URL);\n',
  });
  test.each([
    ['only an address of the developer’s machine is left', 'http://localhost:3000', ['broken orders orders/index.js:1']],
    ['a file of the service gives it as well', 'http://stock', []],
  ])('%s', async (_, fallback, expected) => {
    expect(await affected(workspace(fallback), { 'compose.yaml': COMPOSE.replace('STOCK_URL', 'STORE_URL') })).toEqual(expected);
  });
});

const NAMED = (name: string): string => `server:\n  port: 8080\nspring:\n  application:\n    name: ${name}\n`;

test('a load balancer of the client asks the registry: a service that has another name there is not found', async () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  gateway: { build: gateway }\n  vets: { build: vets }\n',
    'gateway/pom.xml': '<project><artifactId>gateway</artifactId></project>',
    'gateway/src/main/resources/application.yml':
      'spring:\n  cloud:\n    gateway:\n      routes:\n        - id: vets\n          uri: lb://vets\n          predicates:\n            - Path=/vets/**\n',
    'vets/pom.xml': '<project><artifactId>vets</artifactId></project>',
    'vets/src/main/resources/application.yml': NAMED('vets'),
  };
  const [first] = await affected(workspace, { 'vets/src/main/resources/application.yml': NAMED('doctors') });
  expect(first).toMatch(/^broken gateway gateway\/src\/main\/resources\/application.yml:/);
});

const PROTO =
  'syntax = "proto3";\npackage shop;\noption csharp_namespace = "Shop.Wire";\nmessage Placed {\n  string id = 1;\n  string place = 2;\n}\n';

test('who takes messages of a contract from a topic reads it without any rpc', async () => {
  const workspace: Workspace = {
    'compose.yaml': 'services:\n  bills: { build: bills }\n  kafka: { image: bitnami/kafka }\n',
    'protos/shop.proto': PROTO,
    'bills/bills.csproj':
      '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="Confluent.Kafka" Version="2" /></ItemGroup></Project>',
    'bills/Program.cs': `using Confluent.Kafka;
using Shop.Wire;

var consumer = new ConsumerBuilder<string, byte[]>(new ConsumerConfig { BootstrapServers = "kafka:9092" }).Build();
consumer.Subscribe("placed");
var placed = Placed.Parser.ParseFrom(consumer.Consume().Message.Value);
Console.WriteLine(placed.Place);
`,
  };
  expect(await affected(workspace, { 'protos/shop.proto': PROTO.replace('  string place = 2;\n', '') })).toEqual([
    'broken bills bills/Program.cs:7',
  ]);
});

const FEIGN = (path: string): Workspace => ({
  'compose.yaml': 'services:\n  cards: { build: cards }\n  bills: { build: bills }\n',
  'cards/pom.xml': '<project><artifactId>cards</artifactId></project>',
  'cards/src/main/java/shop/Cards.java': `package shop;\n@RestController\nclass Cards {\n  @GetMapping("${path}")\n  List<Card> all() { return none; }\n}\n`,
  'bills/pom.xml': '<project><artifactId>bills</artifactId></project>',
  'bills/src/main/java/shop/CardClient.java': 'package shop;\n@FeignClient(name = "cards")\ninterface CardClient extends CardApi {}\n',
});

test('who calls by requests of which no path is known is at risk when a route goes', async () => {
  const edit = { 'cards/src/main/java/shop/Cards.java': FEIGN('/all-cards')['cards/src/main/java/shop/Cards.java'] };
  expect(await affected(FEIGN('/cards'), edit)).toEqual(['at-risk bills bills/src/main/java/shop/CardClient.java:2']);
});
