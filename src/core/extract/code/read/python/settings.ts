import type { CodeFact } from '../../../../model/fact.ts';
import type { Protocol } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Entry, Expression, Statement } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { each, hostAndPort, mayBeText } from '../rules/argument.ts';
import { protocolOf } from '../rules/connection.ts';

type Class = Extract<Statement, { kind: 'class' }>;
type Assign = Extract<Statement, { kind: 'assign' }>;

/** Fields of pydantic's BaseSettings are variables of the environment: `orders_url: str = "…"` reads ORDERS_URL. */
export const settingsClasses: Reader = {
  name: 'python-settings-class',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'class' || !statement.bases.some(base => /(^|\.)\w*Settings$/.test(base))) return;
    if (!context.uses('pydantic') && !context.uses('pydantic_settings')) return;
    const prefix = prefixOf(statement);
    for (const member of statement.body) {
      if (member.kind === 'assign' && member.target.length === 1 && member.type !== undefined) yield fieldRead(member, prefix, context);
    }
  },
};

/** `model_config = SettingsConfigDict(env_prefix="SHOP_")` or `class Config: env_prefix = "SHOP_"`. */
function prefixOf(settings: Class): string {
  for (const member of settings.body) {
    const inner = member.kind === 'class' ? member.body : [member];
    for (const statement of inner) {
      if (statement.kind !== 'assign' || !statement.value) continue;
      const { value } = statement;
      if (statement.target[0] === 'env_prefix' && value.kind === 'text') return value.text;
      const entries = value.kind === 'call' ? value.named : value.kind === 'object' ? value.entries : [];
      const prefix = entries.find(entry => entry.key === 'env_prefix')?.value;
      if (prefix?.kind === 'text') return prefix.text;
    }
  }
  return '';
}

function fieldRead(field: Assign, prefix: string, { language }: Context): CodeFact {
  const { value } = field;
  const call = value?.kind === 'call' ? value : undefined;
  const alias = call?.named.find(entry => /^(env|alias|validation_alias)$/.test(entry.key))?.value;
  const name = alias?.kind === 'text' ? alias.text : `${prefix}${field.target[0]}`.toUpperCase();
  const fallback = call ? (call.named.find(entry => entry.key === 'default')?.value ?? call.arguments[0]) : value;
  const known = mayBeText(fallback) && fallback.kind !== 'name' ? { fallback: valueOf(fallback, language) } : {};
  return { kind: 'reads-env', at: field.span, name, certain: true, ...known };
}

const ENGINES: readonly (readonly [RegExp, Protocol])[] = [
  [/postg/i, 'postgres'],
  [/mysql/i, 'mysql'],
  [/oracle/i, 'oracle'],
  [/mssql|sql_server/i, 'sqlserver'],
  [/djongo|mongo/i, 'mongodb'],
  [/sqlite/i, 'sqlite'],
];

/** Settings that a framework reads by their name, not by a call: Django's DATABASES and CACHES, Celery's broker, Flask's database. */
export const frameworkSettings: Reader = {
  name: 'python-framework-settings',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'assign' || !statement.value) return;
    const name = statement.target.at(-1) ?? '';
    const { value } = statement;
    if (name === 'DATABASES' && value.kind === 'object') for (const entry of value.entries) yield* database(entry, context);
    if (name === 'CACHES' && value.kind === 'object') for (const entry of value.entries) yield* cache(entry, context);
    if (/^(SQLALCHEMY_DATABASE_URI|SQLALCHEMY_DATABASE_URL)$/.test(name)) yield* url(value, 'sql', name, context);
    if (/^(MONGO_URI|MONGODB_HOST)$/.test(name) && context.uses('flask')) yield* url(value, 'mongodb', name, context);
    if (/^(CELERY_BROKER_URL|BROKER_URL|broker_url|CELERY_RESULT_BACKEND|result_backend)$/.test(name))
      yield* url(value, 'messaging', name, context);
  },
};

const given = (entries: readonly Entry[], key: string): Expression | undefined => entries.find(entry => entry.key === key)?.value;

function* database({ value, span }: Entry, context: Context): Generator<CodeFact> {
  if (value.kind !== 'object') return;
  const engine = given(value.entries, 'ENGINE');
  const written = engine?.kind === 'text' ? engine.text : '';
  const protocol = ENGINES.find(([name]) => name.test(written))?.[1] ?? 'sql';
  const host = given(value.entries, 'HOST');
  const target =
    mayBeText(host) && !(host.kind === 'text' && host.text === '')
      ? { target: hostAndPort(host, given(value.entries, 'PORT'), context) }
      : {};
  yield { kind: 'uses-address', at: span, protocol, ...target, via: 'Django DATABASES' };
}

function* cache({ value }: Entry, context: Context): Generator<CodeFact> {
  if (value.kind !== 'object') return;
  const backend = given(value.entries, 'BACKEND');
  const written = backend?.kind === 'text' ? backend.text : '';
  const protocol: Protocol | undefined = /redis/i.test(written) ? 'redis' : /memcache|pylibmc/i.test(written) ? 'memcached' : undefined;
  const location = given(value.entries, 'LOCATION');
  if (!protocol || !location) return;
  for (const one of each(location).filter(mayBeText)) {
    yield { kind: 'uses-address', at: one.span, protocol, target: valueOf(one, context.language), via: 'Django CACHES' };
  }
}

function* url(value: Expression, usual: Protocol, via: string, context: Context): Generator<CodeFact> {
  if (!mayBeText(value)) return;
  const target = valueOf(value, context.language);
  yield { kind: 'uses-address', at: value.span, protocol: protocolOf(usual, target), target, via };
}

/** `host = "http://shop"` of a Locust user is what the load goes to. */
export const locust: Reader = {
  name: 'python-locust',
  languages: ['Python'],
  *statement(statement, context) {
    if (statement.kind !== 'class' || !context.uses('locust')) return;
    for (const member of statement.body) {
      if (member.kind !== 'assign' || member.target[0] !== 'host' || !mayBeText(member.value)) continue;
      yield { kind: 'uses-address', at: member.span, protocol: 'http', target: valueOf(member.value, context.language), via: 'locust' };
    }
  },
};
