import type { Call, Expression, Parameter } from '../syntax.ts';
import { chosen, joined, nothing, printf, spanOf, unescaped } from './build.ts';
import { childOf, firstOf, type SyntaxNode } from './cursor.ts';
import { annotationOf, javaStatements } from './java.ts';

type Read = (node: SyntaxNode, text: string) => Expression;

const EXPRESSIONS = new Map<string, Read>([
  ['identifier', identifierOf],
  ['type_identifier', identifierOf],
  ['scoped_identifier', nameOf],
  ['scoped_type_identifier', nameOf],
  ['this', node => ({ kind: 'name', path: [], span: spanOf(node) })],
  ['super', node => ({ kind: 'name', path: [], span: spanOf(node) })],
  ['string_literal', textOf],
  ['character_literal', (node, text) => ({ kind: 'text', text: text.slice(node.start + 1, node.end - 1), span: spanOf(node) })],
  ['decimal_integer_literal', numberOf],
  ['decimal_floating_point_literal', numberOf],
  ['hex_integer_literal', numberOf],
  ['true', nothing],
  ['false', nothing],
  ['null_literal', nothing],
  ['binary_expression', binaryOf],
  ['ternary_expression', ternaryOf],
  ['parenthesized_expression', innerOf],
  ['cast_expression', (node, text) => only(childOf(node, 'value'), node, text)],
  ['assignment_expression', (node, text) => other([childOf(node, 'right')], node, text)],
  ['field_access', fieldOf],
  ['class_literal', nameOf],
  ['method_reference', referenceOf],
  ['method_invocation', callOf],
  ['object_creation_expression', constructionOf],
  ['explicit_constructor_invocation', (node, text) => other(childOf(node, 'arguments')?.children ?? [], node, text)],
  ['array_access', indexOf],
  ['array_creation_expression', (node, text) => only(childOf(node, 'value'), node, text)],
  ['array_initializer', listOf],
  ['element_value_array_initializer', listOf],
  ['annotation', annotationValue],
  ['marker_annotation', annotationValue],
  ['lambda_expression', lambdaOf],
  ['switch_expression', switchOf],
  ['instanceof_expression', (node, text) => other([childOf(node, 'left')], node, text)],
  ['unary_expression', (node, text) => other(node.children, node, text)],
  ['update_expression', nothing],
]);

export const isJavaExpression = (node: SyntaxNode): boolean => EXPRESSIONS.has(node.type);

export function javaExpression(node: SyntaxNode, text: string): Expression {
  const read = EXPRESSIONS.get(node.type);
  return read ? read(node, text) : other(node.children, node, text);
}

export const lastName = (written: string): string => written.slice(written.lastIndexOf('.') + 1).trim();

/** A type as written, without line breaks. */
export const writtenType = (node: SyntaxNode, text: string): string => text.slice(node.start, node.end).replace(/\s+/g, ' ');

const only = (node: SyntaxNode | undefined, around: SyntaxNode, text: string): Expression =>
  node ? javaExpression(node, text) : nothing(around);

function other(nodes: readonly (SyntaxNode | undefined)[], around: SyntaxNode, text: string): Expression {
  const children = nodes
    .filter(node => node !== undefined && node.named && isJavaExpression(node))
    .map(node => javaExpression(node!, text));
  return { kind: 'other', children, span: spanOf(around) };
}

function identifierOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'name', path: [text.slice(node.start, node.end)], span: spanOf(node) };
}

function nameOf(node: SyntaxNode, text: string): Expression {
  const path = text
    .slice(node.start, node.end)
    .replace(/<.*>|\s+/gs, '')
    .split('.');
  return { kind: 'name', path, span: spanOf(node) };
}

function referenceOf(node: SyntaxNode, text: string): Expression {
  const path = text
    .slice(node.start, node.end)
    .replace(/<.*>|\s+|this::/gs, '')
    .split(/\.|::/);
  return { kind: 'name', path, span: spanOf(node) };
}

function numberOf(node: SyntaxNode, text: string): Expression {
  return { kind: 'number', text: text.slice(node.start, node.end).replace(/_|[lLfFdD]$/g, ''), span: spanOf(node) };
}

function textOf(node: SyntaxNode, text: string): Expression {
  const block = text.startsWith('"""', node.start);
  const read = node.children
    .map(child =>
      child.type === 'escape_sequence'
        ? unescaped(text.slice(child.start, child.end))
        : child.named
          ? text.slice(child.start, child.end)
          : '',
    )
    .join('');
  return { kind: 'text', text: block ? withoutIndentation(read) : read, span: spanOf(node) };
}

function withoutIndentation(block: string): string {
  const lines = block.replace(/^[ \t]*\r?\n/, '').split('\n');
  const indents = lines
    .filter((line, index) => line.trim() !== '' || index === lines.length - 1)
    .map(line => line.length - line.trimStart().length);
  const indent = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map(line => line.slice(indent)).join('\n');
}

function binaryOf(node: SyntaxNode, text: string): Expression {
  const left = childOf(node, 'left');
  const right = childOf(node, 'right');
  if (childOf(node, 'operator')?.type !== '+' || !left || !right) return other([left, right], node, text);
  return joined([javaExpression(left, text), javaExpression(right, text)], spanOf(node));
}

