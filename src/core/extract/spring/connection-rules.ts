import type { Protocol } from '../../model/technology.ts';

/** What a property opens a connection to. `protocol` absent: the address itself tells, and where it does not, `otherwise`. */
export interface ConnectionRule {
  /** On the canonical name. */
  readonly name: RegExp;
  readonly protocol?: Protocol;
  readonly otherwise?: Protocol;
  readonly via: string;
  /** Words of artifact names, one of which an application must have for the property to count; empty: it always counts. */
  readonly requires: readonly string[];
}

const SQL = [
  'jdbc',
  'jpa',
  'r2dbc',
  'mybatis',
  'hibernate',
  'flyway',
  'liquibase',
  'jooq',
  'druid',
  'hikari',
  'agroal',
  'panache',
  'sql',
  'mariadb',
  'ojdbc',
  'eventuate',
  'tram',
];
const OAUTH = ['oauth2', 'security', 'oidc', 'keycloak', 'jwt'];
const KAFKA = ['kafka', 'eventuate', 'tram'];

/** In order; the first that fits counts. */
const CONNECTION_RULES: readonly ConnectionRule[] = [
  // Data stores.
  {
    name: /(^|\.)(datasources?|r2dbc|flyway|liquibase|hikari|druid)(\..+)?\.(url|jdbcurl|jdbc\.url|reactive\.url)$|^spring\.r2dbc\.url$|(^|\.)jdbc\.(database)?url$/,
    otherwise: 'jdbc',
    via: 'spring.datasource',
    requires: SQL,
  },
  {
    name: /(^|\.)mongodb?(\.\w+)?\.(host|uri|hosts|connectionstring)$/,
    protocol: 'mongodb',
    via: 'spring.data.mongodb',
    requires: ['mongo'],
  },
  {
    name: /(^|\.)redis(\.\w+)?\.(host|hosts|url|uri|address|addresses|cluster\.nodes|sentinel\.nodes)(\[\d+])?$|(^|\.)redis\.(cluster|sentinel)\.nodes(\[\d+])?$/,
    protocol: 'redis',
    via: 'spring.data.redis',
    requires: ['redis', 'redisson', 'jedis', 'lettuce'],
  },
  {
    name: /(^|\.)cassandra\.(contactpoints|contactpoint|nodes)(\[\d+])?$/,
    protocol: 'cassandra',
    via: 'spring.cassandra',
    requires: ['cassandra'],
  },
  { name: /(^|\.)neo4j(\.authentication)?\.(uri|url)$/, protocol: 'neo4j', via: 'spring.neo4j', requires: ['neo4j'] },
  {
    name: /(^|\.)opensearch(\.\w+)*\.(uris?|hosts?|endpoints?)(\[\d+])?$/,
    protocol: 'opensearch',
    via: 'opensearch',
    requires: ['opensearch'],
  },
  {
    name: /(^|\.)elasticsearch(\.\w+)*\.(uris?|hosts?|endpoints?|clusternodes)(\[\d+])?$/,
    protocol: 'elasticsearch',
    via: 'spring.elasticsearch',
    requires: ['elasticsearch'],
  },
  { name: /(^|\.)influx(db)?\.(url|uri)$/, protocol: 'influxdb', via: 'spring.influx', requires: ['influx'] },
  { name: /(^|\.)couchbase\.(connectionstring|bootstraphosts)$/, protocol: 'couchdb', via: 'spring.couchbase', requires: ['couchbase'] },
  { name: /(^|\.)clickhouse\.(url|host)$/, protocol: 'clickhouse', via: 'clickhouse', requires: ['clickhouse'] },
  {
    name: /(^|\.)memcached?\.(servers?|hosts?|addresses?)(\[\d+])?$/,
    protocol: 'memcached',
    via: 'memcached',
    requires: ['memcached', 'xmemcached'],
  },
  { name: /(^|\.)minio\.(endpoint|url|host)$/, protocol: 'minio', via: 'minio', requires: ['minio'] },
  { name: /(^|\.)qdrant\.(host|url)$/, protocol: 'qdrant', via: 'qdrant', requires: ['qdrant'] },
  {
    name: /(^|\.)aws\.(s3|sqs|sns|dynamodb)\.endpoint(\.(uri|url))?$/,
    otherwise: 'http',
    via: 'spring.cloud.aws',
    requires: ['aws', 'sqs', 's3', 'sns', 'dynamo'],
  },
  // Brokers.
  {
    name: /(^|\.)rabbit(mq)?(\.\w+)?\.(host|addresses|uri)(\[\d+])?$|^(rabbitmq|amqp)host$/,
    protocol: 'rabbitmq',
    via: 'spring.rabbitmq',
    requires: ['amqp', 'rabbit', 'stream-binder-rabbit', 'bus-amqp'],
  },
  {
    name: /(^|\.)bootstrap\.?servers(\[\d+])?$|(^|\.)kafka(\.streams)?\.binder\.brokers(\[\d+])?$/,
    protocol: 'kafka',
    via: 'spring.kafka',
    requires: KAFKA,
  },
  {
    name: /(^|\.)(activemq|artemis)\.(brokerurl|host)$/,
    protocol: 'activemq',
    via: 'spring.activemq',
    requires: ['activemq', 'artemis', 'jms'],
  },
  { name: /(^|\.)pulsar(\.client)?\.serviceurl$/, protocol: 'pulsar', via: 'spring.pulsar', requires: ['pulsar'] },
  { name: /(^|\.)rocketmq(\.binder)?\.(nameserver|namesrvaddr)$/, protocol: 'messaging', via: 'rocketmq', requires: ['rocketmq'] },
  { name: /(^|\.)nats(\.spring)?\.(server|servers|url|addresses)(\[\d+])?$/, protocol: 'nats', via: 'nats', requires: ['nats'] },
  {
    name: /(^|\.)mqtt(\.\w+)?\.(url|uri|host|broker|brokerurl|serveruri|serveruris)$/,
    protocol: 'mqtt',
    via: 'mqtt',
    requires: ['mqtt', 'paho'],
  },
  // Platform services.
  {
    name: /^spring\.cloud\.config\.(uri|server\.git\.uri|discovery\.serviceid)(\[\d+])?$/,
    protocol: 'configuration',
    via: 'spring.cloud.config',
    requires: ['config-client', 'starter-config', 'config-server'],
  },
  {
    name: /^spring\.cloud\.(nacos|apollo)\.config\.serveraddr$|^apollo\.meta$|^spring\.cloud\.vault\.(uri|host)$/,
    protocol: 'configuration',
    via: 'configuration server',
    requires: ['nacos', 'apollo', 'vault'],
  },
  {
    name: /(^|\.)eureka\.client\.serviceurl\.\w+$|^eureka\.client\.registryurl$/,
    protocol: 'discovery',
    via: 'eureka.client',
    requires: ['eureka'],
  },
  {
    name: /^spring\.cloud\.consul\.host$|^consul\.client\.(defaultzone|host)$|^quarkus\.consulconfig\.agent\.hostport$/,
    protocol: 'discovery',
    via: 'spring.cloud.consul',
    requires: ['consul'],
  },
  { name: /(^|\.)nacos(\.\w+)*\.serveraddr$/, protocol: 'discovery', via: 'nacos', requires: ['nacos', 'seata'] },
  {
    name: /(^|\.)zookeeper\.(connectstring|connect|connectionstring|connection\.string)$|^dubbo\.registry\.address$|^dubbo\.registries\.\w+\.address$/,
    protocol: 'discovery',
    via: 'service registry',
    requires: ['zookeeper', 'dubbo', 'curator', 'eventuate'],
  },
  { name: /(^|\.)mail\.host$/, protocol: 'smtp', via: 'spring.mail', requires: ['mail'] },
  // Telemetry.
  {
    name: /(^|\.)zipkin(\.\w+)*\.(baseurl|endpoint|url|host)$/,
    protocol: 'telemetry',
    via: 'zipkin',
    requires: ['zipkin', 'sleuth', 'tracing'],
  },
  {
    name: /(^|\.)otlp(\.\w+)*\.(endpoint|url)$|^quarkus\.otel\.exporter\.otlp\.(traces\.)?endpoint$/,
    protocol: 'telemetry',
    via: 'OTLP',
    requires: ['otlp', 'opentelemetry', 'otel'],
  },
  {
    name: /(^|\.)jaeger(\.\w+)*\.(url|endpoint|host|agenthost)$/,
    protocol: 'telemetry',
    via: 'Jaeger',
    requires: ['jaeger', 'opentracing', 'opentelemetry'],
  },
  {
    name: /^management\.(metrics\.export\.\w+|\w+\.metrics\.export)\.(url|uri|host|baseurl)$|^management\.wavefront\.uri$/,
    protocol: 'telemetry',
    via: 'micrometer',
    requires: ['micrometer'],
  },
  {
    name: /(^|\.)(logstash|graylog|gelf|fluentd|loki)(\.\w+)*\.(servers?|hosts?|destinations?|url|uri|address|endpoint|push\.url)(\[\d+])?$|(^|\.)logging\.logstash\.(host|server)$/,
    protocol: 'telemetry',
    via: 'log shipping',
    requires: [],
  },
  {
    name: /^spring\.boot\.admin\.client\.url(\[\d+])?$|^spring\.boot\.admin\.url$/,
    protocol: 'telemetry',
    via: 'spring.boot.admin',
    requires: ['admin'],
  },
  { name: /^spring\.cloud\.sentinel\.transport\.dashboard$/, protocol: 'telemetry', via: 'sentinel', requires: ['sentinel'] },
  { name: /^turbine\.appconfig$/, protocol: 'telemetry', via: 'Turbine', requires: ['turbine'] },
  { name: /^xxl\.job\.admin\.addresses$/, protocol: 'http', via: 'xxl-job', requires: ['xxl'] },
  // Other services.
  {
    name: /(^|\.)(userinfouri|tokeninfouri|accesstokenuri|tokenuri|issueruri|jwksetu?ri|jwkseturi|jwkuri|keyuri|keysetu?ri|introspectionuri|checktokenendpointurl|authserverurl)$|^keycloak\.authserverurl$/,
    protocol: 'http',
    via: 'Spring Security OAuth2',
    requires: OAUTH,
  },
  {
    name: /^(spring\.cloud\.open)?feign\.client\.config\..+\.url$|^spring\.cloud\.openfeign\.client\.config\..+\.url$/,
    protocol: 'http',
    via: 'Feign',
    requires: ['feign'],
  },
  { name: /\.ribbon\.listofservers(\[\d+])?$|^ribbon\.listofservers$/, protocol: 'http', via: 'Ribbon', requires: [] },
  {
    name: /^spring\.cloud\.discovery\.client\.simple\.(instances\.)?[^.]+\[\d+]\.uri$/,
    protocol: 'http',
    via: 'SimpleDiscoveryClient',
    requires: [],
  },
  { name: /^spring\.http\.(serviceclient|client\.service)\..*baseurl$/, protocol: 'http', via: 'HTTP service client', requires: [] },
  { name: /^quarkus\.restclient\..+\.(url|uri)$|\/mprest\/(url|uri)$/, protocol: 'http', via: 'Quarkus REST client', requires: [] },
  { name: /^micronaut\.http\.services\.[^.]+\.(url|urls)(\[\d+])?$/, protocol: 'http', via: 'Micronaut HTTP client', requires: [] },
  {
    name: /^quarkus\.grpc\.clients\.[^.]+\.host$|^(spring\.)?grpc\.client\.(channels\.)?.+\.(address|target)$|^grpc\.channels\..+\.target$/,
    protocol: 'grpc',
    via: 'gRPC client',
    requires: [],
  },
];

export const connectionRule = (canonicalName: string): ConnectionRule | undefined =>
  CONNECTION_RULES.find(rule => rule.name.test(canonicalName));
