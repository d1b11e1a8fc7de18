import type { Protocol, Technology } from '../model/technology.ts';
import type { EdgeKind, NodeKind } from '../model/graph.ts';
import { imageName } from './images.ts';

const DATA: ReadonlySet<string> = new Set<Technology>([
  'postgres',
  'mysql',
  'mariadb',
  'mongodb',
  'redis',
  'memcached',
  'elasticsearch',
  'opensearch',
  'cassandra',
  'sqlserver',
  'oracle',
  'neo4j',
  'clickhouse',
  'influxdb',
  'cockroachdb',
  'couchdb',
  'dynamodb',
  'spanner',
  'etcd',
  'minio',
  's3',
  'sqlite',
  'qdrant',
  'jdbc',
  'sql',
]);
const BROKERS: ReadonlySet<string> = new Set<Technology>([
  'kafka',
  'rabbitmq',
  'nats',
  'activemq',
  'pulsar',
  'sqs',
  'sns',
  'pubsub',
  'servicebus',
  'mqtt',
  'eventhubs',
  'messaging',
]);

export const isStore = (protocol: string): protocol is Technology => DATA.has(protocol);
export const isBroker = (protocol: string): protocol is Technology => BROKERS.has(protocol);

/** Official and common images by the last part of their name, in order: the first that matches decides. */
const IMAGES: readonly (readonly [RegExp, string])[] = [
  [
    /exporter|adminer|pgadmin|phpmyadmin|mongo-express|redis-?(commander|insight)|kafka-?_?(ui|connect|exporter|manager|console|rest|drop|topics)|manager$|-ui$|-gui$|-admin$|-viewer$|akhq|kafdrop|kowl|cmak|console/,
    'tool',
  ],
  [/postgis|postgres|timescale|pgvector|alloydb|cloudnative-pg|yugabyte/, 'postgres'],
  [/mariadb/, 'mariadb'],
  [/mysql|percona/, 'mysql'],
  [/mongo|documentdb|ferretdb/, 'mongodb'],
  [/redis|valkey|keydb|dragonfly/, 'redis'],
  [/memcached/, 'memcached'],
  [/opensearch/, 'opensearch'],
  [/^elasticsearch/, 'elasticsearch'],
  [/cassandra|scylla/, 'cassandra'],
  [/mssql|azure-sql-edge|sqlserver|^server$/, 'sqlserver'],
  [/neo4j/, 'neo4j'],
  [/clickhouse/, 'clickhouse'],
  [/influxdb/, 'influxdb'],
  [/cockroach/, 'cockroachdb'],
  [/couchdb|couchbase/, 'couchdb'],
  [/dynamodb/, 'dynamodb'],
  [/^etcd/, 'etcd'],
  [/minio/, 'minio'],
  [/qdrant/, 'qdrant'],
  [/rabbitmq/, 'rabbitmq'],
  [/kafka|redpanda/, 'kafka'],
  [/^nats/, 'nats'],
  [/activemq|artemis/, 'activemq'],
  [/pulsar/, 'pulsar'],
  [/mosquitto|emqx|hivemq/, 'mqtt'],
];

/** What an image is, as far as its name tells: a data store, a broker, or nothing known. */
export function technologyOfImage(image: string): Technology | undefined {
  const name = imageName(image);
  const found = IMAGES.find(([shape]) => shape.test(name))?.[1];
  if (found === 'sqlserver' && name === 'server' && !image.includes('mssql')) return undefined;
  return found === undefined || found === 'tool' ? undefined : (found as Technology);
}

const OBSERVABILITY =
  /^(seq|jaeger|all-in-one|zipkin.*|tempo|loki|grafana|prometheus|opentelemetry-collector.*|otel.*|otelcol.*|logstash|fluentd?.*|fluent-bit|vector|alloy|agent|statsd.*|telegraf|apm-server|collector|signoz.*|datadog.*|skywalking.*|victoria-?metrics|kibana)$/;

/** An image that collects logs, metrics or traces: what is sent there is telemetry. */
export const isObservability = (image: string): boolean => OBSERVABILITY.test(imageName(image));

/** What talking to a server of a known role is for. */
const ROLES: readonly (readonly [RegExp, EdgeKind])[] = [
  [/eureka-server/, 'discovery'],
  [/config-server/, 'configuration'],
  [/zipkin|hystrix-dashboard|turbine|boot-admin/, 'telemetry'],
];

