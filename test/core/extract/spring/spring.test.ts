import { expect, test } from 'vitest';
import { spring, springRepository } from '../../../../src/core/extract/spring/index.ts';
import { facts, said, settingsOf } from '../configuration-facts.ts';

const yaml = (text: string) => said(spring, 'orders/src/main/resources/application.yml', text);
const properties = (text: string) => said(spring, 'orders/src/main/resources/application.properties', text);

test('nested keys, dotted keys and lists become whole names', () => {
  expect(settingsOf(spring, 'application.yml', 'spring:\n  application.name: orders\n  list:\n    - a\n    - b: 1\n')).toEqual([
    'spring.application.name = orders',
    'spring.list[0] = a',
    'spring.list[1].b = 1',
  ]);
});

test('a placeholder is a variable with its default, defaults may hold placeholders', () => {
  expect(settingsOf(spring, 'application.properties', 'a=${X:http://${HOST:users}:80}/v1\nb: ${Y}\n')).toEqual([
    'a = ${X:http://${HOST:users}:80}/v1',
    'b = ${Y}',
  ]);
});

test('the profile comes from the file name, else from the document', () => {
  expect(settingsOf(spring, 'application-docker.yml', 'a: 1')).toEqual(['a = 1 [docker]']);
  expect(settingsOf(spring, 'application.yml', 'a: 1\n---\nspring:\n  config:\n    activate:\n      on-profile: prod\na: 2\n')).toEqual([
    'a = 1',
    'spring.config.activate.on-profile = prod [prod]',
    'a = 2 [prod]',
  ]);
  expect(settingsOf(spring, 'application.properties', 'a=1\n#---\nspring.profiles=test\na=2\n').slice(1)).toEqual([
    'spring.profiles = test [test]',
    'a = 2 [test]',
  ]);
});

test('Quarkus writes the profile before the name', () => {
  expect(settingsOf(spring, 'application.properties', '%dev.a=1\n')).toEqual(['a = 1 [dev]']);
});

test('a host is joined to the port beside it', () => {
  expect(yaml('spring:\n  data:\n    mongodb:\n      host: orders-db\n      port: 27017\n')).toEqual(['mongodb orders-db:27017']);
});

test('the scheme of a JDBC URL tells the database, and a database inside the process is no connection', () => {
  expect(properties('spring.datasource.url=jdbc:postgresql://db/orders\n')).toEqual(['postgres jdbc:postgresql://db/orders']);
  expect(properties('spring.datasource.url=jdbc:h2:mem:orders\n')).toEqual([]);
});

test('a list of brokers is a connection to each', () => {
  expect(properties('spring.kafka.bootstrap-servers=a:9092,b:9092\n')).toEqual(['kafka a:9092', 'kafka b:9092']);
});

test('every spelling of a property is the same property', () => {
  for (const name of ['base-url', 'baseUrl', 'base_url'])
    expect(properties(`spring.zipkin.${name}=http://zipkin:9411\n`)).toEqual(['telemetry http://zipkin:9411']);
});

test('a connection says which library must be there for it to count', () => {
  const [fact] = facts(spring, 'application.yml', 'spring:\n  rabbitmq:\n    host: mq\n').filter(fact => fact.kind === 'uses-address');
  expect(fact).toMatchObject({ protocol: 'rabbitmq', requires: expect.arrayContaining(['amqp', 'rabbit']) });
});

test('what is turned off is not used, and a registry that registers nowhere uses no registry', () => {
  expect(properties('spring.cloud.consul.enabled=false\nspring.cloud.consul.host=consul\n')).toEqual([]);
  expect(
    properties(
      'eureka.client.register-with-eureka=false\neureka.client.fetch-registry=false\neureka.client.serviceUrl.defaultZone=http://x:8761/eureka\n',
    ),
  ).toEqual([]);
});

test('the configuration server is named by its property or by an import', () => {
  expect(properties('spring.cloud.config.uri=http://config:8888\n')).toEqual(['configuration http://config:8888']);
  expect(properties('spring.config.import=optional:configserver:${CONFIG:http://config:8888}\n')).toEqual([
    'configuration ${CONFIG:http://config:8888}',
  ]);
  expect(properties('spring.config.import=configserver:\n')).toEqual(['configuration ?']);
});

test('a Zuul route goes to its URL, to its service, or to the service it is named for', () => {
  expect(
    yaml(
      'zuul:\n  routes:\n    a:\n      path: /a/**\n      url: http://a:80\n    b:\n      path: /b/**\n      serviceId: bee\n    cart: /cart/**\n',
    ),
  ).toEqual(['http http://a:80 /a/**', 'http bee /b/**', 'http cart /cart/**']);
});

const route = (prefix: string) =>
  `${prefix}routes[0].id=x\n${prefix}routes[0].uri=lb://orders\n${prefix}routes[0].predicates[0]=Path=/orders/**\n`;

test('a gateway route goes to its uri, with the path of its predicate', () => {
  for (const server of ['', 'server.webflux.', 'mvc.'])
    expect(properties(route(`spring.cloud.gateway.${server}`))).toEqual(['mentions-path', 'http lb://orders /orders/**']);
});

const binding = (name: string, more = '') => properties(`spring.cloud.stream.bindings.${name}.destination=orders\n${more}`);

test('the direction of a stream binding comes from its name, else from what stands beside it', () => {
  expect(binding('place-out-0')).toEqual(['publishes orders']);
  expect(binding('input')).toEqual(['subscribes orders']);
  expect(binding('orders', 'spring.cloud.stream.bindings.orders.group=g\n')).toEqual(['subscribes orders']);
  expect(binding('orders')).toEqual([]);
});

test('a reactive channel is its topic unless it names one', () => {
  expect(
    properties(
      'mp.messaging.incoming.orders.connector=smallrye-kafka\nmp.messaging.outgoing.out.connector=smallrye-kafka\nmp.messaging.outgoing.out.topic=shipped\n',
    ),
  ).toEqual(['subscribes orders (kafka)', 'publishes shipped (kafka)']);
});

test('an address that no rule knows is mentioned, one to listen on or to allow is not', () => {
  expect(properties('rates.url=https://rates.example.com\ncors.allowed-origins=http://localhost:3000\n')).toEqual([
    'mentions https://rates.example.com',
  ]);
});

const repository = (path: string, text: string) => said(springRepository, path, text);

test('a file of a configuration repository counts by what it says, and manifests do not', () => {
  expect(repository('config/shared/cart.yml', 'spring:\n  data:\n    mongodb:\n      host: cart-db\n')).toEqual(['mongodb cart-db']);
  expect(repository('config/cart.yml', 'name: cart\nurl: http://a:1\n')).toEqual([]);
  expect(repository('k8s/cart.yml', 'apiVersion: v1\nkind: X\nspring:\n  redis:\n    host: a\n')).toEqual([]);
  expect(repository('config/application.yml', 'spring:\n  redis:\n    host: a\n')).toEqual([]);
});

test('a profile is read from the name of a repository file only where it is a usual one', () => {
  expect(settingsOf(springRepository, 'config/cart-prod.yml', 'spring:\n  a: 1')).toEqual(['spring.a = 1 [prod]']);
  expect(settingsOf(springRepository, 'config/cart-service.yml', 'spring:\n  a: 1')).toEqual(['spring.a = 1']);
});
