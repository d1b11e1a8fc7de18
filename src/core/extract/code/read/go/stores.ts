import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { fieldOf, importsAny, lastName, textIn, uses } from '../call-parts.ts';
import { isStandard, packageCall } from './package-call.ts';

/** A constructor or dialer of a client library. `at` is the argument or the option's names that hold the address. */
interface Opener {
  readonly name: RegExp;
  readonly store: Technology;
  readonly at: number | readonly string[];
}

const OPENERS: readonly Opener[] = [
  {
    name: /(redis\/go-redis|go-redis\/redis|gopkg\.in\/redis)\.(Options|ClusterOptions|UniversalOptions|FailoverOptions|RingOptions)$/,
    store: 'redis',
    at: ['Addr', 'Addrs', 'SentinelAddrs'],
  },
  { name: /(redis\/go-redis|go-redis\/redis|gopkg\.in\/redis)\.ParseURL$/, store: 'redis', at: 0 },
  { name: /redis\/rueidis\.ClientOption$/, store: 'redis', at: ['InitAddress'] },
  { name: /redigo\/redis\.(Dial|DialContext)$/, store: 'redis', at: -1 },
  { name: /redigo\/redis\.(DialURL|DialURLContext)$/, store: 'redis', at: 0 },
  { name: /hibiken\/asynq\.RedisClientOpt$/, store: 'redis', at: ['Addr'] },
  { name: /(globalsign|gopkg\.in|labix\.org\/v2)\/mgo\.(Dial|DialWithTimeout)$/, store: 'mongodb', at: 0 },
  { name: /mgo\.DialInfo$/, store: 'mongodb', at: ['Addrs'] },
  { name: /jackc\/pgx(\/pgxpool)?\.(Connect|New|ParseConfig)$/, store: 'postgres', at: -1 },
  { name: /lib\/pq\.(Open|NewConnector|NewListener|ParseURL)$/, store: 'postgres', at: 0 },
  { name: /go-pg\/pg\.Options$/, store: 'postgres', at: ['Addr'] },
  { name: /go-pg\/pg\.ParseURL$/, store: 'postgres', at: 0 },
  { name: /uptrace\/bun\/driver\/pgdriver\.(WithDSN|WithAddr)$/, store: 'postgres', at: 0 },
  { name: /gorm\.io\/driver\/postgres\.Open$/, store: 'postgres', at: 0 },
  { name: /gorm\.io\/driver\/postgres\.Config$/, store: 'postgres', at: ['DSN'] },
  { name: /gorm\.io\/driver\/mysql\.Open$/, store: 'mysql', at: 0 },
  { name: /gorm\.io\/driver\/mysql\.Config$/, store: 'mysql', at: ['DSN'] },
  { name: /gorm\.io\/driver\/sqlserver\.Open$/, store: 'sqlserver', at: 0 },
  { name: /gorm\.io\/driver\/clickhouse\.Open$/, store: 'clickhouse', at: 0 },
  { name: /go-sql-driver\/mysql\.Config$/, store: 'mysql', at: ['Addr'] },
  { name: /bradfitz\/gomemcache\/memcache\.New$/, store: 'memcached', at: 0 },
  { name: /gocql\/gocql\.NewCluster$/, store: 'cassandra', at: 0 },
  { name: /olivere\/elastic\.SetURL$/, store: 'elasticsearch', at: 0 },
  { name: /elastic\/go-elasticsearch\.Config$/, store: 'elasticsearch', at: ['Addresses'] },
  { name: /opensearch-project\/opensearch-go\.Config$/, store: 'opensearch', at: ['Addresses'] },
  { name: /neo4j\/neo4j-go-driver\/neo4j\.(NewDriver|NewDriverWithContext)$/, store: 'neo4j', at: 0 },
  { name: /(ClickHouse|kshvakov)\/clickhouse(-go)?\.Options$/, store: 'clickhouse', at: ['Addr'] },
  { name: /influxdata\/influxdb-client-go\.(NewClient|NewClientWithOptions)$/, store: 'influxdb', at: 0 },
  { name: /influxdb1?-client\.HTTPConfig$|influxdata\/influxdb1-client\/v2\.HTTPConfig$/, store: 'influxdb', at: ['Addr'] },
  { name: /minio\/minio-go\.New$/, store: 'minio', at: 0 },
  { name: /go\.etcd\.io\/etcd\/client(\/v3)?\.Config$|coreos\/etcd\/clientv3\.Config$/, store: 'etcd', at: ['Endpoints'] },
  { name: /cloud\.google\.com\/go\/spanner\.(NewClient|NewClientWithConfig)$/, store: 'spanner', at: 1 },
  { name: /aws-sdk-go(-v2)?\/service\/dynamodb\.(New|NewFromConfig)$|guregu\/dynamo\.New$/, store: 'dynamodb', at: ['Endpoint'] },
  { name: /aws-sdk-go(-v2)?\/service\/s3\.(New|NewFromConfig)$/, store: 's3', at: ['Endpoint'] },
  { name: /qdrant\/go-client\/qdrant\.Config$/, store: 'qdrant', at: ['Host'] },
];

