import type { Value } from '../../../../model/value.ts';
import { join, literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Call, Entry, Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

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

export const hostAndPort = (host: Expression, port: Expression | undefined, { language }: Pick<Context, 'language'>): Value =>
  port && mayBeText(port) ? join([valueOf(host, language), literal(':'), valueOf(port, language)]) : valueOf(host, language);

/** Each text of a list, or the one text: `["a:9092", "b:9092"]`, `"a:9092,b:9092"`. */
export const each = (expression: Expression): readonly Expression[] =>
  expression.kind === 'list' ? expression.items.flatMap(each) : [expression];
