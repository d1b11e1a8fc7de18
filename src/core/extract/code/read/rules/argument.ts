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
  expression !== undefined && !/^(object|function)$/.test(expression.kind) && !(expression.kind === 'other' && expression.children.length === 0);

export const hostAndPort = (host: Expression, port: Expression | undefined, context: Context): Value =>
  port && mayBeText(port) ? join([valueIn(host, context), literal(':'), valueIn(port, context)]) : valueIn(host, context);

/** Each member of a list, however it is made: `["a", "b"]`, `List.of("a", "b")`. */
export function each(expression: Expression): readonly Expression[] {
  if (expression.kind === 'list') return expression.items.flatMap(each);
  const listed = expression.kind === 'call' && /^(Arrays|List|Set|Collections|ImmutableList)$/.test(expression.path.at(-2) ?? '');
  return listed ? expression.arguments.flatMap(each) : [expression];
}

/** What an argument will be, looking through a variable that its own function gave a text. */
export function valueIn(expression: Expression, context: Context): Value {
  const given = behind(expression, context);
  return valueOf(/^(text|join|choice|index|call)$/.test(given.kind) ? given : expression, context.language);
}
