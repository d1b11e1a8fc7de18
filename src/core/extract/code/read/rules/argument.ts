import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';
import { behind } from '../call-parts.ts';

/** The argument with one of these names, or inside an object that is given in its place. */
export function namedArgument(call: Call, names: readonly string[]): Expression | undefined {
  const objects = call.arguments.flatMap(argument => (argument.kind === 'object' ? argument.entries : []));
  return entryOf(call.named, names) ?? entryOf(objects, names);
}

function entryOf(entries: readonly Entry[], names: readonly string[]): Expression | undefined {
  for (const name of names) {
    const found = entries.find(entry => entry.key === name);
    if (found) return found.value;
  }
  return undefined;
}

/** A text or number, or something that can become one. */
export const mayBeText = (expression: Expression | undefined): expression is Expression =>
  expression !== undefined &&
  !/^(object|function)$/.test(expression.kind) &&
  !(expression.kind === 'other' && expression.children.length === 0);

export const hostAndPort = (host: Expression, port: Expression | undefined, context: Context): Value =>
  port && mayBeText(port) ? join([valueIn(host, context), literal(':'), valueIn(port, context)]) : valueIn(host, context);

/** Each member of a list, however it is made: `["a", "b"]`, `List.of("a", "b")`. */
export function each(expression: Expression): readonly Expression[] {
  if (expression.kind === 'list') return expression.items.flatMap(each);
  const listed = expression.kind === 'call' && /^(Arrays|List|Set|Collections|ImmutableList)$/.test(expression.path.at(-2) ?? '');
  return listed ? expression.arguments.flatMap(each) : [expression];
}

/** What an argument will be, looking through variables that its own function gave a text, and naming fields by their owner's type. */
export function valueIn(expression: Expression, context: Context): Value {
  const given = behind(expression, context);
  if (given.kind === 'join') return join(given.parts.map(part => valueIn(part, context)));
  const seen = /^(text|choice|index|call)$/.test(given.kind) ? given : expression;
  return ownedByType(lookedUp(seen) ?? valueOf(seen, context.language), context);
}

/** `serviceUrl("orders")`: whatever it does with the name, it says whose address is wanted. */
function lookedUp(expression: Expression): Value | undefined {
  const [only, second] = expression.kind === 'call' ? expression.arguments : [];
  if (expression.kind !== 'call' || expression.on || expression.constructs || second || only?.kind !== 'text') return undefined;
  if (!/(url|uri|host|address|endpoint)(of|for)?$/i.test(expression.path.at(-1) ?? '') || expression.path.length > 2) return undefined;
  return /^[a-z][a-z0-9-]*$/.test(only.text) ? literal(`http://${only.text}`) : undefined;
}

/** `destinations.getOrderUrl` of a field `OrderDestinations destinations` is bound as `OrderDestinations.getOrderUrl`. */
function ownedByType(value: Value, context: Context): Value {
  if (value.kind !== 'name' || value.path.length < 2) return value;
  const type = context.types.get(value.path[0]!)?.replace(/<.*$/s, '').split(/[.\\]/).at(-1);
  if (type === undefined || !/^[A-Z]\w+$/.test(type) || /^(String|Map|List|Optional|Properties)$/.test(type)) return value;
  return { kind: 'name', path: [type, ...value.path.slice(1)] };
}
