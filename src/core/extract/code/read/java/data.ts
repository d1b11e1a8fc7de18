import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Span } from '../../../../model/source.ts';
import type { Class } from './annotations.ts';
import { connections } from '../rules/connection.ts';

/** Databases, caches, brokers and telemetry that code opens itself. */
export const dataConnections = connections(
  'java-data',
  ['Java'],
  [
    { names: ['getConnection'], on: /(^|\.)DriverManager$/, protocol: 'jdbc' },
    { names: ['setJdbcUrl', 'jdbcUrl'], protocol: 'jdbc' },
    { names: ['setUrl', 'url', 'setURL'], on: /data_?source/i, protocol: 'jdbc', needsTarget: true },
    { names: ['create'], on: /(^|\.)MongoClients$/, protocol: 'mongodb' },
    {
      names: ['MongoClient', 'SimpleMongoClientDatabaseFactory', 'ConnectionString', 'MongoClientURI'],
      constructs: true,
      protocol: 'mongodb',
      uses: ['com.mongodb', 'org.springframework.data.mongodb'],
      port: true,
    },
    {
      names: ['Jedis', 'JedisPool', 'JedisPooled', 'JedisCluster', 'UnifiedJedis', 'HostAndPort'],
      constructs: true,
      uses: ['redis.clients'],
      protocol: 'redis',
      port: true,
    },
    { names: ['create'], on: /(^|\.)(RedisClient|RedisClusterClient|RedisURI)$/, protocol: 'redis', port: true },
    {
      names: ['RedisStandaloneConfiguration', 'LettuceConnectionFactory', 'JedisConnectionFactory'],
      constructs: true,
      protocol: 'redis',
      port: true,
    },
    { names: ['setAddress', 'addNodeAddress', 'addSentinelAddress'], uses: ['org.redisson'], protocol: 'redis' },
    { names: ['MemcachedClient', 'XMemcachedClient', 'AddrUtil'], constructs: true, protocol: 'memcached', needsTarget: true },
    { names: ['addContactPoint', 'addContactPoints'], protocol: 'cassandra' },
    { names: ['HttpHost'], constructs: true, uses: ['org.elasticsearch', 'co.elastic'], protocol: 'elasticsearch', port: true },
    { names: ['connectedTo'], uses: ['org.springframework.data.elasticsearch'], protocol: 'elasticsearch' },
    { names: ['driver'], on: /(^|\.)GraphDatabase$/, protocol: 'neo4j' },
    {
      names: ['setHost', 'setUri', 'setAddresses', 'CachingConnectionFactory'],
      uses: ['com.rabbitmq', 'org.springframework.amqp'],
      protocol: 'rabbitmq',
      needsTarget: true,
    },
    { names: ['ActiveMQConnectionFactory', 'JmsConnectionFactory'], constructs: true, protocol: 'activemq' },
    { names: ['serviceUrl'], uses: ['org.apache.pulsar'], protocol: 'pulsar' },
    { names: ['connect'], on: /(^|\.)Nats$/, protocol: 'nats' },
    { names: ['setNamesrvAddr'], protocol: 'messaging' },
    { names: ['MqttClient', 'MqttAsyncClient'], constructs: true, protocol: 'mqtt' },
    { names: ['KafkaProducer', 'KafkaConsumer', 'KafkaStreams'], constructs: true, protocol: 'kafka', at: 'none' },
    { names: ['setEndpoint'], uses: ['io.opentelemetry', 'zipkin2', 'io.jaegertracing'], protocol: 'telemetry' },
    { names: ['Socket'], constructs: true, uses: ['java.net'], protocol: 'tcp', port: true, needsTarget: true },
  ],
);

