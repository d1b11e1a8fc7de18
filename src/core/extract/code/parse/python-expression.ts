import type { Call, Entry, Expression } from '../syntax.ts';
import { braces, chosen, joined, nothing, printf, spanOf, unescapedText } from './build.ts';
import { childOf, type SyntaxNode } from './cursor.ts';
import { parametersOf } from './python.ts';

type Read = (node: SyntaxNode, text: string) => Expression;

const EXPRESSIONS = new Map<string, Read>([
  ['identifier', nameOf],
  ['attribute', attributeOf],
  ['string', textOf],
  ['concatenated_string', (node, text) => joined(valuesIn(node, text), spanOf(node))],
  ['integer', numberOf],
  ['float', numberOf],
  ['true', nothing],
  ['false', nothing],
  ['none', nothing],
  ['ellipsis', nothing],
  ['binary_operator', binaryOf],
  ['boolean_operator', booleanOf],
  ['conditional_expression', conditionalOf],
  ['parenthesized_expression', only],
  ['await', only],
  ['as_pattern', only],
  ['named_expression', (node, text) => valueIn(node, 'value', text)],
  ['not_operator', other],
  ['unary_operator', other],
  ['comparison_operator', other],
  ['call', callOf],
  ['subscript', subscriptOf],
  ['dictionary', dictionaryOf],
  ['list', listOf],
  ['tuple', listOf],
  ['set', listOf],
  ['expression_list', listOf],
  ['lambda', lambdaOf],
  ['list_comprehension', other],
  ['set_comprehension', other],
  ['dictionary_comprehension', other],
  ['generator_expression', other],
  ['yield', other],
  ['list_splat', other],
]);

export const isPythonExpression = (node: SyntaxNode): boolean => EXPRESSIONS.has(node.type);

export function pythonExpression(node: SyntaxNode, text: string): Expression {
  return (EXPRESSIONS.get(node.type) ?? other)(node, text);
}

const valuesIn = (node: SyntaxNode, text: string): readonly Expression[] =>
  node.children.filter(child => child.named).map(child => pythonExpression(child, text));

function valueIn(node: SyntaxNode, field: string, text: string): Expression {
  const value = childOf(node, field);
  return value ? pythonExpression(value, text) : nothing(node);
}

function other(node: SyntaxNode, text: string): Expression {
  return { kind: 'other', children: valuesIn(node, text), span: spanOf(node) };
}

function only(node: SyntaxNode, text: string): Expression {
  const inner = node.children.find(child => child.named);
  return inner ? pythonExpression(inner, text) : nothing(node);
}

const SELF = /^(self|cls)$/;

function nameOf(node: SyntaxNode, text: string): Expression {
  const name = text.slice(node.start, node.end);
  return { kind: 'name', path: SELF.test(name) ? [] : [name], span: spanOf(node) };
}

function attributeOf(node: SyntaxNode, text: string): Expression {
  const object = valueIn(node, 'object', text);
  const attribute = childOf(node, 'attribute');
  const name = attribute ? text.slice(attribute.start, attribute.end) : '';
  if (object.kind === 'name') return { kind: 'name', path: [...object.path, name], span: spanOf(node) };
  return { kind: 'index', object, key: { kind: 'text', text: name, span: spanOf(attribute ?? node) }, span: spanOf(node) };
}

function numberOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'number', text: text.slice(node.start, node.end).replaceAll('_', ''), span: spanOf(node) };
}

function textOf(node: SyntaxNode, text: string): Expression {
  const opening = node.children[0];
  const prefix = opening ? text.slice(opening.start, opening.end).toLowerCase() : '';
  const parts = node.children.flatMap((child): readonly Expression[] => {
    if (child.type === 'interpolation') return [valueIn(child, 'expression', text)];
    if (child.type !== 'string_content') return [];
    const raw = text.slice(child.start, child.end);
    const read = prefix.includes('r') ? raw : unescapedText(raw);
    return [{ kind: 'text', text: prefix.includes('f') ? read.replaceAll('{{', '{').replaceAll('}}', '}') : read, span: spanOf(child) }];
  });
  return joined(parts, spanOf(node));
}

function binaryOf(node: SyntaxNode, text: string): Expression {
  const operator = childOf(node, 'operator')?.type;
  const left = valueIn(node, 'left', text);
  const right = valueIn(node, 'right', text);
  if (operator === '+') return joined([left, right], spanOf(node));
  if (operator === '%' && left.kind === 'text') return printf(left, right.kind === 'list' ? right.items : [right], spanOf(node));
  return { kind: 'other', children: [left, right], span: spanOf(node) };
}

