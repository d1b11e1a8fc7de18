import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { awsTechnology, CONNECTIONS, dialectTechnology } from './connections.ts';
import { entriesOf, option, originOf, textIn } from './origin.ts';
import { addressIn, valueIn } from './target.ts';

/** Connections to databases, caches and brokers by their client packages, and by the options of object mappers. */
export const dataStores: Reader = {
  name: 'data-stores',
  *call(call, context) {
    const name = call.path.at(-1);
    if (name === undefined) return;
    const technology = technologyOf(call, name, context);
    if (technology) yield connection(call, technology, context);
    else if (/^(Sequelize|sequelize)$/.test(name) && call.constructs) yield* sequelize(call, context);
    else if (/^(knex|Knex|drizzle|PrismaClient|PrismaPg|Pool)$/.test(name)) yield* byLibrary(call, name, context);
    else if (/^(forRoot|register)(Async)?$/.test(name)) yield* namedByTechnology(call, context);
    else if (/^(ServiceBusClient|BlobServiceClient)$/.test(call.path.at(-2) ?? '') && name === 'fromConnectionString')
      yield connection(call, 'servicebus', context);
  },
  *expression(expression, context) {
    if (expression.kind === 'object') yield* mapperOptions(expression, context);
  },
};

function technologyOf(call: Call, name: string, context: Context): Technology | undefined {
  const origin = originOf(call.path, context);
  if (!origin) return undefined;
  if (origin.module === 'aws-sdk') return call.constructs ? awsTechnology(name) : undefined;
  const known = CONNECTIONS.get(origin.module);
  if (!known || call.on) return undefined;
  // A default import may be called anything, so a construction or call of the import itself counts by its place.
  const itself = call.path.length === 1 && origin.direct && defaultExport(origin.module) && (call.constructs || CALLED.has(origin.module));
  if (!known.makes.test(name) && !itself) return undefined;
  const fits = known.indirect === 'also' || origin.direct === (known.indirect === undefined);
  return fits ? known.technology : undefined;
}

const CALLED = new Set(['postgres', 'monk', 'mongojs', 'nano']);
const defaultExport = (module: string): boolean => CALLED.has(module) || /^(ioredis|bull|bee-queue|memcached|pg-pool|agenda)$/.test(module);

function connection(call: Call, protocol: Technology, context: Context): CodeFact {
  const target = isQueue(call, context)
    ? addressIn(
        call.arguments.findLast(argument => argument.kind === 'object'),
        context,
      )
    : argumentAddress(call, context);
  return { kind: 'uses-address', at: call.span, protocol, ...(target && { target }), via: call.path.join('.') };
}

/** bull and its like take the queue's name first; where its server is comes after. */
const isQueue = (call: Call, context: Context): boolean => /^(bull|bullmq|bee-queue)$/.test(originOf(call.path, context)?.module ?? '');

function argumentAddress(call: Call, context: Context): Value | undefined {
  const [first, second] = call.arguments;
  // ioredis takes (port, host); @golevelup's module takes (itself, options).
  if (first && second && isPort(first) && second.kind !== 'function' && second.kind !== 'object')
    return join([valueIn(second, context), literal(':'), valueIn(first, context)]);
  if (first?.kind === 'name' && entriesOf(second).length > 0) {
    const inside = addressIn(second, context);
    if (inside) return inside;
  }
  return first && first.kind !== 'function' ? addressIn(first, context) : undefined;
}

const isPort = (expression: Expression): boolean => {
  if (expression.kind === 'number') return true;
  if (expression.kind === 'choice') return expression.options.some(isPort);
  return expression.kind === 'name' && /port$/i.test(expression.path.at(-1) ?? '');
};

/** `new Sequelize(url)` and `new Sequelize(name, user, password, { host, dialect })`; the object with a dialect speaks for itself. */
function* sequelize(call: Call, context: Context): Iterable<CodeFact> {
  const dialect = textIn(option(call.arguments, 'dialect'));
  if (option(call.arguments, 'host', 'replication') && dialect) return;
  const [url] = call.arguments;
  if (!url || url.kind === 'object' || call.arguments.length > 2) return;
  yield {
    kind: 'uses-address',
    at: call.span,
    protocol: (dialect && dialectTechnology(dialect)) || 'sql',
    target: valueIn(url, context),
    via: 'Sequelize',
  };
}