/** The value that is wanted comes first: `x == null ? fallback : x` prefers x. */
function ternaryOf(node: SyntaxNode, text: string): Expression {
  const condition = childOf(node, 'condition');
  const options = [only(childOf(node, 'consequence'), node, text), only(childOf(node, 'alternative'), node, text)];
  const absent = condition && /==\s*null|^[^!]*\.is(Empty|Blank)\(/.test(text.slice(condition.start, condition.end));
  return chosen(absent ? options.reverse() : options, spanOf(node));
}

function innerOf(node: SyntaxNode, text: string): Expression {
  return only(
    node.children.find(child => child.named),
    node,
    text,
  );
}

function fieldOf(node: SyntaxNode, text: string): Expression {
  const object = only(childOf(node, 'object'), node, text);
  const field = childOf(node, 'field');
  const name = field ? text.slice(field.start, field.end) : '';
  if (object.kind === 'name') return { kind: 'name', path: [...object.path, name], span: spanOf(node) };
  return { kind: 'index', object, key: { kind: 'text', text: name, span: spanOf(field ?? node) }, span: spanOf(node) };
}

function indexOf(node: SyntaxNode, text: string): Expression {
  const object = only(childOf(node, 'array'), node, text);
  return { kind: 'index', object, key: only(childOf(node, 'index'), node, text), span: spanOf(node) };
}

function callOf(node: SyntaxNode, text: string): Expression {
  const receiver = childOf(node, 'object');
  const name = childOf(node, 'name');
  const called = name ? text.slice(name.start, name.end) : '';
  const object = receiver && javaExpression(receiver, text);
  const values = argumentsOf(node, text);
  const call: Call = {
    kind: 'call',
    path: object?.kind === 'name' || object?.kind === 'call' ? [...object.path, called] : [called],
    ...(object && object.kind !== 'name' && { on: object }),
    arguments: values,
    named: [],
    types: typesOf(childOf(node, 'type_arguments'), text),
    constructs: false,
    span: spanOf(node),
  };
  return meaningOf(call, object);
}

/** Calls that are a way to write a text or an alternative. */
function meaningOf(call: Call, object: Expression | undefined): Expression {
  const name = call.path.at(-1);
  const [first, ...rest] = call.arguments;
  if (first && name === 'format' && call.path.at(-2) === 'String' && !call.on) {
    // `String.format(Locale.ROOT, "…", …)` has its format second.
    return first.kind === 'name' && rest[0] ? printf(rest[0], rest.slice(1), call.span) : printf(first, rest, call.span);
  }
  if (name === 'formatted' && object) return printf(object, call.arguments, call.span);
  if (name === 'concat' && object && first) return joined([object, first], call.span);
  if ((name === 'orElse' || name === 'orElseGet') && first && object && call.arguments.length === 1) {
    const fallback = first.kind === 'function' && first.body[0]?.kind === 'return' ? first.body[0].value : first;
    return chosen(fallback ? [object, fallback] : [object], call.span);
  }
  return call;
}

const argumentsOf = (node: SyntaxNode, text: string): readonly Expression[] =>
  (childOf(node, 'arguments')?.children ?? []).filter(child => child.named).map(child => javaExpression(child, text));

const typesOf = (node: SyntaxNode | undefined, text: string): readonly string[] =>
  node ? node.children.filter(child => child.named).map(child => writtenType(child, text)) : [];

function constructionOf(node: SyntaxNode, text: string): Expression {
  const type = childOf(node, 'type');
  const body = firstOf(node, 'class_body');
  const written = type ? text.slice(type.start, type.end).replace(/<.*>|\s+/gs, '') : '';
  const members: readonly Expression[] = body
    ? [{ kind: 'function', parameters: [], body: javaStatements(body.children, text), span: spanOf(body) }]
    : [];
  return {
    kind: 'call',
    path: written.split('.'),
    arguments: [...argumentsOf(node, text), ...members],
    named: [],
    types: typesOf(type && firstOf(type, 'type_arguments'), text),
    constructs: true,
    span: spanOf(node),
  };
}

function listOf(node: SyntaxNode, text: string): Expression {
  const items = node.children.filter(child => child.named).map(child => javaExpression(child, text));
  return { kind: 'list', items, span: spanOf(node) };
}

/** An annotation inside an annotation: `@QueueBinding(value = @Queue("q"), …)`. */
function annotationValue(node: SyntaxNode, text: string): Expression {
  const { name, arguments: values, named, span } = annotationOf(node, text);
  return { kind: 'call', path: [name], arguments: values, named, types: [], constructs: true, span };
}

function lambdaOf(node: SyntaxNode, text: string): Expression {
  const list = childOf(node, 'parameters');
  const names = list?.type === 'identifier' ? [list] : (list?.children ?? []).map(child => childOf(child, 'name') ?? child);
  const parameters: Parameter[] = names
    .filter(name => name.named)
    .map(name => ({ name: text.slice(name.start, name.end), annotations: [] }));
  const body = childOf(node, 'body');
  if (!body) return { kind: 'function', parameters, body: [], span: spanOf(node) };
  const block = body.type === 'block';
  return {
    kind: 'function',
    parameters,
    body: block ? javaStatements(body.children, text) : [{ kind: 'return', value: javaExpression(body, text), span: spanOf(body) }],
    span: spanOf(node),
  };
}

/** The values of its arms; an arm with a block gives its expressions. */
function switchOf(node: SyntaxNode, text: string): Expression {
  const arms = (childOf(node, 'body')?.children ?? []).flatMap(arm => arm.children.filter(child => child.type === 'expression_statement'));
  const options = arms.flatMap(arm => arm.children.filter(isJavaExpression).map(child => javaExpression(child, text)));
  return options.length > 0 ? chosen(options, spanOf(node)) : other(node.children, node, text);
}