function booleanOf(node: SyntaxNode, text: string): Expression {
  const sides = [valueIn(node, 'left', text), valueIn(node, 'right', text)];
  if (childOf(node, 'operator')?.type === 'or') return chosen(sides, spanOf(node));
  return { kind: 'other', children: sides, span: spanOf(node) };
}

/** `fallback if x is None else x` prefers x. */
function conditionalOf(node: SyntaxNode, text: string): Expression {
  const [wanted, condition, fallback] = node.children.filter(child => child.named);
  if (!wanted || !condition || !fallback) return other(node, text);
  const options = [pythonExpression(wanted, text), pythonExpression(fallback, text)];
  const absent = /^not\b|\bis None\s*$|==\s*None\s*$/.test(text.slice(condition.start, condition.end));
  return chosen(absent ? options.reverse() : options, spanOf(node));
}

function callOf(node: SyntaxNode, text: string): Expression {
  const callee = childOf(node, 'function');
  const given = childOf(node, 'arguments');
  const called = callee ? pythonExpression(callee, text) : nothing(node);
  const { path, on } = calleeOf(called);
  const list = given?.type === 'argument_list' ? given.children : given ? [given] : [];
  const call: Call = {
    kind: 'call',
    path,
    ...(on && { on }),
    arguments: list
      .filter(child => child.named && !/^(keyword_argument|dictionary_splat)$/.test(child.type))
      .map(child => pythonExpression(child, text)),
    named: list.flatMap(child => keywordOf(child, text)),
    types: [],
    constructs: false,
    span: spanOf(node),
  };
  return meaningOf(call);
}

/** `a.b(x).c` is read as an index of what `a.b(x)` gives; as a callee it is the chain a.b.c on that call. */
function calleeOf(called: Expression): { path: readonly string[]; on?: Expression } {
  if (called.kind === 'name') return { path: called.path };
  if (called.kind !== 'index' || called.key.kind !== 'text') return { path: [], on: called };
  const { object } = called;
  const before = object.kind === 'call' ? object.path : [];
  return { path: [...before, called.key.text], on: object };
}

/** Calls that are a way to write a text. */
function meaningOf(call: Call): Expression {
  const name = call.path.at(-1);
  const [first] = call.arguments;
  if (!call.on) return call;
  if (name === 'format' && (call.on.kind === 'text' || call.on.kind === 'join')) return braces(call.on, call, call.span);
  if (name === 'join' && call.on.kind === 'text' && first?.kind === 'list') {
    const separator = call.on;
    return joined(
      first.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
      call.span,
    );
  }
  return call;
}

function keywordOf(node: SyntaxNode, text: string): readonly Entry[] {
  if (node.type === 'dictionary_splat') {
    const inner = only(node, text);
    return inner.kind === 'object' ? inner.entries : [];
  }
  const name = childOf(node, 'name');
  const value = childOf(node, 'value');
  if (node.type !== 'keyword_argument' || !name || !value) return [];
  return [{ key: text.slice(name.start, name.end), value: pythonExpression(value, text), span: spanOf(node) }];
}

function subscriptOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'index', object: valueIn(node, 'value', text), key: valueIn(node, 'subscript', text), span: spanOf(node) };
}

function dictionaryOf(node: SyntaxNode, text: string): Expression {
  const entries = node.children
    .filter(child => child.type === 'pair')
    .flatMap((pair): readonly Entry[] => {
      const key = valueIn(pair, 'key', text);
      return [{ key: keyOf(key), value: valueIn(pair, 'value', text), span: spanOf(pair) }];
    });
  return { kind: 'object', entries, span: spanOf(node) };
}

function keyOf(key: Expression): string {
  if (key.kind === 'text' || key.kind === 'number') return key.text;
  return key.kind === 'name' ? key.path.join('.') : '';
}

function listOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'list', items: valuesIn(node, text), span: spanOf(node) };
}

function lambdaOf(node: SyntaxNode, text: string): Expression {
  const value = valueIn(node, 'body', text);
  const parameters = parametersOf(childOf(node, 'parameters'), text);
  return { kind: 'function', parameters, body: [{ kind: 'return', value, span: value.span }], span: spanOf(node) };
}

/** What an assignment gives a value to: `self.url`, `app.config['URL']`, `url`. Empty where it has no plain name. */
export function targetOf(node: SyntaxNode, text: string): readonly string[] {
  const target = pythonExpression(node, text);
  if (target.kind === 'name') return target.path;
  if (target.kind === 'index' && target.object.kind === 'name' && target.key.kind === 'text')
    return [...target.object.path, target.key.text];
  return [];
}