/** Types whose presence means that the framework connects, with what its configuration says. */
const TYPES: readonly (readonly [RegExp, Protocol])[] = [
  [/^(JpaRepository|JpaSpecificationExecutor|PanacheRepository(Base)?|PanacheEntity|R2dbcRepository)$/, 'jdbc'],
  [
    /^(JdbcTemplate|NamedParameterJdbcTemplate|JdbcClient|JdbcOperations|EntityManager|EntityManagerFactory|DataSource|SqlSessionFactory|DSLContext|R2dbcEntityTemplate|DatabaseClient)$/,
    'jdbc',
  ],
  [
    /^(MongoRepository|ReactiveMongoRepository|MongoTemplate|ReactiveMongoTemplate|MongoOperations|PanacheMongoRepository|PanacheMongoEntity)$/,
    'mongodb',
  ],
  [
    /^(RedisTemplate|StringRedisTemplate|ReactiveRedisTemplate|RedisConnectionFactory|RedissonClient|RedisOperations|ReactiveStringRedisTemplate)$/,
    'redis',
  ],
  [
    /^(ElasticsearchRepository|ReactiveElasticsearchRepository|ElasticsearchOperations|ElasticsearchRestTemplate|ElasticsearchClient|RestHighLevelClient)$/,
    'elasticsearch',
  ],
  [/^(CassandraRepository|ReactiveCassandraRepository|CassandraTemplate|CqlSession)$/, 'cassandra'],
  [/^(Neo4jRepository|ReactiveNeo4jRepository|Neo4jTemplate)$/, 'neo4j'],
  [/^(KafkaTemplate|ReactiveKafkaProducerTemplate)$/, 'kafka'],
  [/^(RabbitTemplate|AmqpTemplate|AmqpAdmin)$/, 'rabbitmq'],
  [/^(JmsTemplate)$/, 'activemq'],
  [/^(JavaMailSender|MailSender|JavaMailSenderImpl)$/, 'smtp'],
  [/^(S3Client|AmazonS3)$/, 's3'],
  [/^(SqsClient|SqsAsyncClient|AmazonSQS)$/, 'sqs'],
  [/^(DynamoDbClient|AmazonDynamoDB|DynamoDBMapper|DynamoDbEnhancedClient)$/, 'dynamodb'],
];

/** What is kept where, by the annotation of an entity; a plain CrudRepository does not tell. */
const ENTITIES: readonly (readonly [annotation: string, modules: readonly string[], protocol: Protocol])[] = [
  ['Entity', ['javax.persistence', 'jakarta.persistence'], 'jdbc'],
  ['Document', ['org.springframework.data.mongodb'], 'mongodb'],
  ['Document', ['org.springframework.data.elasticsearch'], 'elasticsearch'],
  ['RedisHash', ['org.springframework.data.redis'], 'redis'],
  ['Table', ['org.springframework.data.cassandra'], 'cassandra'],
  ['Node', ['org.springframework.data.neo4j'], 'neo4j'],
  ['Table', ['org.springframework.data.relational'], 'jdbc'],
];

/** Repositories and templates that are injected, as bases, fields or parameters. */
export const injectedClients: Reader = {
  name: 'java-injected-clients',
  languages: ['Java'],
  *statement(statement, context) {
    if (statement.kind === 'class') yield* entity(statement, context);
    if (statement.kind === 'class') for (const base of statement.bases) yield* client(base, statement.span);
    if (statement.kind === 'assign' && statement.type) yield* client(statement.type, statement.span);
    if (statement.kind !== 'class' && statement.kind !== 'function') return;
    for (const parameter of statement.parameters) if (parameter.type) yield* client(parameter.type, statement.span);
  },
};

function* entity(type: Class, context: Context): Generator<CodeFact> {
  for (const one of type.annotations) {
    const kept = ENTITIES.find(([name, modules]) => name === one.name && modules.some(context.uses));
    if (kept) yield { kind: 'uses-address', at: one.span, protocol: kept[2], via: `@${one.name}` };
  }
}

function* client(type: string, at: Span): Generator<CodeFact> {
  const plain = type.replace(/<.*$/s, '').split('.').at(-1) ?? '';
  const protocol = TYPES.find(([name]) => name.test(plain))?.[1];
  if (protocol) yield { kind: 'uses-address', at, protocol, via: plain };
}
