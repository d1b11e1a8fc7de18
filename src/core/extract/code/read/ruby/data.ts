import type { Reader } from '../../reader.ts';
import { mayBeText, valueIn } from '../rules/argument.ts';
import { connections } from '../rules/connection.ts';

/** Databases, caches, brokers and mail. */
export const dataConnections = connections(
  'ruby-data',
  ['Ruby'],
  [
    { names: ['connect', 'Connection'], on: /^PG\b/, protocol: 'postgres' },
    { names: ['PG'], constructs: true, protocol: 'postgres' },
    { names: ['Client'], on: /^(Mysql2|Trilogy)$/, constructs: true, protocol: 'mysql', at: 'none' },
    { names: ['Client'], on: /^Mongo$/, constructs: true, protocol: 'mongodb' },
    { names: ['Redis'], constructs: true, protocol: 'redis', keys: ['url'] },
    { names: ['Client'], on: /^Dalli$/, constructs: true, protocol: 'memcached' },
    { names: ['connect'], on: /^Sequel$/, protocol: 'sql', keys: ['url'] },
    { names: ['establish_connection'], protocol: 'sql', keys: ['url'] },
    {
      names: ['Client'],
      on: /^(Elasticsearch|OpenSearch)(\.Transport)?$/,
      constructs: true,
      protocol: 'elasticsearch',
      keys: ['url', 'hosts'],
    },
    { names: ['cluster'], on: /^Cassandra$/, protocol: 'cassandra', at: 'none', keys: ['hosts'] },
    { names: ['Bunny'], constructs: true, protocol: 'rabbitmq', keys: ['url'] },
    { names: ['Kafka'], constructs: true, protocol: 'kafka', keys: ['seed_brokers'] },
    { names: ['Config'], on: /^Rdkafka$/, constructs: true, protocol: 'kafka', at: 'none', keys: ['bootstrap.servers'] },
    { names: ['connect'], on: /^(NATS|NATS\.IO\.Client)$/, protocol: 'nats' },
    { names: ['start'], on: /^Net\.SMTP$/, protocol: 'smtp', port: true },
  ],
);

/** Sidekiq's and Resque's address is assigned in their configuration: `config.redis = { url: … }`. */
export const configuredRedis: Reader = {
  name: 'ruby-configured-redis',
  languages: ['Ruby'],
  *statement(statement, context) {
    if (statement.kind !== 'assign' || statement.target.at(-1) !== 'redis' || !statement.value) return;
    const url =
      statement.value.kind === 'object'
        ? statement.value.entries.find(entry => entry.key === 'url')?.value
        : statement.target[0] === 'Resque'
          ? statement.value
          : undefined;
    if (mayBeText(url))
      yield { kind: 'uses-address', at: url.span, protocol: 'redis', target: valueIn(url, context), via: statement.target[0] ?? 'redis' };
  },
};

/** `Shop::Orders::Stub.new("orders:50051", :this_channel_is_insecure)` and classes under `Service`. */
export const grpc: Reader = {
  name: 'ruby-grpc',
  languages: ['Ruby'],
  *call(call, context) {
    const [host] = call.arguments;
    const service = call.path.at(-2);
    if (call.constructs && call.path.at(-1) === 'Stub' && service !== undefined && mayBeText(host)) {
      yield { kind: 'grpc-client', at: call.span, service, target: valueIn(host, context) };
    }
    if (call.path.at(-1) !== 'add_http2_port' || host?.kind !== 'text') return;
    const port = /:(\d+)$/.exec(host.text)?.[1];
    if (port !== undefined) yield { kind: 'listens', at: host.span, port: { kind: 'literal', text: port } };
  },
  *statement(statement) {
    if (statement.kind !== 'class') return;
    const service = /(\w+)\.Service$/.exec(statement.bases[0] ?? '')?.[1];
    if (service !== undefined) yield { kind: 'grpc-server', at: statement.span, service };
  },
};
