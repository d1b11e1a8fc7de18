import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import { env, type Value } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { assignedIn, behind, callsIn, chainOf, fieldOf, isText, lastName, uses } from '../call-parts.ts';
import { isAspireHost } from './aspire.ts';
import { settingIn } from './settings.ts';

/** Entity Framework providers: `options.UseNpgsql(connectionString)`. SQLite and in-memory stores are no services. */
const PROVIDERS: Readonly<Record<string, Technology>> = {
  UseNpgsql: 'postgres',
  UseSqlServer: 'sqlserver',
  UseAzureSql: 'sqlserver',
  UseMySql: 'mysql',
  UseMySQL: 'mysql',
  UseOracle: 'oracle',
  UseMongoDB: 'mongodb',
  UsePostgreSqlStorage: 'postgres',
  UseSqlServerStorage: 'sqlserver',
  UseRedisStorage: 'redis',
};

/** Types that are made with a connection string or address. */
const TYPES: Readonly<Record<string, Technology>> = {
  NpgsqlConnection: 'postgres',
  NpgsqlDataSourceBuilder: 'postgres',
  SqlConnection: 'sqlserver',
  MySqlConnection: 'mysql',
  MySqlDataSource: 'mysql',
  OracleConnection: 'oracle',
  MongoClient: 'mongodb',
  ElasticClient: 'elasticsearch',
  ElasticsearchClient: 'elasticsearch',
  ElasticsearchClientSettings: 'elasticsearch',
  ConnectionSettings: 'elasticsearch',
  OpenSearchClient: 'opensearch',
  QdrantClient: 'qdrant',
  InfluxDBClient: 'influxdb',
  AmazonDynamoDBClient: 'dynamodb',
  MemcachedClient: 'memcached',
  ClickHouseConnection: 'clickhouse',
  MinioClient: 'minio',
  AmazonS3Client: 's3',
};

/** Static methods: `ConnectionMultiplexer.Connect("redis")`. */
const METHODS: Readonly<Record<string, Technology>> = {
  'ConnectionMultiplexer.Connect': 'redis',
  'ConnectionMultiplexer.ConnectAsync': 'redis',
  'ConfigurationOptions.Parse': 'redis',
  'NpgsqlDataSource.Create': 'postgres',
  'MongoClientSettings.FromConnectionString': 'mongodb',
  'MongoClientSettings.FromUrl': 'mongodb',
  'GraphDatabase.Driver': 'neo4j',
};

/** Registrations that take the address in an argument or in the options' member. */
const REGISTRATIONS: Readonly<Record<string, { readonly store: Technology; readonly fields: readonly string[] }>> = {
  AddStackExchangeRedisCache: { store: 'redis', fields: ['Configuration', 'ConfigurationOptions'] },
  AddDistributedRedisCache: { store: 'redis', fields: ['Configuration'] },
  AddStackExchangeRedis: { store: 'redis', fields: ['Configuration'] },
  AddDistributedSqlServerCache: { store: 'sqlserver', fields: ['ConnectionString'] },
  AddNpgsqlDataSource: { store: 'postgres', fields: [] },
  AddNpgsql: { store: 'postgres', fields: [] },
  AddSqlServer: { store: 'sqlserver', fields: [] },
  AddEnyimMemcached: { store: 'memcached', fields: [] },
};

/** .NET Aspire clients take the name of a connection string. */
const ASPIRE: Readonly<Record<string, Technology>> = {
  AddNpgsqlDbContext: 'postgres',
  AddAzureNpgsqlDbContext: 'postgres',
  AddNpgsqlDataSource: 'postgres',
  AddSqlServerDbContext: 'sqlserver',
  AddSqlServerClient: 'sqlserver',
  AddMySqlDataSource: 'mysql',
  AddMySqlDbContext: 'mysql',
  AddOracleDatabaseDbContext: 'oracle',
  AddMongoDBClient: 'mongodb',
  AddRedisClient: 'redis',
  AddRedis: 'redis',
  AddKeyedRedisClient: 'redis',
  AddRedisDistributedCache: 'redis',
  AddRedisOutputCache: 'redis',
  AddRedisClientBuilder: 'redis',
  AddValkeyClient: 'redis',
  AddElasticsearchClient: 'elasticsearch',
  AddQdrantClient: 'qdrant',
  AddRabbitMQClient: 'rabbitmq',
  AddRabbitMQ: 'rabbitmq',
  AddRabbitMQEventBus: 'rabbitmq',
  AddKafkaProducer: 'kafka',
  AddKafkaConsumer: 'kafka',
  AddNatsClient: 'nats',
  AddAzureServiceBusClient: 'servicebus',
  AddCosmosDbContext: 'mongodb',
};

