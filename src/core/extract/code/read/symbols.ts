import type { CodeFact } from '../../../model/fact.ts';
import type { ReadsEnv } from '../../../model/variable-fact.ts';
import type { Value } from '../../../model/value.ts';
import { ADDRESS_NAME, NOT_CALLED_NAME, isDocumentation, looksLikeAddress } from '../../../model/address.ts';
import { environmentRead, VARIABLE } from '../environment-read.ts';
import type { Context, Reader } from '../reader.ts';
import type { Call, Expression, Statement } from '../syntax.ts';
import { valueOf } from '../value.ts';

/** Most of what is offered says nothing, so nothing is made for it. */
const NONE: readonly CodeFact[] = [];

/** Variables and configuration keys that any expression reads. */
export const environmentReads: Reader = {
  name: 'environment',
  expression: (expression, context) => {
    const read = environmentRead(expression, context.language) ?? keyRead(expression) ?? fallenBack(expression, context);
    if (!read) return NONE;
    const fact = readsEnv(expression, read.name, read.certain, read.fallback && valueOf(read.fallback, context.language));
    return [context.names.some(name => NOT_CALLED_NAME.test(name)) ? { ...fact, handedOut: true } : fact];
  },
  call: (call, context) => {
    const filled = filledIn(call, context);
    const facts: CodeFact[] = filled ? [filled] : [];
    // A text in capitals given to any function may be a variable that a wrapper reads; the linker asks whether somebody sets it.
    for (const argument of call.arguments.slice(0, 3)) {
      if (argument.kind === 'text' && argument.text.includes('_') && VARIABLE.test(argument.text) && !isRead(argument.text, call))
        facts.push(readsEnv(argument, argument.text, false));
    }
    return facts;
  },
};

const isRead = (name: string, call: Call): boolean => environmentRead(call, 'TypeScript')?.name === name;

/** `mapEnv(&service.ordersAddress, "ORDERS_ADDR")`: a function that fills in what its first argument names. */
function filledIn(call: Call, context: Context): CodeFact | undefined {
  const [target, key] = call.arguments;
  const place = target?.kind === 'other' && target.children.length === 1 ? target.children[0]! : target;
  if (key?.kind !== 'text' || place?.kind !== 'name' || environmentRead(call, context.language)?.name !== key.text) return undefined;
  return { kind: 'binds', at: call.span, name: place.path.slice(-2).join('.'), value: { kind: 'env', name: key.text } };
}

/** `getenv('X') ?: 'y'`, `env.X || y`: the read with what stands in for it. */
function fallenBack(expression: Expression, context: Context): ReturnType<typeof environmentRead> {
  if (expression.kind !== 'choice') return undefined;
  const [first, second] = expression.options;
  const read = first && environmentRead(first, context.language);
  return read && second && !read.fallback ? { ...read, fallback: second } : undefined;
}

/** `settings["ordersUrl"]`: whatever the map is, an entry under a name that says address may be one of a configuration file. */
function keyRead(expression: Expression): { name: string; certain: false; fallback?: undefined } | undefined {
  if (expression.kind !== 'index' || expression.key.kind !== 'text' || !ADDRESS_NAME.test(expression.key.text)) return undefined;
  return /^[A-Za-z][\w.:-]{2,60}$/.test(expression.key.text) ? { name: expression.key.text, certain: false } : undefined;
}

const readsEnv = (expression: Expression, name: string, certain: boolean, fallback?: Value): ReadsEnv => ({
  kind: 'reads-env',
  at: expression.span,
  name,
  certain,
  ...(fallback && { fallback }),
});

/** Constants, fields, config objects, enum members, and what functions without arguments return. */
export const symbols: Reader = {
  name: 'symbols',
  statement: (statement, context) => {
    if (statement.kind !== 'assign' && statement.kind !== 'function') return NONE;
    const facts: CodeFact[] = [];
    if (statement.kind === 'assign' && statement.value)
      bound([...owningClass(context), ...statement.target], statement.value, { context, facts });
    if (statement.kind === 'function') {
      const returned = statement.parameters.length <= 1 ? (onlyReturn(statement.body) ?? fallingBack(statement)) : undefined;
      const owner = statement.receiver ? [statement.receiver] : owningClass(context);
      if (returned) bound([...owner, statement.name], returned, { context, facts });
    }
    return facts;
  },
};

const owningClass = (context: Context): string[] => {
  const owner = context.around.findLast(around => around.kind === 'class');
  return owner ? [owner.name] : [];
};

function onlyReturn(body: readonly Statement[]): Expression | undefined {
  if (body.length > 4) return undefined;
  const returns = body.filter(statement => statement.kind === 'return');
  return returns.length === 1 ? returns[0]?.value : undefined;
}

/** `if (set) return set; return "orders";`: one of a few texts and names, the last where no other is. */
function fallingBack({ parameters, body, span }: Extract<Statement, { kind: 'function' }>): Expression | undefined {
  const returned = body.flatMap(statement => (statement.kind === 'return' && statement.value ? [statement.value] : []));
  const isPlain = returned.every(({ kind }) => kind === 'text' || kind === 'name' || kind === 'call');
  if (parameters.length > 0 || body.length > 4 || returned.length < 2 || !isPlain || returned.at(-1)?.kind !== 'text') return undefined;
  return { kind: 'choice', options: returned, span };
}

