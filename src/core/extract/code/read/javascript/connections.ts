import type { Technology } from '../../../../model/technology.ts';

export interface Connection {
  readonly technology: Technology;
  /** Constructors and functions that open a connection. */
  readonly makes: RegExp;
  /** The call comes from an object that the package makes, not from the package itself, or from either. */
  readonly indirect?: 'only' | 'also';
}

const row = (technology: Technology, makes: RegExp): Connection => ({ technology, makes });

const MYSQL = row('mysql', /^(createConnection|createPool|createPoolCluster)$/);
const REDIS = row('redis', /^(createClient|createCluster|createSentinel|Redis|IORedis|Cluster|RedisClient|default)$/);
const REDIS_MODULE = row('redis', /^(forRoot|forRootAsync|register|registerAsync)$/);
const ELASTIC = row('elasticsearch', /^(Client|register|registerAsync)$/);
const AMQP = row(
  'rabbitmq',
  /^(connect|createConnection|forRoot|forRootAsync|register|registerAsync|Connection|AMQPClient|createEnvironment)$/,
);
const BULL = row('redis', /^(Queue|Worker|QueueEvents|FlowProducer|QueueScheduler|Bull|BeeQueue|forRoot|forRootAsync)$/);

/** Client packages of data stores and brokers. */
export const CONNECTIONS: ReadonlyMap<string, Connection> = new Map([
  ['pg', row('postgres', /^(Client|Pool)$/)],
  ['pg-pool', row('postgres', /^(Pool|PgPool)$/)],
  ['postgres', row('postgres', /^(postgres|sql|pg)$/)],
  ['pg-promise', { technology: 'postgres', makes: /^(pgp|db|connect)$/, indirect: 'only' }],
  ['slonik', row('postgres', /^createPool$/)],
  ['@vercel/postgres', row('postgres', /^(createPool|createClient)$/)],
  ['@neondatabase/serverless', row('postgres', /^(neon|Pool|Client)$/)],
  ['mysql', MYSQL],
  ['mysql2', MYSQL],
  ['promise-mysql', MYSQL],
  ['mariadb', row('mariadb', /^(createConnection|createPool)$/)],
  ['mongodb', row('mongodb', /^(MongoClient|connect)$/)],
  ['mongoose', row('mongodb', /^(connect|createConnection)$/)],
  ['monk', row('mongodb', /^monk$/)],
  ['mongojs', row('mongodb', /^mongojs$/)],
  ['@nestjs/mongoose', row('mongodb', /^(forRoot|forRootAsync)$/)],
  ['agenda', row('mongodb', /^Agenda$/)],
  ['redis', REDIS],
  ['ioredis', REDIS],
  ['@upstash/redis', row('redis', /^Redis$/)],
  ['handy-redis', row('redis', /^createNodeRedisClient$/)],
  ['@nestjs-modules/ioredis', REDIS_MODULE],
  ['@liaoliaots/nestjs-redis', REDIS_MODULE],
  ['nestjs-redis', REDIS_MODULE],
  ['cache-manager-redis-store', row('redis', /^(redisStore|create)$/)],
  ['cache-manager-redis-yet', row('redis', /^redisStore$/)],
  ['cache-manager-ioredis', row('redis', /^redisStore$/)],
  ['@keyv/redis', row('redis', /^(KeyvRedis|createKeyv)$/)],
  ['bull', BULL],
  ['bullmq', BULL],
  ['bee-queue', row('redis', /^(Queue|BeeQueue|BQ)$/)],
  ['@nestjs/bull', BULL],
  ['@nestjs/bullmq', BULL],
  ['cassandra-driver', row('cassandra', /^Client$/)],
  ['@elastic/elasticsearch', ELASTIC],
  ['elasticsearch', ELASTIC],
  ['@nestjs/elasticsearch', ELASTIC],
  ['@opensearch-project/opensearch', row('opensearch', /^Client$/)],
  ['memcached', row('memcached', /^(Memcached|memcached)$/)],
  ['memjs', row('memcached', /^create$/)],
  ['neo4j-driver', row('neo4j', /^driver$/)],
  ['influx', row('influxdb', /^InfluxDB$/)],
  ['@influxdata/influxdb-client', row('influxdb', /^InfluxDB$/)],
  ['@clickhouse/client', row('clickhouse', /^createClient$/)],
  ['minio', row('minio', /^Client$/)],
  ['mssql', row('sqlserver', /^(connect|ConnectionPool)$/)],
  ['tedious', row('sqlserver', /^Connection$/)],
  ['oracledb', row('oracle', /^(getConnection|createPool)$/)],
  ['etcd3', row('etcd', /^Etcd3$/)],
  ['couchbase', row('couchdb', /^(connect|Cluster)$/)],
  ['nano', row('couchdb', /^(nano|Nano)$/)],
  ['@qdrant/js-client-rest', row('qdrant', /^QdrantClient$/)],
  ['@aws-sdk/client-dynamodb', row('dynamodb', /^(DynamoDBClient|DynamoDB)$/)],
  ['@aws-sdk/client-s3', row('s3', /^(S3Client|S3)$/)],
  ['@aws-sdk/client-sqs', row('sqs', /^(SQSClient|SQS)$/)],
  ['@aws-sdk/client-sns', row('sns', /^(SNSClient|SNS)$/)],
  ['@google-cloud/spanner', row('spanner', /^Spanner$/)],
  ['@google-cloud/pubsub', row('pubsub', /^PubSub$/)],
  ['@azure/service-bus', row('servicebus', /^(ServiceBusClient)$/)],
  ['@azure/event-hubs', row('eventhubs', /^EventHub(Producer|Consumer)?Client$/)],
  ['kafkajs', row('kafka', /^Kafka$/)],
  ['@confluentinc/kafka-javascript', row('kafka', /^(Kafka|Producer|KafkaConsumer|HighLevelProducer)$/)],
  ['node-rdkafka', row('kafka', /^(Producer|HighLevelProducer|KafkaConsumer|createReadStream|createWriteStream)$/)],
  ['kafka-node', row('kafka', /^(KafkaClient|ConsumerGroup|ConsumerGroupStream)$/)],
  ['amqplib', AMQP],
  ['amqp-connection-manager', AMQP],
  ['@cloudamqp/amqp-client', AMQP],
  ['rabbitmq-client', AMQP],
  ['rabbitmq-amqp-js-client', AMQP],
  ['@golevelup/nestjs-rabbitmq', AMQP],
  ['amqp', AMQP],
  ['rhea', { technology: 'messaging', makes: /^connect$/, indirect: 'also' }],
  ['rhea-promise', row('messaging', /^Connection$/)],
  ['nats', row('nats', /^connect$/)],
  ['@nats-io/transport-node', row('nats', /^connect$/)],
  ['node-nats-streaming', row('nats', /^connect$/)],
  ['mqtt', row('mqtt', /^(connect|connectAsync)$/)],
  ['stompit', row('activemq', /^(connect|ConnectFailover)$/)],
  ['pulsar-client', row('pulsar', /^Client$/)],
]);

const AWS: Readonly<Record<string, Technology>> = { DynamoDB: 'dynamodb', DocumentClient: 'dynamodb', S3: 's3', SQS: 'sqs', SNS: 'sns' };

/** `new AWS.SQS()` of the SDK's second version. */
export const awsTechnology = (name: string): Technology | undefined => (Object.hasOwn(AWS, name) ? AWS[name] : undefined);

const DIALECTS: Readonly<Record<string, Technology>> = {
  postgres: 'postgres',
  postgresql: 'postgres',
  pg: 'postgres',
  'aurora-postgres': 'postgres',
  mysql: 'mysql',
  mysql2: 'mysql',
  mariadb: 'mariadb',
  mongodb: 'mongodb',
  mongo: 'mongodb',
  mssql: 'sqlserver',
  sqlserver: 'sqlserver',
  oracle: 'oracle',
  oracledb: 'oracle',
  cockroachdb: 'cockroachdb',
  redis: 'redis',
  ioredis: 'redis',
  spanner: 'spanner',
};

/** The database that a mapper's `type`, `dialect` or `client` names. */
export const dialectTechnology = (dialect: string): Technology | undefined =>
  Object.hasOwn(DIALECTS, dialect) ? DIALECTS[dialect] : undefined;
