import type { Call, Entry, Expression, Statement } from '../syntax.ts';
import { chosen, joined, nothing, printf, spanOf, unescaped } from './build.ts';
import { childOf, type SyntaxNode } from './cursor.ts';
import { parametersOf, rubyStatements } from './ruby.ts';

type Read = (node: SyntaxNode, text: string) => Expression;

const EXPRESSIONS = new Map<string, Read>([
  ['identifier', nameOf],
  ['constant', nameOf],
  ['instance_variable', nameOf],
  ['class_variable', nameOf],
  ['global_variable', nameOf],
  ['self', node => ({ kind: 'name', path: [], span: spanOf(node) })],
  ['scope_resolution', (node, text) => ({ kind: 'name', path: rubyName(node, text), span: spanOf(node) })],
  ['string', textOf],
  ['bare_string', textOf],
  ['bare_symbol', textOf],
  ['chained_string', (node, text) => joined(valuesIn(node, text), spanOf(node))],
  ['delimited_symbol', textOf],
  ['heredoc_beginning', nothing],
  ['simple_symbol', symbolOf],
  ['hash_key_symbol', symbolOf],
  ['integer', numberOf],
  ['float', numberOf],
  ['nil', nothing],
  ['true', nothing],
  ['false', nothing],
  ['binary', binaryOf],
  ['conditional', alternativesOf],
  ['if', alternativesOf],
  ['unless', alternativesOf],
  ['rescue_modifier', (node, text) => valueIn(node, 'body', text)],
  ['parenthesized_statements', only],
  ['then', only],
  ['else', only],
  ['begin', only],
  ['call', callOf],
  ['element_reference', indexOf],
  ['hash', objectOf],
  ['array', listOf],
  ['string_array', listOf],
  ['symbol_array', listOf],
  ['right_assignment_list', listOf],
  ['lambda', blockOf],
  ['block', blockOf],
  ['do_block', blockOf],
  ['block_argument', only],
  ['splat_argument', other],
  ['unary', other],
  ['assignment', (node, text) => valueIn(node, 'right', text)],
  ['operator_assignment', (node, text) => valueIn(node, 'right', text)],
]);

export const isRubyExpression = (node: SyntaxNode): boolean => EXPRESSIONS.has(node.type);

export function rubyExpression(node: SyntaxNode, text: string): Expression {
  return (EXPRESSIONS.get(node.type) ?? other)(node, text);
}

/** `A::B::C`, `@orders` and `$redis` as a path of plain names. */
export function rubyName(node: SyntaxNode, text: string): readonly string[] {
  const written = text.slice(node.start, node.end).replace(/[\s@$]+/g, '');
  return written.split(/::|\./).filter(part => part !== '');
}

const valuesIn = (node: SyntaxNode, text: string): readonly Expression[] =>
  node.children.filter(child => child.named).map(child => rubyExpression(child, text));

function valueIn(node: SyntaxNode, field: string, text: string): Expression {
  const value = childOf(node, field);
  return value ? rubyExpression(value, text) : nothing(node);
}

function other(node: SyntaxNode, text: string): Expression {
  return { kind: 'other', children: valuesIn(node, text), span: spanOf(node) };
}

function only(node: SyntaxNode, text: string): Expression {
  const inner = node.children.findLast(child => child.named);
  return inner ? rubyExpression(inner, text) : nothing(node);
}

function nameOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'name', path: rubyName(node, text), span: spanOf(node) };
}

function symbolOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'text', text: text.slice(node.start, node.end).replace(/^:|:$/g, ''), span: spanOf(node) };
}

function numberOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'number', text: text.slice(node.start, node.end).replaceAll('_', ''), span: spanOf(node) };
}

function textOf(node: SyntaxNode, text: string): Expression {
  const parts = node.children
    .filter(child => child.named)
    .map((child): Expression => {
      if (child.type === 'interpolation') return only(child, text);
      const written = text.slice(child.start, child.end);
      return { kind: 'text', text: child.type === 'escape_sequence' ? unescaped(written) : written, span: spanOf(child) };
    });
  return joined(parts, spanOf(node));
}

function binaryOf(node: SyntaxNode, text: string): Expression {
  const operator = childOf(node, 'operator')?.type ?? '';
  const left = valueIn(node, 'left', text);
  const right = valueIn(node, 'right', text);
  if (operator === '||' || operator === 'or') return chosen([left, right], spanOf(node));
  if (operator === '+') return joined([left, right], spanOf(node));
  if (operator === '%' && left.kind === 'text') return printf(left, right.kind === 'list' ? right.items : [right], spanOf(node));
  return { kind: 'other', children: [left, right], span: spanOf(node) };
}