function* byLibrary(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const module = originOf(call.path, context)?.module ?? '';
  const [first] = call.arguments;
  if (module === '@prisma/client' && name === 'PrismaClient') {
    const target = option([option(call.arguments, 'datasources', 'db') ?? { kind: 'other', children: [], span: call.span }], 'db');
    const url = option(target ? [target] : call.arguments, 'url', 'datasourceUrl');
    if (url) yield { kind: 'uses-address', at: call.span, protocol: 'sql', target: valueIn(url, context), via: name };
  }
  if (module === 'drizzle-orm' && first && (first.kind === 'text' || first.kind === 'name')) {
    const driver = context.imports.get(call.path[0]!) ?? '';
    if (
      /(node-postgres|postgres-js|mysql2|neon)/.test(driver) &&
      !context.made.has(call.path[0]!) &&
      !(first.kind === 'name' && context.made.has(first.path.at(-1)!))
    ) {
      yield {
        kind: 'uses-address',
        at: call.span,
        protocol: driver.includes('mysql') ? 'mysql' : 'postgres',
        target: valueIn(first, context),
        via: 'drizzle',
      };
    }
  }
}

const NAMED =
  /^(mongo|mongodb|redis|postgres|postgresql|pg|mysql|amqp|rabbitmq|rabbit|kafka|nats)(?:Url|URL|Uri|URI|Dsn|ConnectionString|Brokers)$/;
const NAMES: Readonly<Record<string, Technology>> = {
  amqp: 'rabbitmq',
  rabbitmq: 'rabbitmq',
  rabbit: 'rabbitmq',
  kafka: 'kafka',
  nats: 'nats',
};

/** `SomeModule.forRootAsync({ useFactory: () => ({ mongoUrl }) })`: an option that names its technology, of a module that is not known. */
function* namedByTechnology(call: Call, context: Context): Iterable<CodeFact> {
  const factories = call.arguments.flatMap(argument => option([argument], 'useFactory') ?? []);
  for (const entry of [...call.arguments, ...factories].flatMap(entriesOf)) {
    const named = NAMED.exec(entry.key)?.[1];
    const protocol = named === undefined ? undefined : (NAMES[named] ?? dialectTechnology(named));
    if (protocol) yield { kind: 'uses-address', at: entry.span, protocol, target: valueIn(entry.value, context), via: call.path.join('.') };
  }
}

const LOCATION = /^(host|url|uri|clientUrl|connection|connectionString|hostname|dbCredentials|replication|server|mongoUrl)$/;
const MAPPER =
  /^(entities|synchronize|migrations|autoLoadEntities|database|username|dbName|models|logging|useNewUrlParser|useUnifiedTopology|dialectOptions|entityPrefix)$/;

/** `{ type: 'postgres', host, … }` of TypeORM and MikroORM, `{ dialect, host }` of Sequelize, `{ client, connection }` of Knex. */
function* mapperOptions(object: Extract<Expression, { kind: 'object' }>, context: Context): Iterable<CodeFact> {
  const kind = object.entries.find(entry => /^(type|dialect|client|provider|store)$/.test(entry.key));
  if (!kind || !object.entries.some(entry => LOCATION.test(entry.key))) return;
  const protocol = technologyNamed(kind.value, object.entries);
  if (!protocol) return;
  const target = addressIn(object, context);
  yield {
    kind: 'uses-address',
    at: object.span,
    protocol,
    ...(target && { target }),
    via: `${kind.key}: ${textIn(kind.value) ?? 'database'}`,
  };
}

function technologyNamed(value: Expression, entries: readonly Entry[]): Technology | undefined {
  const text = textIn(value) ?? (value.kind === 'choice' ? value.options.map(textIn).find(option => option !== undefined) : undefined);
  if (text !== undefined) return dialectTechnology(text);
  if (value.kind === 'name' && /redis/i.test(value.path.at(-1) ?? '')) return 'redis';
  return entries.some(entry => MAPPER.test(entry.key)) && value.kind !== 'object' && value.kind !== 'function' && value.kind !== 'call'
    ? 'sql'
    : undefined;
}
