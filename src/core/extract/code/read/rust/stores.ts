import type { Technology } from '../../../../model/technology.ts';
import type { Reader } from '../../reader.ts';
import { fieldOf, lastName, textIn, uses } from '../call-parts.ts';
import { cratePath, names } from './rust-names.ts';

/** Connections by crate path. The address is the first argument unless `at` says otherwise. */
const OPENERS: readonly { readonly name: RegExp; readonly crate: string; readonly store: Technology; readonly at?: number }[] = [
  {
    name: /(PgPool|PgConnection|PgPoolOptions|PgConnectOptions|Pool)\.(connect|connect_lazy|from_str|new)$|PgPool\w*.*\.(connect|connect_lazy)$/,
    crate: 'sqlx',
    store: 'postgres',
  },
  { name: /(MySqlPool|MySqlConnection|MySqlPoolOptions)\b.*\.(connect|connect_lazy|new)$/, crate: 'sqlx', store: 'mysql' },
  { name: /(AnyPool|AnyPoolOptions)\b.*\.connect$/, crate: 'sqlx', store: 'sql' },
  { name: /(PgConnection|AsyncPgConnection)\.establish$/, crate: 'diesel', store: 'postgres' },
  { name: /MysqlConnection\.establish$/, crate: 'diesel', store: 'mysql' },
  { name: /ConnectionManager\.new$|AsyncDieselConnectionManager\.new$/, crate: 'diesel', store: 'sql' },
  { name: /(tokio_postgres|postgres)(\.Client)?\.connect$|^Client\.connect$/, crate: 'tokio_postgres', store: 'postgres' },
  { name: /postgres(\.Client)?\.connect$/, crate: 'postgres', store: 'postgres' },
  { name: /Database\.connect$/, crate: 'sea_orm', store: 'sql' },
  { name: /ConnectOptions\.new$/, crate: 'sea_orm', store: 'sql' },
  { name: /(mysql|mysql_async)\.(Pool|Conn)\.new$|Opts\.from_url$/, crate: 'mysql', store: 'mysql' },
  { name: /(mysql_async\.)?(Pool|Opts)\.(new|from_url)$/, crate: 'mysql_async', store: 'mysql' },
  { name: /redis\.(Client|ClusterClient|cluster\.ClusterClient)\.(open|new)$|^Client\.open$/, crate: 'redis', store: 'redis' },
  { name: /Config\.from_url$|RedisConnectionManager\.new$|RedisConfig\.from_url$/, crate: 'deadpool_redis', store: 'redis' },
  { name: /RedisConnectionManager\.new$/, crate: 'bb8_redis', store: 'redis' },
  { name: /(RedisConfig|Config)\.from_url$/, crate: 'fred', store: 'redis' },
  { name: /(ClientOptions\.parse(_async)?|Client\.with_uri_str)$/, crate: 'mongodb', store: 'mongodb' },
  { name: /Transport\.single_node$|SingleNodeConnectionPool\.new$/, crate: 'elasticsearch', store: 'elasticsearch' },
  { name: /memcache(\.Client)?\.connect$/, crate: 'memcache', store: 'memcached' },
  { name: /SessionBuilder\b.*\.known_node$|known_node$/, crate: 'scylla', store: 'cassandra' },
  { name: /Client\.connect$/, crate: 'etcd_client', store: 'etcd' },
  { name: /Graph\.new$/, crate: 'neo4rs', store: 'neo4j' },
  { name: /with_url$/, crate: 'clickhouse', store: 'clickhouse' },
  { name: /Qdrant\.from_url$|QdrantClient\.from_url$/, crate: 'qdrant_client', store: 'qdrant' },
  { name: /(Surreal|Client)\.new$/, crate: 'influxdb', store: 'influxdb' },
];

/** Drivers of databases. SQLite is a file of the service itself. */
export const stores: Reader = {
  name: 'rust-stores',
  languages: ['Rust'],
  *call(call, context) {
    const written = cratePath(call, context);
    const opener = OPENERS.find(candidate => candidate.name.test(written) && names(candidate.crate, call, context));
    if (!opener || /sqlite/i.test(written + call.types.join())) return;
    const [first] = call.arguments;
    const address = first?.kind === 'call' && first.constructs ? fieldOf(call, ['url', 'host', 'addr'], context) : first;
    if (!first && lastName(call) !== 'connect') return;
    yield uses({
      at: call.span,
      protocol: opener.store,
      via: `${opener.crate} ${lastName(call)}`,
      target: address && textIn(address, context),
    });
  },
};
