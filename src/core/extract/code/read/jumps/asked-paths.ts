import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { mentionedPath } from './mentioned-paths.ts';

const NONE: readonly CodeFact[] = [];

const ASKS = /^(get|post|put|patch|delete|del)(?:Async|Json|AsJson|AsJsonAsync|ForObject|ForEntity)?$/i;
const VERB = /^(get|post|put|patch|delete|head|options)$/i;
const PATHS = ['url', 'path', 'endpoint', 'uri'];
const VERBS = ['method', 'type', 'verb', 'httpMethod'];

/** A path with the verb that it is asked by, whoever sends it: `client.post('/orders', order)`, `send('/orders', { method: 'PUT' })`, `request.open('PUT', '/orders')`. */
export function askedPath(call: Call, name: string, context: Context): readonly CodeFact[] {
  const [first, second] = call.arguments.filter(({ kind }) => kind === 'text' || kind === 'join');
  if (!first || isHandled(call)) return NONE;
  if (first.kind === 'text' && second && VERB.test(first.text)) return asked(second, first.text, context);
  return asked(first, verbIn(call.arguments.flatMap(entriesOf)) ?? ASKS.exec(name)?.[1], context);
}

/** `{ url: '/orders', method: 'post' }`, given to whatever sends it. */
export function askedIn({ entries }: Extract<Expression, { kind: 'object' }>, context: Context): readonly CodeFact[] {
  const verb = entries.length > 1 ? verbIn(entries) : undefined;
  const path = verb === undefined ? undefined : valueAt(entries, PATHS);
  return path && !entries.some(({ key }) => key === 'handler') ? asked(path, verb, context) : NONE;
}

/** A route is served with a function. */
const isHandled = ({ arguments: given }: Call): boolean => given.at(-1)?.kind === 'function';

function asked(path: Expression, verb: string | undefined, context: Context): readonly CodeFact[] {
  if (verb === undefined || (path.kind !== 'text' && path.kind !== 'join')) return NONE;
  const method = verb.toLowerCase() === 'del' ? 'DELETE' : verb.toUpperCase();
  return mentionedPath(path, context).map(fact => (fact.kind === 'mentions-path' ? { ...fact, method } : fact));
}

function verbIn(entries: readonly Entry[]): string | undefined {
  const verb = valueAt(entries, VERBS);
  return verb?.kind === 'text' && VERB.test(verb.text) ? verb.text : undefined;
}

const valueAt = (entries: readonly Entry[], keys: readonly string[]): Expression | undefined =>
  entries.find(({ key }) => keys.includes(key))?.value;

const entriesOf = (argument: Expression): readonly Entry[] => (argument.kind === 'object' ? argument.entries : []);
