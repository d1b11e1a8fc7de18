import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call } from '../../syntax.ts';
import { mayBeText, valueIn } from '../rules/argument.ts';
import { channels } from '../rules/channel.ts';
import { connections, protocolOf } from '../rules/connection.ts';
import { receiverOf } from '../rules/origin.ts';

/** Databases, caches, brokers and mail. */
export const dataConnections = connections(
  'php-data',
  ['PHP'],
  [
    { names: ['mysqli', 'mysqli_connect', 'mysql_connect'], protocol: 'mysql' },
    { names: ['pg_connect', 'pg_pconnect'], protocol: 'postgres' },
    { names: ['createConnection', 'getConnection'], on: /(^|\.)DriverManager$/, protocol: 'sql', at: 'none', keys: ['url'] },
    { names: ['Client', 'Manager', 'MongoClient'], on: /^MongoDB\b/, constructs: true, protocol: 'mongodb' },
    { names: ['MongoClient'], constructs: true, protocol: 'mongodb' },
    { names: ['connect', 'pconnect'], on: /^(Redis|redis|RedisCluster)$/, protocol: 'redis', port: true },
    { names: ['Client'], on: /^Predis\b/, constructs: true, protocol: 'redis' },
    { names: ['addServer'], on: /memcache/i, protocol: 'memcached', port: true },
    { names: ['setHosts'], protocol: 'elasticsearch' },
    { names: ['AMQPStreamConnection', 'AMQPSSLConnection', 'AMQPLazyConnection'], constructs: true, protocol: 'rabbitmq', port: true },
    { names: ['AMQPConnection'], constructs: true, protocol: 'rabbitmq', at: 'none' },
    { names: ['stream_socket_client', 'fsockopen'], protocol: 'tcp', needsTarget: true },
    { names: ['EsmtpTransport', 'Swift_SmtpTransport'], constructs: true, protocol: 'smtp', port: true },
  ],
);

/** `new PDO("mysql:host=$host;dbname=shop", …)`: the text names the engine and the host. */
export const pdo: Reader = {
  name: 'php-pdo',
  languages: ['PHP'],
  *call(call, context) {
    const [dsn] = call.arguments;
    if (!call.constructs || call.path.at(-1) !== 'PDO' || !mayBeText(dsn)) return;
    const target = valueIn(dsn, context);
    yield { kind: 'uses-address', at: dsn.span, protocol: protocolOf('sql', target), target, via: 'PDO' };
  },
};

export const messages = channels(
  'php-messaging',
  ['PHP'],
  [
    { kind: 'publishes', names: ['basic_publish'], system: 'rabbitmq', at: 1 },
    { kind: 'subscribes', names: ['basic_consume', 'basic_get'], system: 'rabbitmq' },
    { kind: 'publishes', names: ['rpush', 'lpush', 'publish', 'rPush', 'lPush'], on: /redis/i, system: 'redis' },
    { kind: 'subscribes', names: ['blpop', 'brpop', 'subscribe', 'blPop', 'brPop', 'lPop', 'rPop'], on: /redis/i, system: 'redis' },
    { kind: 'publishes', names: ['newTopic'], on: /Producer/i, system: 'kafka' },
    { kind: 'subscribes', names: ['subscribe'], on: /KafkaConsumer|consumer/i, system: 'kafka' },
  ],
);

/** A producer's last argument but one may be the routing key, which for the default exchange names the queue. */
export const routingKeys = channels(
  'php-routing-keys',
  ['PHP'],
  [{ kind: 'publishes', names: ['basic_publish'], system: 'rabbitmq', at: 2, least: 3 }],
);

/** Stubs that protoc made: `new OrdersClient($host, [...])` in a file that uses Grpc. */
export const grpc: Reader = {
  name: 'php-grpc',
  languages: ['PHP'],
  *call(call, context) {
    yield* stub(call, context);
  },
};

function* stub(call: Call, context: Context): Generator<CodeFact> {
  const service = /^(\w+)Client$/.exec(call.path.at(-1) ?? '')?.[1];
  const [host, options] = call.arguments;
  const credentials = options?.kind === 'object' && options.entries.some(entry => entry.key === 'credentials');
  if (!call.constructs || service === undefined || !credentials || !mayBeText(host)) return;
  if (receiverOf(call, context).startsWith('Guzzle')) return;
  yield { kind: 'grpc-client', at: call.span, service, target: valueIn(host, context) };
}