interface Binding {
  readonly context: Context;
  readonly facts: CodeFact[];
}

function bound(name: readonly string[], expression: Expression, into: Binding, depth = 0): void {
  const object = objectIn(expression);
  if (object && depth < 6) {
    for (const entry of object) bound([...name, entry.key], entry.value, into, depth + 1);
    return;
  }
  const value = valueOf(expression, into.context.language);
  if (carriesMeaning(value)) into.facts.push({ kind: 'binds', at: expression.span, name: name.join('.'), value });
}

/** Entries of an object, of a construction with fields, or of an object handed through a wrapper: `Object.freeze({…})`, `registerAs('x', () => ({…}))`. */
function objectIn(expression: Expression): readonly { key: string; value: Expression }[] | undefined {
  if (expression.kind === 'object') return expression.entries;
  if (expression.kind === 'function') {
    const returned = onlyReturn(expression.body);
    return returned && objectIn(returned);
  }
  if (expression.kind !== 'call') return undefined;
  if (expression.named.length > 0) return expression.named;
  const last = expression.arguments.at(-1);
  return last && (last.kind === 'object' || last.kind === 'function') ? objectIn(last) : undefined;
}

/** Bound only where somebody may ask for it: addresses, names of topics, variables, and what is built from them. */
function carriesMeaning(value: Value): boolean {
  switch (value.kind) {
    case 'literal':
      return value.text !== '' && value.text.length <= 300 && !/\s{2}|\n/.test(value.text);
    case 'env':
    case 'name':
      return true;
    case 'join':
      return value.parts.length <= 12 && value.parts.some(part => part.kind !== 'unknown');
    case 'choice':
      return value.options.some(carriesMeaning);
    case 'unknown':
      return false;
  }
}

/** Addresses in texts, and hosts kept under a name that says so. */
export const mentions: Reader = {
  name: 'mentions',
  expression: (expression, context) => {
    if (expression.kind !== 'text' && expression.kind !== 'join') return NONE;
    const first = expression.kind === 'text' ? expression : expression.parts[0];
    if (!first) return NONE;
    const name = context.names.at(-1);
    const written = first.kind === 'text' ? first.text : '';
    const isAddress =
      expression.kind === 'text' ? looksLikeAddress(written) : /^[a-z][a-z0-9+.-]*:\/\//i.test(written) && !isDocumentation(written);
    const isHost = name !== undefined && /^[a-z0-9][a-z0-9_.-]*$/i.test(written) && ADDRESS_NAME.test(name);
    if ((!isAddress && !isHost) || context.names.some(name => NOT_CALLED_NAME.test(name))) return NONE;
    const value = valueOf(expression, context.language);
    return [{ kind: 'mentions-address', at: expression.span, value, ...(name !== undefined && { name }) }];
  },
};

/** Imports, as the linker follows them from file to file. */
export const imports: Reader = {
  name: 'imports',
  statement: statement => {
    if (statement.kind !== 'import') return NONE;
    const { span: at, from: specifier, names } = statement;
    return [{ kind: 'imports', at, specifier, names, ...(statement.typeOnly && { typeOnly: true }) }];
  },
};

/** `for (const name of ['PORT', 'JWT_SECRET']) process.env[name]`: who reads by names that it is given, and lists of such names. */
export const namedReads: Reader = {
  name: 'named environment',
  expression: expression => {
    if (readsByName(expression)) return [{ kind: 'reads-any-env', at: expression.span }];
    const items = listed(expression);
    if (items.length === 0) return NONE;
    const names = items.flatMap(item => (item.kind === 'text' && VARIABLE.test(item.text) ? [{ name: item.text, at: item.span }] : []));
    return names.length === items.length ? [{ kind: 'lists-variables', at: expression.span, names }] : NONE;
  },
};

/** Items of a list; of a list that a loop goes over, one is as good as another. */
const listed = (expression: Expression): readonly Expression[] =>
  expression.kind === 'list' ? expression.items : expression.kind === 'choice' && expression.options.length > 1 ? expression.options : [];

const ENVIRONMENT = /(^|\.)(process\.env|import\.meta\.env|os\.environ|environ|ENV|_ENV|Bun\.env)$/;
const ASKED =
  /(^|\.)(getenv|Getenv|LookupEnv|System\.getenv|os\.environ\.get|environ\.get|ENV\.fetch|Environment\.GetEnvironmentVariable|env::var|env\.var|Deno\.env\.get)$/;

function readsByName(expression: Expression): boolean {
  if (expression.kind === 'index')
    return expression.key.kind === 'name' && expression.object.kind === 'name' && ENVIRONMENT.test(expression.object.path.join('.'));
  return expression.kind === 'call' && expression.arguments[0]?.kind === 'name' && ASKED.test(expression.path.join('.'));
}

export const symbolReaders: readonly Reader[] = [imports, environmentReads, namedReads, symbols, mentions];
