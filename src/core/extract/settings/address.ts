import type { Protocol } from '../../model/technology.ts';

const URL_SHAPE = /^[a-z][a-z0-9+.-]*(:[a-z0-9]+)*:\/\/[^\s"'<>]+$/i;
/** `host:port`, or a list of them. Hosts begin with a letter, so that times and versions do not count; addresses with digits only count whole. */
const HOST_PORT = /^([a-z][a-z0-9_.-]*|\d{1,3}(\.\d{1,3}){3}):\d{2,5}(\/[\w./-]*)?$/i;
const NO_SYSTEM =
  /^(file|classpath|mailto|urn|data|unix|tcp:\/\/0\.0\.0\.0|https?:\/\/(www\.w3\.org|schemas?\.|json-schema\.org|localhost\/?$|\*|\+|0\.0\.0\.0|\[::\]))/i;

/** True for a URL or `host:port` of something that may be part of a system: no schema name, no address to listen on, no file. */
export function isAddress(text: string): boolean {
  if (text.length > 500 || !text.includes(':')) return false;
  if (NO_SYSTEM.test(text)) return false;
  return URL_SHAPE.test(text) || HOST_PORT.test(text.split(',')[0]!);
}

const SCHEMES: readonly (readonly [RegExp, Protocol])[] = [
  [/^https?:/, 'http'],
  [/^wss?:/, 'websocket'],
  [/^grpcs?:/, 'grpc'],
  [/^smtps?:/, 'smtp'],
  [/^(r2dbc:|jdbc:)?(postgres(ql)?|pgsql|pg|postgis)\b/, 'postgres'],
  [/^(r2dbc:|jdbc:)?(mysql|mysql2)\b/, 'mysql'],
  [/^(r2dbc:|jdbc:)?mariadb\b/, 'mariadb'],
  [/^(r2dbc:|jdbc:)?(sqlserver|mssql|jtds)\b/, 'sqlserver'],
  [/^(r2dbc:|jdbc:)?oracle\b/, 'oracle'],
  [/^(jdbc:)?sqlite\b/, 'sqlite'],
  [/^(jdbc:)?(clickhouse|ch)\b/, 'clickhouse'],
  [/^(jdbc:)?cockroachdb\b/, 'cockroachdb'],
  [/^jdbc:/, 'jdbc'],
  [/^mongodb(\+srv)?:/, 'mongodb'],
  [/^rediss?:/, 'redis'],
  [/^memcached?:/, 'memcached'],
  [/^amqps?:/, 'rabbitmq'],
  [/^nats:/, 'nats'],
  [/^kafka:/, 'kafka'],
  [/^pulsar(\+ssl)?:/, 'pulsar'],
  [/^(failover:.*)?(tcp|ssl|stomp|openwire).*:6161\d/, 'activemq'],
  [/^mqtts?:/, 'mqtt'],
  [/^(bolt|neo4j)(\+s|\+ssc)?:/, 'neo4j'],
  [/^couchbases?:/, 'couchdb'],
  [/^(cassandra|cql):/, 'cassandra'],
  [/^(elasticsearch|es):/, 'elasticsearch'],
  [/^s3:/, 's3'],
  [/^tcp:/, 'tcp'],
];

/** What the scheme of an address says about who speaks there. */
export function protocolOf(address: string): Protocol | undefined {
  const start = address.trimStart().slice(0, 80).toLowerCase();
  return SCHEMES.find(([scheme]) => scheme.test(start))?.[1];
}

/** A database inside the process or a file is no part of the system's graph. */
export const isEmbedded = (address: string): boolean => /^jdbc:(h2|hsqldb|derby)|^r2dbc:h2|^sqlite:.*memory/i.test(address);
