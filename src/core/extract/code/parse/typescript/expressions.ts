import type * as tree from 'oxc-parser';
import type { Entry, Expression } from '../../syntax.ts';
import { assigned } from './assignments.ts';
import { callOf } from './calls.ts';
import { classOf } from './classes.ts';
import { functionOf } from './functions.ts';
import { inlineImport, requiredBy } from './imports.ts';
import { elementOf } from './elements.ts';
import { memberOf } from './members.ts';
import { keyOf } from './names.ts';
import type { Reading } from './reading.ts';

/** One expression. What is a statement inside it goes to `into`. */
export function expressionOf(node: tree.Expression | tree.Super | tree.PrivateInExpression, into: Reading): Expression {
  switch (node.type) {
    case 'Literal':
      return literalOf(node);
    case 'TemplateLiteral':
      return templateOf(node, into);
    case 'Identifier':
      return { kind: 'name', path: [node.name], span: [node.start, node.end] };
    case 'ThisExpression':
    case 'Super':
      return { kind: 'name', path: [], span: [node.start, node.end] };
    case 'MetaProperty':
      return { kind: 'name', path: [node.meta.name, node.property.name], span: [node.start, node.end] };
    case 'MemberExpression':
      return memberOf(node, into);
    case 'CallExpression':
    case 'ImportExpression':
    case 'NewExpression':
    case 'TaggedTemplateExpression':
      return calledOf(node, into);
    case 'ObjectExpression':
      return { kind: 'object', entries: entriesOf(node, into), span: [node.start, node.end] };
    case 'ArrayExpression':
      return { kind: 'list', items: itemsOf(node.elements, into), span: [node.start, node.end] };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return functionOf(node, into);
    case 'ClassExpression':
      into.statements.push(classOf(node, node.id?.name ?? 'default', into));
      return other(node, []);
    case 'AssignmentExpression':
      return assigned(node, into);
    default:
      return operation(node, into);
  }
}

function literalOf(node: Extract<tree.Expression, { type: 'Literal' }>): Expression {
  const span = [node.start, node.end] as const;
  if (typeof node.value === 'string') return { kind: 'text', text: node.value, span };
  if (typeof node.value === 'number') return { kind: 'number', text: String(node.value), span };
  return { kind: 'other', children: [], span };
}

function templateOf(node: tree.TemplateLiteral, into: Reading): Expression {
  const span = [node.start, node.end] as const;
  const parts: Expression[] = [];
  node.quasis.forEach((quasi, at) => {
    const text = quasi.value.cooked ?? quasi.value.raw;
    if (text) parts.push({ kind: 'text', text, span: [quasi.start, quasi.end] });
    const hole = node.expressions[at];
    if (hole) parts.push(expressionOf(hole, into));
  });
  if (node.expressions.length === 0) return { kind: 'text', text: node.quasis[0]?.value.cooked ?? '', span };
  return { kind: 'join', parts, span };
}

type CallNode = Extract<tree.Expression, { type: 'CallExpression' | 'ImportExpression' | 'NewExpression' | 'TaggedTemplateExpression' }>;

function calledOf(node: CallNode, into: Reading): Expression {
  const from = requiredBy(node);
  if (from !== undefined) return { kind: 'name', path: [inlineImport(from, node, into)], span: [node.start, node.end] };
  if (node.type === 'ImportExpression') return other(node, [expressionOf(node.source, into)]);
  return callOf(node, into);
}

/** Spreads are left out: what they add has its own place. */
function entriesOf(node: tree.ObjectExpression, into: Reading): Entry[] {
  const entries: Entry[] = [];
  for (const property of node.properties) {
    if (property.type !== 'Property') continue;
    const value = expressionOf(property.value as tree.Expression, into);
    entries.push({ key: keyOf(property, into.text), value, span: [property.start, property.end] });
  }
  return entries;
}

export function itemsOf(elements: readonly (tree.ArrayExpressionElement | tree.Argument)[], into: Reading): Expression[] {
  const items: Expression[] = [];
  for (const element of elements)
    if (element) items.push(expressionOf(element.type === 'SpreadElement' ? element.argument : element, into));
  return items;
}

const other = (node: tree.Span, children: readonly Expression[]): Expression => ({ kind: 'other', children, span: [node.start, node.end] });

function operation(node: tree.Expression | tree.PrivateInExpression, into: Reading): Expression {
  switch (node.type) {
    case 'ChainExpression':
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSTypeAssertion':
    case 'TSNonNullExpression':
    case 'TSInstantiationExpression':
      return expressionOf(node.expression, into);
    case 'AwaitExpression':
      return expressionOf(node.argument, into);
    case 'YieldExpression':
      return node.argument ? expressionOf(node.argument, into) : other(node, []);
    case 'UnaryExpression':
      return node.operator === '+' ? expressionOf(node.argument, into) : other(node, [expressionOf(node.argument, into)]);
    case 'BinaryExpression':
      return binary(node, into);
    case 'LogicalExpression':
      return logical(node, into);
    case 'ConditionalExpression':
      return conditional(node, into);
    case 'SequenceExpression':
      return other(node, itemsOf(node.expressions, into));
    case 'JSXElement':
    case 'JSXFragment':
      return elementOf(node, into);
    default:
      return other(node, []);
  }
}

/** A long chain of + leans to the left, so it is walked and not recursed into. */
function binary(node: tree.BinaryExpression | tree.PrivateInExpression, into: Reading): Expression {
  const operands: tree.Expression[] = [];
  let left: tree.Expression | tree.PrivateInExpression | tree.PrivateIdentifier = node;
  while (left.type === 'BinaryExpression' && left.operator === node.operator) {
    operands.push(left.right);
    left = left.left as tree.Expression;
  }
  operands.push(left as tree.Expression);
  const values = operands.reverse().map(operand => expressionOf(operand, into));
  if (node.operator !== '+') return other(node, values);
  return { kind: 'join', parts: values.flatMap(value => (value.kind === 'join' ? value.parts : [value])), span: [node.start, node.end] };
}

function logical(node: tree.LogicalExpression, into: Reading): Expression {
  const options = [expressionOf(node.left, into), expressionOf(node.right, into)];
  if (node.operator === '&&') return other(node, options);
  return {
    kind: 'choice',
    options: options.flatMap(option => (option.kind === 'choice' ? option.options : [option])),
    span: [node.start, node.end],
  };
}

/** The condition is no part of the value, but what it calls or reads still counts. */
function conditional(node: tree.ConditionalExpression, into: Reading): Expression {
  const test = expressionOf(node.test, into);
  if (test.kind !== 'name' || test.path.length > 1) into.statements.push({ kind: 'expression', value: test, span: test.span });
  return {
    kind: 'choice',
    options: [expressionOf(node.consequent, into), expressionOf(node.alternate, into)],
    span: [node.start, node.end],
  };
}