export const kindOfRole = (roles: readonly string[]): EdgeKind | undefined =>
  ROLES.find(([shape]) => roles.some(role => shape.test(role)))?.[1];

/** Products that are told by configuration files whom to connect to, by the images and packages that run them. */
const PROGRAMS: readonly (readonly [program: string, image: RegExp])[] = [
  ['nginx', /nginx|openresty/],
  ['apache', /httpd|apache2?$|^php.*apache/],
  ['envoy', /envoy/],
  ['traefik', /traefik/],
  ['kong', /^kong/],
  ['haproxy', /haproxy/],
  ['caddy', /caddy/],
  ['varnish', /varnish/],
  ['krakend', /krakend/],
  ['tyk', /tyk/],
  ['apisix', /apisix/],
  ['prometheus', /^prometheus/],
  ['grafana', /^grafana/],
  ['logstash', /logstash/],
  ['fluent', /fluent/],
  ['apollo', /^router$|apollo-?(router|gateway)/],
  ['collector', /otel|opentelemetry-collector|^collector/],
];

export const programsOfImage = (image: string): string[] =>
  PROGRAMS.filter(([, shape]) => shape.test(imageName(image))).map(([program]) => program);

export const nodeKindOf = (technology: string | undefined): NodeKind =>
  technology === undefined ? 'service' : isStore(technology) ? 'datastore' : isBroker(technology) ? 'broker' : 'service';

const SCHEMES: Readonly<Record<string, Protocol>> = {
  http: 'http',
  https: 'http',
  lb: 'http',
  'http+https': 'http',
  'https+http': 'http',
  ws: 'websocket',
  wss: 'websocket',
  grpc: 'grpc',
  grpcs: 'grpc',
  dns: 'grpc',
  consul: 'grpc',
  postgres: 'postgres',
  postgresql: 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  'mongodb+srv': 'mongodb',
  redis: 'redis',
  rediss: 'redis',
  amqp: 'rabbitmq',
  amqps: 'rabbitmq',
  kafka: 'kafka',
  nats: 'nats',
  mqtt: 'mqtt',
  smtp: 'smtp',
  smtps: 'smtp',
  bolt: 'neo4j',
  neo4j: 'neo4j',
  memcached: 'memcached',
  tcp: 'tcp',
  sqlserver: 'sqlserver',
  oracle: 'oracle',
  clickhouse: 'clickhouse',
  cassandra: 'cassandra',
  pulsar: 'pulsar',
  activemq: 'activemq',
  s3: 's3',
};

/** The protocol that a URL's scheme tells: `postgresql+asyncpg`, `jdbc:mysql`, `redis`. */
export function protocolOfScheme(scheme: string): Protocol | undefined {
  const plain = scheme.toLowerCase().replace(/^jdbc:/, '');
  return SCHEMES[plain] ?? SCHEMES[plain.split(/[+:]/)[0]!];
}

/** The kind of edge that talking to a node over a protocol makes. The node decides where it is a store or a broker. */
export function edgeKind(protocol: Protocol | undefined, target: NodeKind): EdgeKind {
  if (target === 'datastore') return 'stores-in';
  if (target === 'broker') return 'publish';
  switch (protocol) {
    case 'grpc':
    case 'graphql':
    case 'websocket':
    case 'smtp':
    case 'telemetry':
    case 'discovery':
    case 'configuration':
    case 'tcp':
    case 'http':
      return protocol;
    case undefined:
      return 'http';
    default:
      return isStore(protocol) ? 'stores-in' : isBroker(protocol) ? 'publish' : 'http';
  }
}

/** Two technologies that one client speaks to. */
export function compatible(client: string, store: string): boolean {
  if (client === store) return true;
  if (client === 'jdbc' || client === 'sql') return SQL.has(store);
  if (client === 'messaging') return isBroker(store);
  return (
    (client === 'mysql' && store === 'mariadb') ||
    (client === 'mariadb' && store === 'mysql') ||
    (client === 'postgres' && store === 'cockroachdb') ||
    (client === 's3' && store === 'minio')
  );
}

const SQL: ReadonlySet<string> = new Set(['postgres', 'mysql', 'mariadb', 'sqlserver', 'oracle', 'cockroachdb']);