export const stores: Reader = {
  name: 'csharp-stores',
  languages: ['C#'],
  *call(call, context) {
    if (isAspireHost(context)) return;
    const last = lastName(call);
    if (call.constructs) yield* made(call, TYPES[last], context);
    else yield* byMethod(call, last, context);
  },
};

function* byMethod(call: Call, last: string, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  const provider = PROVIDERS[last];
  const opened = METHODS[call.path.slice(-2).join('.')];
  const registration = REGISTRATIONS[last];
  const aspire = ASPIRE[last] ?? ASPIRE[last.replace(/^AddRabbitMq/, 'AddRabbitMQ')];
  if (provider && (first || context.uses('Microsoft.EntityFrameworkCore'))) yield opens(call, provider, first, context);
  else if (opened) yield opens(call, opened, first, context);
  else if (aspire && isText(first) && !/[=;/]/.test(first.text)) {
    yield uses({ at: call.span, protocol: aspire, via: `Aspire ${last}`, target: env(`ConnectionStrings:${first.text}`) });
  } else if (registration) {
    const address = fieldOf(call, registration.fields, context) ?? (first?.kind === 'function' ? undefined : first);
    if (!(first?.kind === 'name' && /HealthCheck/i.test(call.path.join('.')))) yield opens(call, registration.store, address, context);
  } else if (last === 'AddMarten') yield* marten(call, context);
  else if (call.path.length === 1) yield* byWrapper(call, last, context);
}

const WRAPPER =
  /^(?:Open|Create|Connect(?:To)?|Get|Init(?:ialize)?|Build)(Redis|Valkey|Postgres|Npgsql|MySql|SqlServer|Mongo|Rabbit|Elastic|Db|Database|Sql)\w*$/i;

const SPOKEN: Readonly<Record<string, Technology>> = {
  redis: 'redis',
  valkey: 'redis',
  postgres: 'postgres',
  npgsql: 'postgres',
  mysql: 'mysql',
  sqlserver: 'sqlserver',
  mongo: 'mongodb',
  rabbit: 'rabbitmq',
  elastic: 'elasticsearch',
};

/** People write their own openers: `OpenRedisConnection("redis")`, `OpenDbConnection("Server=db;…")`. */
function* byWrapper(call: Call, last: string, context: Context): Generator<CodeFact> {
  const spoken = WRAPPER.exec(last)?.[1]?.toLowerCase();
  const [first] = call.arguments;
  if (spoken === undefined || !first || !isAddressLike(first)) return;
  const store = SPOKEN[spoken] ?? (context.uses('Npgsql') ? 'postgres' : context.uses('MySql') ? 'mysql' : 'sql');
  yield opens(call, store, first, context);
}

const isAddressLike = (given: Expression): boolean =>
  given.kind === 'join' || given.kind === 'choice' || (isText(given) && /^[\w.-]+(:\d+)?$|[=/]/.test(given.text));

function opens(call: Call, protocol: Technology, address: Expression | undefined, context: Context): CodeFact {
  const target = address && address.kind !== 'function' ? connectionOf(address, context) : undefined;
  return uses({ at: call.span, protocol, via: lastName(call), target });
}

/** A builder or settings object holds the host in its members. */
function connectionOf(address: Expression, context: Context): Value | undefined {
  const options = behind(address, context);
  if (options.kind === 'call' && options.constructs && options.named.length > 0) {
    const named = options.named.find(entry =>
      /^(Host|HostName|Server|DataSource|EndPoints|Url|Configuration|ConnectionString)$/.test(entry.key),
    );
    return named && settingIn(named.value, context);
  }
  return settingIn(address, context);
}

function* made(call: Call, store: Technology | undefined, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  if (!store) return;
  if (first) {
    const options = behind(first, context);
    // Settings made in this file were taken as the fact themselves.
    if (options.kind === 'call' && [...chainOf(options)].some(link => TYPES[lastName(link)] ?? METHODS[link.path.slice(-2).join('.')]))
      return;
    yield opens(call, store, first, context);
  } else if (call.named.length === 0 || fieldOf(call, ['ConnectionString'], context))
    yield opens(call, store, fieldOf(call, ['ConnectionString'], context), context);
}

/** `AddMarten(options => options.Connection(x))`. */
function* marten(call: Call, context: Context): Generator<CodeFact> {
  const [first] = call.arguments;
  const connection = first && [...callsIn(first)].find(inner => lastName(inner) === 'Connection')?.arguments[0];
  const assigned = first?.kind === 'function' ? assignedIn(first.body, ['ConnectionString']) : undefined;
  yield opens(call, 'postgres', connection ?? assigned ?? (first?.kind === 'function' ? undefined : first), context);
}
