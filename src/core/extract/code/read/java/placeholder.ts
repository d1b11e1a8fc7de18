import type { Value } from '../../../../model/value.ts';
import { env, join, literal } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { valueOf } from '../../value.ts';

/** Placeholders inside placeholders; more are not written by people. */
const DEEPEST = 6;

/** The value of a text in an annotation, where `${orders.url:http://orders}` stands for a configuration key. */
export const annotationText = (expression: Expression, { language }: Pick<Context, 'language'>): Value =>
  withPlaceholders(valueOf(expression, language));

export function withPlaceholders(value: Value): Value {
  if (value.kind === 'literal') return placeholders(value.text, 0);
  return value.kind === 'join' ? join(value.parts.map(withPlaceholders)) : value;
}

function placeholders(text: string, depth: number): Value {
  if (depth > DEEPEST) return literal(text);
  const parts: Value[] = [];
  let last = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', last)) {
    const end = closing(text, start + 2);
    if (end < 0) break;
    if (start > last) parts.push(literal(text.slice(last, start)));
    parts.push(placeholder(text.slice(start + 2, end), depth));
    last = end + 1;
  }
  if (last < text.length || parts.length === 0) parts.push(literal(text.slice(last)));
  return join(parts);
}

function placeholder(inside: string, depth: number): Value {
  const colon = inside.indexOf(':');
  if (colon < 0) return env(inside.trim());
  const fallback = inside.slice(colon + 1);
  // `#{…}` is an expression that runs; `#{null}` is the way to say that there is none.
  return env(inside.slice(0, colon).trim(), fallback.startsWith('#{') ? undefined : placeholders(fallback, depth + 1));
}

function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '}' && --depth === 0) return at;
    if (text.startsWith('${', at) || text.startsWith('#{', at)) depth++;
  }
  return -1;
}

/** Every key that a value reads. */
export function keysIn(value: Value): readonly Extract<Value, { kind: 'env' }>[] {
  if (value.kind === 'env') return [value, ...(value.fallback ? keysIn(value.fallback) : [])];
  return value.kind === 'join' ? value.parts.flatMap(keysIn) : [];
}
