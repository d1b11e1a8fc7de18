import type { CodeFact } from '../../../model/fact.ts';
import type { UsesAddress } from '../../../model/talk-fact.ts';
import type { Protocol } from '../../../model/technology.ts';
import type { Span } from '../../../model/source.ts';
import { literal, type Value } from '../../../model/value.ts';
import { environmentRead } from '../environment-read.ts';
import type { Context } from '../reader.ts';
import type { Call, Expression, Parameter, Statement } from '../syntax.ts';
import { valueOf } from '../value.ts';

/** Questions about a call that the readers of the compiled languages share. */

const asked = new WeakMap<Context['imports'], Map<string, boolean>>();

/** Whether the file imports one of the modules. Asked for every call of a file, so the answer is kept for as long as the file's imports are. */
export function importsAny(modules: readonly string[], context: Context): boolean {
  let answers = asked.get(context.imports);
  if (!answers) asked.set(context.imports, (answers = new Map()));
  const key = modules.join(' ');
  const known = answers.get(key);
  if (known !== undefined) return known;
  const answer = modules.some(module => context.uses(module));
  answers.set(key, answer);
  return answer;
}

/** What a plain name was last given before it is used here: in its function, else anywhere in the file. A parameter is what the caller gave. */
export function behind(expression: Expression, context: Context): Expression {
  if (expression.kind !== 'name') return expression;
  const name = expression.path.at(-1) ?? '';
  const local = givenBefore(name, expression.span[0], context);
  if (local) return local;
  const parameter = context.around.some(
    around => around.kind === 'function' && around.parameters.some(parameter => parameter.name === name),
  );
  return (parameter ? undefined : context.made.get(name)) ?? expression;
}

function givenBefore(name: string, before: number, context: Context): Expression | undefined {
  const body = context.around.at(-1)?.body ?? [];
  const given = body.findLast(
    statement => statement.kind === 'assign' && statement.target.at(-1) === name && statement.value && statement.span[1] <= before,
  );
  return given?.kind === 'assign' ? given.value : undefined;
}

/** Calls that only turn an address into another type: what counts is their argument. */
const PARSES =
  /^(Uri|URI|Url|Parse|ParseRequestURI|MustParse|ParseURI|parse|from_str|from_static|try_from|from|from_shared|parse_url|TCP|String|ToString|Trim\w*|new)$/;

/** The text that an argument will be, looking through local variables and parsers of addresses. */
export const textIn = (expression: Expression, context: Context): Value => fromCaller(writtenIn(expression, context), context);

/** A parameter is what the caller gives: a constant of the same name elsewhere in the file must not stand in for it. */
function fromCaller(value: Value, context: Context): Value {
  switch (value.kind) {
    case 'name': {
      const name = value.path.length === 1 ? value.path[0] : undefined;
      const given = name === undefined ? undefined : parameterOf(name, context);
      if (!given) return value;
      return given.default
        ? valueOf(given.default, context.language)
        : { kind: 'unknown', why: `its caller gives it as ${name}`, parameter: given.name };
    }
    case 'join':
      return { kind: 'join', parts: value.parts.map(part => fromCaller(part, context)) };
    case 'choice':
      return { kind: 'choice', options: value.options.map(option => fromCaller(option, context)) };
    default:
      return value;
  }
}

function parameterOf(name: string, context: Context): Parameter | undefined {
  const around = context.around.at(-1);
  if (around?.kind !== 'function' || around.body.some(statement => statement.kind === 'assign' && statement.target.at(-1) === name))
    return undefined;
  return around.parameters.find(parameter => parameter.name === name);
}

/** A variable may be parsed from itself, `url = parse(url)`; so the looking ends after a few steps. */
const MOST_STEPS = 6;

function writtenIn(expression: Expression, context: Context, steps = 0): Value {
  const call = behind(expression, context);
  if (call !== expression && call.kind === 'name') return valueOf(expression, context.language);
  const [first] = call.kind === 'call' ? call.arguments : [];
  if (call.kind === 'call' && first && PARSES.test(call.path.at(-1) ?? '') && call.path.length <= 2 && !call.on)
    return steps < MOST_STEPS ? writtenIn(first, context, steps + 1) : valueOf(first, context.language);
  if (call.kind === 'text' || call.kind === 'join' || call.kind === 'choice' || call.kind === 'list') return textOf(call, context);
  if (expression.kind === 'name' && !environmentRead(call, context.language)) return valueOf(expression, context.language);
  return valueOf(call, context.language);
}

const textOf = (expression: Expression, context: Context): Value =>
  expression.kind === 'list' && expression.items[0]
    ? valueOf(expression.items[0], context.language)
    : valueOf(expression, context.language);

/** The value given under one of the names: in the call itself, in an options object, construction or lambda among its arguments. */
export function fieldOf(call: Call, names: readonly string[], context: Context): Expression | undefined {
  const own = call.named.find(entry => names.includes(entry.key));
  if (own) return own.value;
  for (const argument of call.arguments) {
    const found = fieldIn(argument, names, context);
    if (found) return found;
  }
  return undefined;
}

function fieldIn(argument: Expression, names: readonly string[], context: Context): Expression | undefined {
  if (argument.kind === 'function') return assignedIn(argument.body, names);
  const options = behind(argument, context);
  if (options.kind === 'object') return options.entries.find(entry => names.includes(entry.key))?.value;
  return options.kind === 'call' ? options.named.find(entry => names.includes(entry.key))?.value : undefined;
}

