import type { CodeFact } from '../../../../model/fact.ts';
import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

type Text = Extract<Expression, { kind: 'text' }>;

export interface Route {
  readonly context: Pick<Context, 'language'>;
  readonly via: string;
  /** What its class, group or router puts before the path. */
  readonly prefix?: Expression;
  /** The router that it is registered with. */
  readonly on?: string;
}

/** A route with its prefix and with parameters as `{name}`, however the framework spells them. */
export function served(method: string, path: Expression, { context, via, prefix, on }: Route): CodeFact {
  const own = withParameters(valueOf(path, context.language));
  const before = prefix && withParameters(valueOf(prefix, context.language));
  const whole = before ? joinedPaths(before, own) : rooted(own);
  return { kind: 'serves-route', at: path.span, method: method.toUpperCase(), path: whole, via, ...(on !== undefined && { on }) };
}

/** The usual routes of a resource: a list, and each of what is listed. */
export function* servedResource(path: Text, route: Route): Generator<CodeFact> {
  for (const method of ['get', 'post']) yield served(method, path, route);
  for (const method of ['get', 'put', 'patch', 'delete']) yield served(method, { ...path, text: `${path.text}/{id}` }, route);
}

/** `/orders/` and `/{id}`, `orders` and `{id}`: one path with one slash between. */
export function joinedPaths(before: Value, own: Value): Value {
  if (before.kind !== 'literal' || own.kind !== 'literal')
    return join([rooted(before), own.kind === 'literal' && own.text === '' ? own : rooted(own)]);
  const path = [before.text, own.text]
    .map(part => part.replace(/^\/+|\/+$/g, ''))
    .filter(part => part !== '')
    .join('/');
  return literal(`/${path}`);
}

function rooted(value: Value): Value {
  return value.kind === 'literal' && !value.text.startsWith('/') && value.text !== '*' ? literal(`/${value.text}`) : value;
}

function withParameters(value: Value): Value {
  if (value.kind === 'literal') return literal(parameters(value.text));
  if (value.kind === 'join') return { kind: 'join', parts: value.parts.map(withParameters) };
  return value;
}

/** `<int:id>`, `:id`, `(?P<id>\d+)`, `{id:int}` and `{id?}` are `{id}`. */
function parameters(path: string): string {
  return path
    .replace(/\(\?P?<(\w+)>(?:\([^()]*\)|[^()])*\)/g, '{$1}')
    .replace(/<(?:\w+(?:\([^)]*\))?:)?(\w+)>/g, '{$1}')
    .replace(/(^|[/.-]):(\w+)\??/g, '$1{$2}')
    .replace(/\{(\w+)(?:[:?][^{}]*)?\}/g, '{$1}');
}
