import type { CodeFact, ReadsEnv } from '../../../model/fact.ts';
import type { Value } from '../../../model/value.ts';
import { ADDRESS_NAME, NOT_CALLED_NAME, isDocumentation, looksLikeAddress } from '../../../model/address.ts';
import { environmentRead, VARIABLE } from '../environment-read.ts';
import type { Context, Reader } from '../reader.ts';
import type { Call, Expression, Statement } from '../syntax.ts';
import { valueOf } from '../value.ts';

/** Variables and configuration keys that any expression reads. */
export const environmentReads: Reader = {
  name: 'environment',
  *expression(expression, context) {
    const read = environmentRead(expression, context.language) ?? keyRead(expression) ?? fallenBack(expression, context);
    if (!read) return;
    const fact = readsEnv(expression, read.name, read.certain, read.fallback && valueOf(read.fallback, context.language));
    yield context.names.some(name => NOT_CALLED_NAME.test(name)) ? { ...fact, handedOut: true } : fact;
  },
  *call(call, context) {
    yield* filledIn(call, context);
    // A text in capitals given to any function may be a variable that a wrapper reads; the linker asks whether somebody sets it.
    const known = environmentRead(call, 'TypeScript')?.name;
    for (const argument of call.arguments.slice(0, 3)) {
      if (argument.kind === 'text' && argument.text !== known && argument.text.includes('_') && VARIABLE.test(argument.text))
        yield readsEnv(argument, argument.text, false);
    }
  },
};

/** `mapEnv(&service.ordersAddress, "ORDERS_ADDR")`: a function that fills in what its first argument names. */
function* filledIn(call: Call, context: Context): Generator<CodeFact> {
  const [target, key] = call.arguments;
  const read = environmentRead(call, context.language);
  const place = target?.kind === 'other' && target.children.length === 1 ? target.children[0]! : target;
  if (!read || key?.kind !== 'text' || key.text !== read.name || place?.kind !== 'name') return;
  yield { kind: 'binds', at: call.span, name: place.path.slice(-2).join('.'), value: { kind: 'env', name: read.name } };
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
  *statement(statement, context) {
    if (statement.kind === 'assign' && statement.value) {
      const owner = owningClass(context);
      yield* bound([...owner, ...statement.target], statement.value, context);
    }
    if (statement.kind === 'function') {
      const returned = statement.parameters.length <= 1 ? onlyReturn(statement.body) : undefined;
      const owner = statement.receiver ? [statement.receiver] : owningClass(context);
      if (returned) yield* bound([...owner, statement.name], returned, context);
    }
  },
};

const owningClass = (context: Context): string[] => {
  const owner = context.around.findLast(around => around.kind === 'class');
  return owner ? [owner.name] : [];
};

function onlyReturn(body: readonly Statement[]): Expression | undefined {
  const returns = body.filter(statement => statement.kind === 'return');
  return returns.length === 1 && body.length <= 4 ? returns[0]?.value : undefined;
}

function* bound(name: readonly string[], expression: Expression, context: Context, depth = 0): Generator<CodeFact> {
  const object = objectIn(expression);
  if (object && depth < 6) {
    for (const entry of object) yield* bound([...name, entry.key], entry.value, context, depth + 1);
    return;
  }
  const value = valueOf(expression, context.language);
  if (carriesMeaning(value)) yield { kind: 'binds', at: expression.span, name: name.join('.'), value };
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
  *expression(expression, context) {
    if (expression.kind !== 'text' && expression.kind !== 'join') return;
    const name = context.names.at(-1);
    if (context.names.some(name => NOT_CALLED_NAME.test(name))) return;
    const first = expression.kind === 'text' ? expression : expression.parts[0];
    if (!first) return;
    const written = first.kind === 'text' ? first.text : '';
    const isAddress =
      expression.kind === 'text' ? looksLikeAddress(written) : /^[a-z][a-z0-9+.-]*:\/\//i.test(written) && !isDocumentation(written);
    const isHost = name !== undefined && ADDRESS_NAME.test(name) && /^[a-z0-9][a-z0-9_.-]*$/i.test(written);
    if (!isAddress && !isHost) return;
    yield {
      kind: 'mentions-address',
      at: expression.span,
      value: valueOf(expression, context.language),
      ...(name !== undefined && { name }),
    };
  },
};

/** Imports, as the linker follows them from file to file. */
export const imports: Reader = {
  name: 'imports',
  *statement(statement) {
    if (statement.kind === 'import')
      yield {
        kind: 'imports',
        at: statement.span,
        specifier: statement.from,
        names: statement.names,
        ...(statement.typeOnly && { typeOnly: true }),
      };
  },
};

export const symbolReaders: readonly Reader[] = [imports, environmentReads, symbols, mentions];