/** `o => { o.Address = x; }`: what the body gives to a member of that name. */
export function assignedIn(body: readonly Statement[], names: readonly string[]): Expression | undefined {
  for (const statement of body) {
    if (statement.kind === 'assign' && statement.value && names.includes(statement.target.at(-1) ?? '')) return statement.value;
  }
  return undefined;
}

/** Every call in an expression or body, outermost first, lambdas included. */
export function* callsIn(expression: Expression | undefined): Generator<Call> {
  if (!expression) return;
  switch (expression.kind) {
    case 'call':
      yield expression;
      yield* callsIn(expression.on);
      for (const argument of expression.arguments) yield* callsIn(argument);
      for (const entry of expression.named) yield* callsIn(entry.value);
      return;
    case 'function':
      for (const statement of expression.body) if ('value' in statement) yield* callsIn(statement.value);
      return;
    case 'join':
      for (const part of expression.parts) yield* callsIn(part);
      return;
    case 'choice':
      for (const option of expression.options) yield* callsIn(option);
      return;
    case 'list':
      for (const item of expression.items) yield* callsIn(item);
      return;
    case 'other':
      for (const child of expression.children) yield* callsIn(child);
      return;
    case 'object':
      for (const entry of expression.entries) yield* callsIn(entry.value);
      return;
    case 'index':
      yield* callsIn(expression.object);
      return;
    case 'text':
    case 'number':
    case 'name':
      return;
  }
}

/** The calls of one chain, last first: `a.b(x).c(y)` gives c, b. */
export function* chainOf(call: Call): Generator<Call> {
  for (let link: Expression | undefined = call; link?.kind === 'call'; link = link.on) yield link;
}

export const lastName = (call: Call): string => call.path.at(-1) ?? '';

/** What a call is made on and its name, without what it is given. */
export const headOf = ({ span: [start, end], path }: Call): Span => [start, Math.min(end, start + path.join('.').length)];

export const covers = ([start, end]: Span, inner: Span): boolean => inner[0] >= start && inner[1] <= end;

export interface Use {
  readonly at: Span;
  readonly protocol: Protocol;
  readonly via: string;
  readonly target?: Value | undefined;
  readonly method?: string | undefined;
  readonly path?: Value | undefined;
}

/** A fact without the parts that are not known. */
export function uses({ at, protocol, via, target, method, path }: Use): UsesAddress {
  return { kind: 'uses-address', at, protocol, via, ...(target && { target }), ...(method && { method }), ...(path && { path }) };
}

/** `:8080`, `0.0.0.0:8080`, `http://+:80` and `":" + port` are about the port. */
export function listens(at: Span, address: Value): CodeFact[] {
  const port = portOf(address);
  const host = hostOf(address);
  return port ? [{ kind: 'listens', at, port, ...(host && { host }) }] : [];
}

/** `127.0.0.1:8080`, `"localhost:" + port`; none is written in `:8080`. */
function hostOf(address: Value): Value | undefined {
  const first = address.kind === 'join' ? address.parts[0] : address;
  const host = first?.kind === 'literal' ? /^(?:https?:\/\/)?(\[[^\]]*\]|[\w.-]+):/.exec(first.text)?.[1] : undefined;
  return host === undefined ? undefined : literal(host);
}

function portOf(address: Value): Value | undefined {
  if (address.kind === 'literal') {
    const port = /(?:^|:)(\d{2,5})\/?$/.exec(address.text)?.[1];
    return port === undefined ? undefined : literal(port);
  }
  if (address.kind === 'unknown') return undefined;
  if (address.kind !== 'join') return address;
  const [last, before] = [address.parts.at(-1), address.parts.at(-2)];
  return last && before?.kind === 'literal' && before.text.endsWith(':') ? last : portOf(last ?? address);
}

/** A route as the system names it: `:id`, `<id>`, `{id:int}`, `{id:[0-9]+}` and `*rest` are all `{name}`. */
export const routeTemplate = (path: string): string =>
  path
    .replace(/\{\*{0,2}([\w-]+)(?:[:=?][^{}]*(?:\{[^{}]*\}[^{}]*)*)?\}/g, '{$1}')
    .replace(/<(?:[\w:]+:)?([\w]+)(?:\.\.)?>/g, '{$1}')
    .replace(/(^|\/):([A-Za-z_]\w*)[?*+]?/g, '$1{$2}')
    .replace(/(^|\/)\*([A-Za-z_]\w*)/g, '$1{$2}');

export const withSlash = (path: string): string => (path.startsWith('/') ? path : `/${path}`);

/** `/api/` and `/orders` are `/api/orders`. */
export const pathBelow = (prefix: string, path: string): string => {
  const joined = `${prefix.replace(/\/+$/, '')}/${path.replace(/^\/+/, '')}`;
  return withSlash(joined.length > 1 ? joined.replace(/\/+$/, '') : joined);
};

export const isText = (expression: Expression | undefined): expression is Extract<Expression, { kind: 'text' }> =>
  expression?.kind === 'text';

export const grpcClient = (call: Call, service: string, target: Value | undefined): CodeFact => ({
  kind: 'grpc-client',
  at: call.span,
  service,
  ...(target && { target }),
});
