import type { Value } from '../../../../model/value.ts';
import { env, join, literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { configurationRead } from './configuration-read.ts';
import { option } from './origin.ts';

/** `valueOf`, with what a JavaScript file knows beyond the expression: configuration services, types of receivers, `new URL(path, base)`. */
export function valueIn(expression: Expression, context: Context): Value {
  switch (expression.kind) {
    case 'join':
      return join(expression.parts.map(part => valueIn(part, context)));
    case 'choice':
      return choiceOf(expression.options.map(part => valueIn(part, context)));
    case 'list':
      return choiceOf(expression.items.map(item => valueIn(item, context)));
    case 'call':
      return valueOfCall(expression, context);
    case 'name':
      return valueOfName(expression, context);
    default:
      return valueOf(expression, context.language);
  }
}

export function choiceOf(options: readonly Value[]): Value {
  const [first, ...rest] = options;
  if (!first) return { kind: 'unknown', why: 'the list is empty' };
  if (rest.length === 0) return first;
  if (first.kind === 'env' && !first.fallback) return env(first.name, choiceOf(rest));
  return { kind: 'choice', options };
}

/** Methods of a text that leave an address what it is. */
const KEEPS = /^(split|trim|trimEnd|replace|replaceAll|toString|toLowerCase|slice|filter|map|flat)$/;
/** Fills the parameters of a path that a constant holds. */
const FILLS = /^(generatePath|buildPath|(build|make|get)?Ur[li](Builder|For)?|urlBuilder|fillPath|compilePath|replacePathParams)$/;
const JOINS = /^(urlJoin|urljoin|joinURL|joinUrl|withBase)$/;

function valueOfCall(call: Call, context: Context): Value {
  const read = configurationRead(call, context);
  if (read) return env(read.name, read.fallback && valueIn(read.fallback, context));
  const [first, second] = call.arguments;
  const method = call.path.at(-1) ?? '';
  if (method === 'URL' && call.constructs && first && second) return withPath(valueIn(second, context), valueIn(first, context));
  if (JOINS.test(method) && first)
    return call.arguments.slice(1).reduce<Value>((base, part) => withPath(base, valueIn(part, context)), valueIn(first, context));
  if (FILLS.test(method) && first?.kind === 'name' && /^[A-Z][A-Z0-9_]+$/.test(first.path.at(-1)!)) return valueIn(first, context);
  if (/^(Number|parseInt|String)$/.test(method) && call.path.length === 1 && first) return valueIn(first, context);
  if (KEEPS.test(method) && call.on) return valueIn(call.on, context);
  if (KEEPS.test(method) && call.path.length > 1) return valueIn({ kind: 'name', path: call.path.slice(0, -1), span: call.span }, context);
  return valueOf(call, context.language);
}

export function withPath(base: Value, path: Value): Value {
  const leading = path.kind === 'join' ? path.parts[0] : path;
  const slash = leading?.kind === 'literal' && leading.text.startsWith('/') ? [] : [literal('/')];
  return join([base, ...slash, path]);
}

const PRIMITIVE = /^(string|number|boolean|any|unknown|object|Record|Partial|Array|Promise|URL|Map|Buffer|typeof)$/;

/** `this.configuration.ordersUrl` belongs to the receiver's class, and `ConfigType<typeof database>` to the object that `database` returns. */
function valueOfName(name: Extract<Expression, { kind: 'name' }>, context: Context): Value {
  const value = valueOf(name, context.language);
  const [root, ...rest] = name.path;
  if (value.kind !== 'name' || root === undefined || rest.length === 0 || context.imports.has(root)) return value;
  const declared = context.types.get(root) ?? '';
  const configured = /^ConfigType<typeof (\w+)>/.exec(declared)?.[1];
  const type = configured ?? /^(\w+)$/.exec(declared)?.[1];
  return type === undefined || PRIMITIVE.test(type) ? value : { kind: 'name', path: [type, ...rest] };
}

const ADDRESS_KEYS = [
  'url',
  'uri',
  'urls',
  'connectionString',
  'connectionUri',
  'connectString',
  'databaseUrl',
  'mongoUrl',
  'clientUrl',
  'baseURL',
  'baseUrl',
  'prefixUrl',
  'prefix',
  'endpoint',
  'endPoint',
  'node',
  'nodes',
  'servers',
  'brokers',
  'hosts',
  'contactPoints',
  'serviceUrl',
  'kafkaHost',
  'metadata.broker.list',
  'bootstrap.servers',
  'address',
  'addr',
  'upstream',
  'target',
  'dsn',
] as const;

const NESTED_KEYS = [
  'useFactory',
  'connection',
  'options',
  'socket',
  'redis',
  'redisOptions',
  'config',
  'primary',
  'rootNodes',
  'startupNodes',
  'client',
  'cluster',
] as const;

/** The address in what a client is made with: a text, or an object with a url, a host and a port, or one of these inside. */
export function addressIn(expression: Expression | undefined, context: Context, depth = 0): Value | undefined {
  if (!expression || depth > 3) return undefined;
  if (expression.kind === 'list') return listed(expression.items, context, depth);
  if (expression.kind === 'name') return namedAddress(expression, context);
  if (expression.kind === 'number') return undefined;
  if (expression.kind !== 'object' && expression.kind !== 'function') return valueIn(expression, context);
  const whole = option([expression], ...ADDRESS_KEYS);
  if (whole && whole.kind !== 'object') return whole.kind === 'list' ? listed(whole.items, context, depth) : valueIn(whole, context);
  const host = option([expression], 'host', 'hostname', 'server', 'Host');
  if (host && host.kind !== 'object') return withPort(valueIn(host, context), option([expression], 'port'), context);
  const inner = whole ?? host ?? option([expression], ...NESTED_KEYS);
  return inner ? addressIn(inner, context, depth + 1) : undefined;
}

function listed(items: readonly Expression[], context: Context, depth: number): Value | undefined {
  const values = items.flatMap(item => addressIn(item, context, depth + 1) ?? []);
  return values.length > 0 ? choiceOf(values) : undefined;
}

function withPort(host: Value, port: Expression | undefined, context: Context): Value {
  return port && port.kind !== 'other' ? join([host, literal(':'), valueIn(port, context)]) : host;
}

/** A name may stand for the address, or for an object that holds it: `new Pool(config.database)`. */
function namedAddress(name: Extract<Expression, { kind: 'name' }>, context: Context): Value {
  const value = valueIn(name, context);
  if (value.kind !== 'name' || /(url|uri|host|addr|address|endpoint|dsn|connectionString)$/i.test(value.path.at(-1) ?? '')) return value;
  const inside = ['url', 'uri', 'connectionString', 'host', 'hostname', 'brokers', 'servers'].map((key): Value => ({
    kind: 'name',
    path: [...value.path, key],
  }));
  return { kind: 'choice', options: [value, ...inside] };
}

/** The port in `0.0.0.0:${PORT}`, or the value itself where it is no text with a host. */
export function portIn(value: Value): Value {
  if (value.kind === 'literal') return literal(/:(\d+)$/.exec(value.text)?.[1] ?? value.text);
  if (value.kind === 'join') return portIn(value.parts.at(-1)!);
  return value;
}
