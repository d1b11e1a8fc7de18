import type { Span } from '../../../model/source.ts';
import type { Expression } from '../syntax.ts';
import type { SyntaxNode } from './cursor.ts';

/** Small constructions that the front ends of Java, Python, Ruby, PHP and Kotlin share. */

export const spanOf = (node: SyntaxNode): Span => [node.start, node.end];

export const nothing = (node: SyntaxNode): Expression => ({ kind: 'other', children: [], span: spanOf(node) });

/** Joins parts in the order they are read; texts beside each other become one. */
export function joined(parts: readonly Expression[], span: Span): Expression {
  const melted: Expression[] = [];
  for (const part of parts.flatMap(part => (part.kind === 'join' ? part.parts : [part]))) {
    const last = melted.at(-1);
    if (part.kind !== 'text' || last?.kind !== 'text') melted.push(part);
    else melted[melted.length - 1] = { kind: 'text', text: last.text + part.text, span: [last.span[0], part.span[1]] };
  }
  if (melted.length === 0) return { kind: 'text', text: '', span };
  const [only] = melted;
  if (melted.length === 1 && only?.kind === 'text') return { ...only, span };
  return { kind: 'join', parts: melted, span };
}

/** Alternatives in one list, however they were nested. */
export function chosen(options: readonly Expression[], span: Span): Expression {
  const flat = options.flatMap(option => (option.kind === 'choice' ? option.options : [option]));
  return flat.length === 1 ? flat[0]! : { kind: 'choice', options: flat, span };
}

const HOLE = /%(?:%|(?:\((\w+)\))?(?:(\d+)\$)?[-+ #0,]*(?:\d+|\*)?(?:\.\d+)?[a-zA-Z])/g;

/** `"http://%s:%d" % (host, port)`, `String.format`, `sprintf`: the format's texts and the arguments in its holes. */
export function printf(format: Expression, values: readonly Expression[], span: Span): Expression {
  if (format.kind !== 'text') return joined([format, ...values], span);
  return fill(format, span, HOLE, (hole, next) => {
    if (hole[0] === '%%') return { kind: 'text', text: '%', span: format.span };
    if (hole[1] !== undefined) return named(values[0], hole[1]);
    return values[hole[2] === undefined ? next() : Number(hole[2]) - 1];
  });
}

const BRACES = /\{\{|\}\}|\{(\w*)(?:[.![][^{}]*)?(?::[^{}]*)?\}/g;

/** `"http://{}:{port}".format(host, port=80)`. */
export function braces(
  format: Expression,
  call: { readonly arguments: readonly Expression[]; readonly named: readonly { readonly key: string; readonly value: Expression }[] },
  span: Span,
): Expression {
  if (format.kind !== 'text') return joined([format, ...call.arguments], span);
  return fill(format, span, BRACES, (hole, next) => {
    if (hole[1] === undefined) return { kind: 'text', text: hole[0][0]!, span: format.span };
    if (hole[1] === '') return call.arguments[next()];
    if (/^\d+$/.test(hole[1])) return call.arguments[Number(hole[1])];
    return call.named.find(entry => entry.key === hole[1])?.value;
  });
}

type Filler = (hole: RegExpExecArray, next: () => number) => Expression | undefined;

function fill(format: Extract<Expression, { kind: 'text' }>, span: Span, holes: RegExp, filler: Filler): Expression {
  const parts: Expression[] = [];
  let last = 0;
  let count = 0;
  for (const hole of format.text.matchAll(holes)) {
    if (hole.index > last) parts.push({ kind: 'text', text: format.text.slice(last, hole.index), span: format.span });
    parts.push(filler(hole, () => count++) ?? { kind: 'other', children: [], span: format.span });
    last = hole.index + hole[0].length;
  }
  if (last < format.text.length) parts.push({ kind: 'text', text: format.text.slice(last), span: format.span });
  return joined(parts, span);
}

const named = (values: Expression | undefined, key: string): Expression | undefined =>
  values?.kind === 'object' ? values.entries.find(entry => entry.key === key)?.value : undefined;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  0: '\0',
  a: '\x07',
  v: '\v',
  e: '\x1b',
  '\n': '',
};

/** The character that an escape sequence stands for; one that is not known stands for itself. */
export function unescaped(sequence: string): string {
  const code = /^\\(?:u\{?([0-9a-fA-F]{1,6})\}?|x([0-9a-fA-F]{1,2})|U([0-9a-fA-F]{8}))$/.exec(sequence);
  const digits = code?.[1] ?? code?.[2] ?? code?.[3];
  if (digits !== undefined) {
    const point = Number.parseInt(digits, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : sequence;
  }
  const letter = sequence[1] ?? '';
  return ESCAPES[letter] ?? letter;
}

const ESCAPE = /\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[\s\S])/g;

/** A text with all its escape sequences read. */
export const unescapedText = (text: string): string => (text.includes('\\') ? text.replace(ESCAPE, unescaped) : text);
