/** What a connection string says of who connects to what. */
export interface Connection {
  readonly scheme?: string;
  readonly host: string;
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly database?: string;
}

const URL =
  /^(?:jdbc:)?([a-z][a-z0-9+.-]*):\/\/(?:([^:@/?#\s]*)(?::([^@/?#\s]*))?@)?([^:/?#,\s]+)(?::(\d+))?[^/?#\s]*(?:\/([^?#;\s]*))?(?:[?;]([^#\s]*))?$/i;

/** URLs of all kinds and `Host=db;Username=app;Password=…`; undefined for what is neither or holds what is not known. */
export function connectionIn(text: string): Connection | undefined {
  if (text.length > 1_000 || /[\uE000-\uF8FF]|\$\{|\{\{/.test(text)) return undefined;
  return urlIn(text.trim()) ?? pairsIn(text.trim());
}

function urlIn(text: string): Connection | undefined {
  const match = URL.exec(text);
  if (!match) return undefined;
  const [, scheme = '', user, password, host = '', port, path, query = ''] = match;
  const pairs = keyed(query.split(/[&;]/));
  const named = {
    user: decoded(user) || pairs.user,
    password: decoded(password) || pairs.password,
    database: (path && decoded(path)) || pairs.database,
  };
  return { scheme: scheme.toLowerCase(), host: host.toLowerCase(), ...(port && { port: Number(port) }), ...present(named) };
}

function pairsIn(text: string): Connection | undefined {
  if (!/^\s*[\w ]+=[^;=]*;/.test(text)) return undefined;
  const pairs = keyed(text.split(';'));
  const [host, port] = (pairs.host ?? '').replace(/^tcp:/, '').split(/[,:]/);
  const { user, password, database } = pairs;
  return host
    ? { host: host.toLowerCase(), ...(Number(port) > 0 && { port: Number(port) }), ...present({ user, password, database }) }
    : undefined;
}

const KEYS: Readonly<Record<string, 'host' | 'user' | 'password' | 'database'>> = {
  host: 'host',
  server: 'host',
  'data source': 'host',
  datasource: 'host',
  address: 'host',
  u: 'user',
  user: 'user',
  username: 'user',
  'user id': 'user',
  uid: 'user',
  p: 'password',
  password: 'password',
  pwd: 'password',
  pass: 'password',
  d: 'database',
  database: 'database',
  dbname: 'database',
  'initial catalog': 'database',
};

type Named = Partial<Record<'host' | 'user' | 'password' | 'database', string>>;

function keyed(pairs: readonly string[]): Named {
  const found: Named = {};
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    const key = KEYS[pair.slice(0, Math.max(0, equals)).trim().toLowerCase()];
    if (key !== undefined) found[key] ??= decoded(pair.slice(equals + 1).trim()) ?? '';
  }
  return found;
}

const present = (named: { readonly [K in 'user' | 'password' | 'database']: string | undefined }): Pick<
  Connection,
  'user' | 'password' | 'database'
> => ({
  ...(named.user && { user: named.user }),
  ...(named.password && { password: named.password }),
  ...(named.database && { database: named.database }),
});

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return text;
  }
}
