/** How a server image is told its first user, password and database, and what it takes where it is told nothing. */
export interface Credentials {
  readonly user?: readonly string[];
  readonly password?: readonly string[];
  readonly database?: readonly string[];
  /** What holds where the variable is not set; `same` is the user's name. */
  readonly defaults: { readonly user?: string; readonly password?: string; readonly database?: string };
  /** A second account, with its own password; `always` also where nobody sets that. */
  readonly administrator?: { readonly user: string; readonly password: readonly string[]; readonly always?: true };
}

const CREDENTIALS: Readonly<Record<string, Credentials>> = {
  postgres: {
    user: ['POSTGRES_USER', 'POSTGRESQL_USERNAME'],
    password: ['POSTGRES_PASSWORD', 'POSTGRESQL_PASSWORD'],
    database: ['POSTGRES_DB', 'POSTGRESQL_DATABASE'],
    defaults: { user: 'postgres' },
    administrator: { user: 'postgres', password: ['POSTGRESQL_POSTGRES_PASSWORD'] },
  },
  mysql: {
    user: ['MYSQL_USER', 'MARIADB_USER'],
    password: ['MYSQL_PASSWORD', 'MARIADB_PASSWORD'],
    database: ['MYSQL_DATABASE', 'MARIADB_DATABASE'],
    defaults: {},
    administrator: { user: 'root', password: ['MYSQL_ROOT_PASSWORD', 'MARIADB_ROOT_PASSWORD'], always: true },
  },
  mongodb: {
    user: ['MONGO_INITDB_ROOT_USERNAME', 'MONGODB_USERNAME'],
    password: ['MONGO_INITDB_ROOT_PASSWORD', 'MONGODB_PASSWORD'],
    defaults: {},
    administrator: { user: 'root', password: ['MONGODB_ROOT_PASSWORD'] },
  },
  rabbitmq: {
    user: ['RABBITMQ_DEFAULT_USER', 'RABBITMQ_USERNAME'],
    password: ['RABBITMQ_DEFAULT_PASS', 'RABBITMQ_PASSWORD'],
    defaults: { user: 'guest', password: 'guest' },
  },
  sqlserver: { defaults: {}, administrator: { user: 'sa', password: ['MSSQL_SA_PASSWORD', 'SA_PASSWORD'] } },
  redis: { password: ['REDIS_PASSWORD'], defaults: {} },
};

/** By the technology that the graph knows for the service. */
export const credentialsOf = (technology: string | undefined): Credentials | undefined =>
  technology === undefined ? undefined : CREDENTIALS[technology === 'mariadb' ? 'mysql' : technology];

/** The variables that a server's official image reads, and what they begin with. */
interface ReadByImage {
  readonly prefix: string;
  readonly names: readonly string[];
}

const MYSQL = [
  'ROOT_PASSWORD',
  'ROOT_HOST',
  'DATABASE',
  'USER',
  'PASSWORD',
  'ALLOW_EMPTY_PASSWORD',
  'RANDOM_ROOT_PASSWORD',
  'ONETIME_PASSWORD',
  'INITDB_SKIP_TZINFO',
];

const READ: Readonly<Record<string, ReadByImage>> = {
  postgres: {
    prefix: 'POSTGRES_',
    names: [
      'POSTGRES_PASSWORD',
      'POSTGRES_USER',
      'POSTGRES_DB',
      'POSTGRES_INITDB_ARGS',
      'POSTGRES_INITDB_WALDIR',
      'POSTGRES_HOST_AUTH_METHOD',
    ],
  },
  mysql: { prefix: 'MYSQL_', names: MYSQL.map(name => `MYSQL_${name}`) },
  mariadb: { prefix: 'M', names: [...MYSQL.map(name => `MYSQL_${name}`), ...MYSQL.map(name => `MARIADB_${name}`)] },
  mongo: { prefix: 'MONGO_', names: ['MONGO_INITDB_ROOT_USERNAME', 'MONGO_INITDB_ROOT_PASSWORD', 'MONGO_INITDB_DATABASE'] },
  rabbitmq: {
    prefix: 'RABBITMQ_',
    names: ['RABBITMQ_DEFAULT_USER', 'RABBITMQ_DEFAULT_PASS', 'RABBITMQ_DEFAULT_VHOST', 'RABBITMQ_NODENAME', 'RABBITMQ_ERLANG_COOKIE'],
  },
};

export const namesReadBy = (image: string | undefined): ReadByImage | undefined =>
  image !== undefined && Object.hasOwn(READ, image) ? READ[image] : undefined;
