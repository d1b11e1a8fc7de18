import type { Call, Entry, Expression } from '../syntax.ts';
import { chosen, joined, nothing, printf, spanOf, unescaped } from './build.ts';
import { childOf, firstOf, type SyntaxNode } from './cursor.ts';
import { parametersOf, phpStatements } from './php.ts';

type Read = (node: SyntaxNode, text: string) => Expression;

const EXPRESSIONS = new Map<string, Read>([
  ['name', nameOf],
  ['qualified_name', nameOf],
  ['variable_name', nameOf],
  ['relative_scope', node => ({ kind: 'name', path: [], span: spanOf(node) })],
  ['string', textOf],
  ['encapsed_string', textOf],
  ['heredoc', (node, text) => (firstOf(node, 'heredoc_body') ? textOf(firstOf(node, 'heredoc_body')!, text) : nothing(node))],
  ['nowdoc', (node, text) => (firstOf(node, 'nowdoc_body') ? textOf(firstOf(node, 'nowdoc_body')!, text) : nothing(node))],
  ['integer', numberOf],
  ['float', numberOf],
  ['boolean', nothing],
  ['null', nothing],
  ['binary_expression', binaryOf],
  ['conditional_expression', conditionalOf],
  ['parenthesized_expression', only],
  ['cast_expression', (node, text) => valueIn(node, 'value', text)],
  ['error_suppression_expression', only],
  ['clone_expression', only],
  ['unary_op_expression', other],
  ['print_intrinsic', other],
  ['assignment_expression', (node, text) => valueIn(node, 'right', text)],
  ['augmented_assignment_expression', (node, text) => valueIn(node, 'right', text)],
  ['member_access_expression', memberOf],
  ['nullsafe_member_access_expression', memberOf],
  ['scoped_property_access_expression', scopedOf],
  ['class_constant_access_expression', scopedOf],
  ['subscript_expression', subscriptOf],
  ['array_creation_expression', arrayOf],
  ['function_call_expression', functionCallOf],
  ['member_call_expression', methodCallOf],
  ['nullsafe_member_call_expression', methodCallOf],
  ['scoped_call_expression', methodCallOf],
  ['object_creation_expression', constructionOf],
  ['anonymous_function', closureOf],
  ['anonymous_function_creation_expression', closureOf],
  ['arrow_function', closureOf],
  ['match_expression', other],
  ['require_expression', other],
  ['require_once_expression', other],
  ['include_expression', other],
  ['include_once_expression', other],
]);

export const isPhpExpression = (node: SyntaxNode): boolean => EXPRESSIONS.has(node.type);

export function phpExpression(node: SyntaxNode, text: string): Expression {
  return (EXPRESSIONS.get(node.type) ?? other)(node, text);
}

/** `\Orders\Client` and `$client` as a path of plain names. */
export function phpName(node: SyntaxNode, text: string): readonly string[] {
  return text
    .slice(node.start, node.end)
    .replace(/[$&\s]/g, '')
    .split('\\')
    .filter(part => part !== '' && part !== 'this' && part !== 'self' && part !== 'static');
}

const valuesIn = (node: SyntaxNode, text: string): readonly Expression[] =>
  node.children.filter(child => child.named).map(child => phpExpression(child, text));

function valueIn(node: SyntaxNode, field: string, text: string): Expression {
  const value = childOf(node, field);
  return value ? phpExpression(value, text) : nothing(node);
}

function other(node: SyntaxNode, text: string): Expression {
  return { kind: 'other', children: valuesIn(node, text), span: spanOf(node) };
}

function only(node: SyntaxNode, text: string): Expression {
  const inner = node.children.find(child => child.named);
  return inner ? phpExpression(inner, text) : nothing(node);
}

function nameOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'name', path: phpName(node, text), span: spanOf(node) };
}

function numberOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'number', text: text.slice(node.start, node.end).replaceAll('_', ''), span: spanOf(node) };
}

function textOf(node: SyntaxNode, text: string): Expression {
  const parts = node.children
    .filter(child => child.named)
    .map((child): Expression => {
      if (isPhpExpression(child)) return phpExpression(child, text);
      const written = text.slice(child.start, child.end);
      return { kind: 'text', text: child.type === 'escape_sequence' ? unescaped(written) : written, span: spanOf(child) };
    });
  return joined(parts, spanOf(node));
}

function binaryOf(node: SyntaxNode, text: string): Expression {
  const operator = childOf(node, 'operator')?.type ?? '';
  const sides = [valueIn(node, 'left', text), valueIn(node, 'right', text)];
  if (operator === '.') return joined(sides, spanOf(node));
  if (operator === '??' || operator === '||' || operator === 'or') return chosen(sides, spanOf(node));
  return { kind: 'other', children: sides, span: spanOf(node) };
}