/** Constructors that say which store it is although the address comes from elsewhere. */
const UNADDRESSED: readonly (readonly [RegExp, Technology])[] = [
  [/(redis\/go-redis|go-redis\/redis|gopkg\.in\/redis)\.(NewClient|NewClusterClient|NewUniversalClient|NewFailoverClient)$/, 'redis'],
  [/elastic\/go-elasticsearch\.(NewDefaultClient|NewClient|NewTypedClient)$|olivere\/elastic\.NewSimpleClient$/, 'elasticsearch'],
];

/** Names of database/sql drivers. SQLite is a file of the service itself. */
const DRIVERS: Readonly<Record<string, Technology>> = {
  postgres: 'postgres',
  pgx: 'postgres',
  pq: 'postgres',
  cloudsqlpostgres: 'postgres',
  'cloud-sql-postgres': 'postgres',
  mysql: 'mysql',
  sqlserver: 'sqlserver',
  mssql: 'sqlserver',
  clickhouse: 'clickhouse',
  godror: 'oracle',
  oracle: 'oracle',
  cockroach: 'cockroachdb',
  spanner: 'spanner',
};

const SQL_OPEN =
  /(^database\/sql|jmoiron\/sqlx|XSAM\/otelsql|nhatthm\/otelsql|opentelemetry-go-extra\/\w+|jinzhu\/gorm|ngrok\/sqlmw|go-xorm\/xorm|xorm\.io\/xorm|DataDog\/dd-trace-go\S*\/sql|entgo\.io\/ent\/dialect\/sql|\/ent)\.(Open|Connect|ConnectContext|MustConnect|MustOpen|NewEngine|OpenDB)$/;

const MONGO = /mongo-driver\/mongo(\/options)?\.(Connect|NewClient)$/;

export const stores: Reader = {
  name: 'go-stores',
  languages: ['Go'],
  *call(call, context) {
    if (lastName(call) === 'ApplyURI' && importsAny(['go.mongodb.org/mongo-driver'], context))
      yield* opened(call, 'mongodb', call.arguments[0], context);
    const name = packageCall(call, context);
    if (name === undefined) return;
    if (isStandard(name)) {
      yield* sql(call, name, context);
      return;
    }
    for (const opener of OPENERS) {
      if (opener.name.test(name)) {
        yield* opened(call, opener.store, addressOf(call, opener.at, context), context);
        return;
      }
    }
    yield* sql(call, name, context);
    yield* unaddressed(call, name, context);
  },
};

function addressOf(call: Call, at: Opener['at'], context: Context): Expression | undefined {
  if (typeof at !== 'number') return fieldOf(call, at, context);
  return at < 0
    ? call.arguments.find((argument, index) => index > 0 || call.arguments.length === 1 || argument.kind === 'text')
    : call.arguments[at];
}

function* opened(call: Call, store: Technology, address: Expression | undefined, context: Context): Generator<CodeFact> {
  yield uses({ at: call.span, protocol: store, via: call.path.join('.'), target: address && textIn(address, context) });
}

/** `sql.Open("postgres", dsn)`; the driver may be a constant, then its import tells. */
function* sql(call: Call, name: string, context: Context): Generator<CodeFact> {
  if (!SQL_OPEN.test(name)) return;
  const at = name.endsWith('Context') ? 1 : 0;
  const driver = call.arguments[at];
  const written = driver?.kind === 'text' ? driver.text.toLowerCase() : undefined;
  if (written !== undefined && /sqlite/.test(written)) return;
  const store = (written !== undefined && DRIVERS[written]) || importedDriver(context) || 'sql';
  yield* opened(call, store, call.arguments[at + 1], context);
}

function importedDriver(context: Context): Technology | undefined {
  if (['github.com/lib/pq', 'github.com/jackc/pgx', 'github.com/jinzhu/gorm/dialects/postgres'].some(name => context.uses(name)))
    return 'postgres';
  if (['github.com/go-sql-driver/mysql', 'github.com/jinzhu/gorm/dialects/mysql'].some(name => context.uses(name))) return 'mysql';
  return ['github.com/denisenkom/go-mssqldb', 'github.com/microsoft/go-mssqldb'].some(name => context.uses(name)) ? 'sqlserver' : undefined;
}

/** A client whose options are not written here. Where they are, the options are the fact. */
function* unaddressed(call: Call, name: string, context: Context): Generator<CodeFact> {
  const store = UNADDRESSED.find(([pattern]) => pattern.test(name))?.[1];
  if (store) {
    const [first] = call.arguments;
    const written = first?.kind === 'call' || (first?.kind === 'name' && context.made.has(first.path.at(-1) ?? ''));
    if (!written) yield* opened(call, store, undefined, context);
  }
  if (!MONGO.test(name)) return;
  const given = call.arguments.some(
    argument => argument.kind === 'call' || (argument.kind === 'name' && context.made.has(argument.path.at(-1) ?? '')),
  );
  if (!given) yield* opened(call, 'mongodb', undefined, context);
}