function alternativesOf(node: SyntaxNode, text: string): Expression {
  const options = [childOf(node, 'consequence'), childOf(node, 'alternative')]
    .filter(option => option !== undefined)
    .map(option => rubyExpression(option, text));
  if (options.length === 0) return other(node, text);
  const condition = childOf(node, 'condition');
  const absent = node.type === 'unless' || (condition && /\.(nil|empty|blank)\?\s*$|^!/.test(text.slice(condition.start, condition.end)));
  return chosen(absent ? options.reverse() : options, spanOf(node));
}

function callOf(node: SyntaxNode, text: string): Expression {
  const receiver = childOf(node, 'receiver');
  const method = childOf(node, 'method');
  const block = childOf(node, 'block');
  const given = (childOf(node, 'arguments')?.children ?? []).filter(child => child.named);
  const object = receiver && rubyExpression(receiver, text);
  const called = method ? text.slice(method.start, method.end) : 'call';
  const before = object?.kind === 'name' || object?.kind === 'call' ? object.path : [];
  // Without parentheses or arguments a call looks like a field, and is as good as one: `config.orders.url`.
  if (object?.kind === 'name' && given.length === 0 && !block && called !== 'new')
    return { kind: 'name', path: [...before, called], span: spanOf(node) };
  const call: Call = {
    kind: 'call',
    path: called === 'new' && before.length > 0 ? before : [...before, called],
    ...(object && object.kind !== 'name' && { on: object }),
    arguments: [
      ...given.filter(child => child.type !== 'pair').map(child => rubyExpression(child, text)),
      ...(block ? [blockOf(block, text)] : []),
    ],
    named: given.filter(child => child.type === 'pair').map(child => entryOf(child, text)),
    types: [],
    constructs: called === 'new',
    span: spanOf(node),
  };
  return meaningOf(call);
}

/** Calls that are a way to write a text or an alternative. */
function meaningOf(call: Call): Expression {
  const name = call.path.at(-1);
  const [first, ...rest] = call.arguments;
  if (!first) return call;
  if (name === 'format' && call.path.length === 1) return printf(first, rest, call.span);
  if (name === 'fetch' && call.path.length === 2 && call.path[0] === 'ENV' && rest[0]?.kind === 'function') {
    // `ENV.fetch('X') { fallback }` is `ENV.fetch('X', fallback)`.
    const fallback = lastValue(rest[0].body);
    return { ...call, arguments: fallback ? [first, fallback] : [first] };
  }
  return call;
}

function lastValue(body: readonly Statement[]): Expression | undefined {
  const last = body.at(-1);
  return last && (last.kind === 'expression' || last.kind === 'return') ? last.value : undefined;
}

function indexOf(node: SyntaxNode, text: string): Expression {
  const object = valueIn(node, 'object', text);
  const key = node.children.find(child => child.named && child.field !== 'object');
  return { kind: 'index', object, key: key ? rubyExpression(key, text) : nothing(node), span: spanOf(node) };
}

function entryOf(pair: SyntaxNode, text: string): Entry {
  const key = valueIn(pair, 'key', text);
  const written = key.kind === 'text' || key.kind === 'number' ? key.text : key.kind === 'name' ? key.path.join('.') : '';
  return { key: written, value: valueIn(pair, 'value', text), span: spanOf(pair) };
}

function objectOf(node: SyntaxNode, text: string): Expression {
  const entries = node.children.filter(child => child.type === 'pair').map(pair => entryOf(pair, text));
  return { kind: 'object', entries, span: spanOf(node) };
}

function listOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'list', items: valuesIn(node, text), span: spanOf(node) };
}

/** Braces, do … end and lambdas; what a block ends with is what it gives. */
function blockOf(node: SyntaxNode, text: string): Expression {
  const body = childOf(node, 'body');
  if (node.type === 'lambda' && body && /block/.test(body.type)) return blockOf(body, text);
  const statements = body ? rubyStatements(body.children, text) : [];
  const last = body?.children.findLast(child => child.named);
  const ending: readonly Statement[] =
    last && /^(string|identifier|constant|integer)$/.test(last.type)
      ? [{ kind: 'return', value: rubyExpression(last, text), span: spanOf(last) }]
      : [];
  return {
    kind: 'function',
    parameters: parametersOf(childOf(node, 'parameters'), text),
    body: [...statements, ...ending],
    span: spanOf(node),
  };
}