/** `a ?: b` prefers a; `isset(a) ? a : b` too. */
function conditionalOf(node: SyntaxNode, text: string): Expression {
  const body = childOf(node, 'body');
  const condition = childOf(node, 'condition');
  const options = [body ? phpExpression(body, text) : valueIn(node, 'condition', text), valueIn(node, 'alternative', text)];
  const absent = body && condition && /^(empty\(|is_null\(|!)|===?\s*(false|null)\s*$/.test(text.slice(condition.start, condition.end));
  return chosen(absent ? options.reverse() : options, spanOf(node));
}

function memberOf(node: SyntaxNode, text: string): Expression {
  const object = valueIn(node, 'object', text);
  const name = childOf(node, 'name');
  const member = name ? text.slice(name.start, name.end) : '';
  if (object.kind === 'name') return { kind: 'name', path: [...object.path, member], span: spanOf(node) };
  return { kind: 'index', object, key: { kind: 'text', text: member, span: spanOf(name ?? node) }, span: spanOf(node) };
}

function scopedOf(node: SyntaxNode, text: string): Expression {
  const path = node.children.filter(child => child.named).flatMap(child => phpName(child, text));
  return { kind: 'name', path, span: spanOf(node) };
}

function subscriptOf(node: SyntaxNode, text: string): Expression {
  const [object, key] = node.children.filter(child => child.named);
  if (!object) return nothing(node);
  return { kind: 'index', object: phpExpression(object, text), key: key ? phpExpression(key, text) : nothing(node), span: spanOf(node) };
}

/** With keys it is an object, without them a list. */
function arrayOf(node: SyntaxNode, text: string): Expression {
  const elements = node.children.filter(child => child.type === 'array_element_initializer');
  const pairs = elements.map(element => element.children.filter(child => child.named));
  if (!pairs.some(pair => pair.length > 1)) {
    return { kind: 'list', items: pairs.flatMap(([value]) => (value ? [phpExpression(value, text)] : [])), span: spanOf(node) };
  }
  const entries = pairs.map((pair, index): Entry => {
    const [first, second] = pair;
    const key = first && second ? phpExpression(first, text) : undefined;
    const value = second ?? first;
    return { key: keyOf(key) ?? String(index), value: value ? phpExpression(value, text) : nothing(node), span: spanOf(elements[index]!) };
  });
  return { kind: 'object', entries, span: spanOf(node) };
}

function keyOf(key: Expression | undefined): string | undefined {
  if (key?.kind === 'text' || key?.kind === 'number') return key.text;
  return key?.kind === 'name' ? key.path.join('.') : undefined;
}

/** Arguments by place and by name. */
export function argumentsOf(list: SyntaxNode | undefined, text: string): Pick<Call, 'arguments' | 'named'> {
  const given: Expression[] = [];
  const named: Entry[] = [];
  for (const argument of list?.children ?? []) {
    const name = childOf(argument, 'name');
    const value = argument.children.findLast(child => child.named && child !== name);
    if (argument.type !== 'argument' || !value) continue;
    if (name) named.push({ key: text.slice(name.start, name.end), value: phpExpression(value, text), span: spanOf(argument) });
    else given.push(phpExpression(value, text));
  }
  return { arguments: given, named };
}

function functionCallOf(node: SyntaxNode, text: string): Expression {
  const called = valueIn(node, 'function', text);
  const given = argumentsOf(childOf(node, 'arguments'), text);
  const path = called.kind === 'name' ? called.path : [];
  const [first, ...rest] = given.arguments;
  if (path.at(-1) === 'sprintf' && first) return printf(first, rest, spanOf(node));
  return { kind: 'call', path, ...(called.kind !== 'name' && { on: called }), ...given, types: [], constructs: false, span: spanOf(node) };
}

function methodCallOf(node: SyntaxNode, text: string): Expression {
  const receiver = childOf(node, 'object') ?? childOf(node, 'scope');
  const object = receiver && phpExpression(receiver, text);
  const name = childOf(node, 'name');
  const before = object?.kind === 'name' || object?.kind === 'call' ? object.path : [];
  return {
    kind: 'call',
    path: [...before, name ? text.slice(name.start, name.end) : ''],
    ...(object && object.kind !== 'name' && { on: object }),
    ...argumentsOf(childOf(node, 'arguments'), text),
    types: [],
    constructs: false,
    span: spanOf(node),
  };
}

function constructionOf(node: SyntaxNode, text: string): Expression {
  const type = node.children.find(child => child.type.endsWith('name'));
  const given = argumentsOf(firstOf(node, 'arguments') ?? childOf(node, 'arguments'), text);
  return { kind: 'call', path: type ? phpName(type, text) : [], ...given, types: [], constructs: true, span: spanOf(node) };
}

function closureOf(node: SyntaxNode, text: string): Expression {
  const body = childOf(node, 'body');
  const parameters = parametersOf(childOf(node, 'parameters'), text);
  if (!body) return { kind: 'function', parameters, body: [], span: spanOf(node) };
  if (body.type === 'compound_statement')
    return { kind: 'function', parameters, body: phpStatements(body.children, text), span: spanOf(node) };
  const value = phpExpression(body, text);
  return { kind: 'function', parameters, body: [{ kind: 'return', value, span: value.span }], span: spanOf(node) };
}

/** What an assignment gives a value to: `$this->client`, `$config['orders']['url']`. */
export function targetOf(node: SyntaxNode, text: string): readonly string[] {
  const target = phpExpression(node, text);
  if (target.kind === 'name') return target.path;
  return target.kind === 'index' ? indexPath(target) : [];
}

function indexPath(index: Extract<Expression, { kind: 'index' }>): readonly string[] {
  const before = index.object.kind === 'name' ? index.object.path : index.object.kind === 'index' ? indexPath(index.object) : [];
  return before.length > 0 && index.key.kind === 'text' ? [...before, index.key.text] : [];
}
