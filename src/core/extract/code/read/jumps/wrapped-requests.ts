import type { CodeFact } from '../../../../model/fact.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { namedArgument } from '../rules/argument.ts';

const NONE: readonly CodeFact[] = [];
const VERB = /^(get|post|put|patch|delete|head|options)$/i;

/** A method of a generated client that asks for one operation: `static readOrders() { return __request(OpenAPI, { method: 'GET', url: '/orders' }) }`. */
export function wrappedRequest(call: Call, { around, language }: Context): readonly CodeFact[] {
  const [type, method] = around.slice(-2);
  if (type?.kind !== 'class' || method?.kind !== 'function' || call.arguments.length === 0) return NONE;
  const verb = namedArgument(call, ['method']);
  const path = namedArgument(call, ['url', 'path']);
  if (verb?.kind !== 'text' || !VERB.test(verb.text) || !path || !startsAtRoot(path)) return NONE;
  return [
    {
      kind: 'wraps-request',
      at: path.span,
      type: type.name,
      name: method.name,
      method: verb.text.toUpperCase(),
      path: valueOf(path, language),
    },
  ];
}

function startsAtRoot(path: Expression): boolean {
  const first = path.kind === 'join' ? path.parts[0] : path;
  return first?.kind === 'text' && first.text.startsWith('/');
}
