import type { CodeFact } from '../../../../model/fact.ts';
import { environmentRead, VARIABLE } from '../../environment-read.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { configurationRead } from './configuration-read.ts';
import { entriesOf, option, textIn } from './origin.ts';
import { valueIn } from './target.ts';

/** Configuration factories of NestJS, configuration services, and schemas of the environment (zod, envalid, Joi, convict). */
export const configuration: Reader = {
  name: 'configuration',
  *call(call, context) {
    const name = call.path.at(-1) ?? '';
    if (name === 'registerAs') yield* registered(call, context);
    else if (name === 'get' || name === 'getOrThrow') yield* read(call, context);
    else if (/^(object|strictObject|looseObject|cleanEnv|createEnv)$/.test(name)) yield* schema(call, name, context);
  },
  *statement(statement, context) {
    if (statement.kind !== 'assign' || statement.target.join('.') !== 'default' || statement.value?.kind !== 'function') return;
    if (/config|settings/i.test(context.path)) yield* settings(entriesOf(statement.value), '', context);
  },
  *expression(expression, context) {
    if (expression.kind === 'object') yield* convict(expression.entries, context);
  },
};

/** `registerAs('auth', () => ({ url }))` makes the key `auth.url`. */
function* registered(call: Call, context: Context): Iterable<CodeFact> {
  const prefix = textIn(call.arguments[0]);
  if (prefix !== undefined) yield* settings(entriesOf(call.arguments[1]), `${prefix}.`, context);
}

function* settings(entries: readonly Entry[], prefix: string, context: Context): Iterable<CodeFact> {
  for (const entry of entries) {
    const name = prefix + entry.key;
    if (entry.value.kind === 'object') yield* settings(entry.value.entries, `${name}.`, context);
    else if (entry.value.kind !== 'function' && entry.value.kind !== 'other') {
      yield { kind: 'sets-env', at: entry.span, name, value: valueIn(unparsed(entry.value), context), format: 'code' };
    }
  }
}

/** `parseInt(process.env.PORT, 10)` and `Number(…)` are what they parse. */
function unparsed(value: Expression): Expression {
  if (value.kind !== 'call' || !/^(parseInt|parseFloat|Number|String|Boolean)$/.test(value.path.at(-1) ?? '')) return value;
  return value.arguments[0] ?? value;
}

/** Reads that only the receiver's type gives away; those that look like one are read for every language alike. */
function* read(call: Call, context: Context): Iterable<CodeFact> {
  if (environmentRead(call, context.language)) return;
  const found = configurationRead(call, context);
  if (!found) return;
  const fallback = found.fallback && valueIn(found.fallback, context);
  yield { kind: 'reads-env', at: call.span, name: found.name, certain: found.certain, ...(fallback && { fallback }) };
}

/** A schema whose keys are variables: `z.object({ ORDERS_URL: z.string().default('…') })`, `cleanEnv(process.env, { … })`. */
function* schema(call: Call, name: string, context: Context): Iterable<CodeFact> {
  const own = /^(cleanEnv|createEnv)$/.test(name);
  const root = call.path[0] ?? '';
  if (!own && !/^(z|zod|Joi|joi|v|yup|Yup|s|t)$/.test(root)) return;
  const entries = call.arguments.flatMap(entriesOf);
  const inner = own
    ? [...entries, ...entries.filter(entry => /^(server|client|shared)$/.test(entry.key)).flatMap(entry => entriesOf(entry.value))]
    : entries;
  const variables = inner.filter(entry => VARIABLE.test(entry.key) && (entry.key.includes('_') || entry.key.length > 2));
  if (!own && (variables.length === 0 || variables.length * 2 < entries.length)) return;
  for (const entry of variables) yield variable(entry.key, entry, defaultOf(entry.value), context);
}

function variable(name: string, entry: Entry, fallback: Expression | undefined, context: Context): CodeFact {
  const value = fallback && valueIn(fallback, context);
  return { kind: 'reads-env', at: entry.span, name, certain: true, ...(value && { fallback: value }) };
}

/** The argument of `.default(…)` in a chain, or the `default` of the options. */
function defaultOf(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call') return undefined;
  if (expression.path.at(-1) === 'default') return plain(expression.arguments[0]);
  return plain(option(expression.arguments, 'default', 'devDefault')) ?? (expression.on ? defaultOf(expression.on) : undefined);
}

const plain = (expression: Expression | undefined): Expression | undefined =>
  expression?.kind === 'text' || expression?.kind === 'number' ? expression : undefined;

/** convict: `{ format, default: 'localhost', env: 'DB_HOST' }` under its dotted name. */
function* convict(entries: readonly Entry[], context: Context): Iterable<CodeFact> {
  const env = entries.find(entry => entry.key === 'env');
  const name = textIn(env?.value);
  if (!env || name === undefined || !VARIABLE.test(name) || !entries.some(entry => /^(format|default|doc)$/.test(entry.key))) return;
  const fallback = plain(option([{ kind: 'object', entries, span: env.span }], 'default'));
  yield variable(name, env, fallback, context);
}
