import type * as tree from 'oxc-parser';
import type { Expression, Statement } from '../../syntax.ts';
import { classOf } from './classes.ts';
import { expressionOf } from './expressions.ts';
import { functionNamed } from './functions.ts';
import { requiredBy } from './imports.ts';
import { keyOf, typeText } from './names.ts';
import type { Reading } from './reading.ts';

export function declarations(node: tree.VariableDeclaration, into: Reading): void {
  if (node.declare) return;
  for (const one of node.declarations) declaration(one, into);
}

function declaration(node: tree.VariableDeclarator, into: Reading): void {
  if (required(node, into)) return;
  const { id, init } = node;
  if (id.type !== 'Identifier') {
    if (init) destructured(id, expressionOf(init, into), into);
    return;
  }
  if (init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression') {
    functionNamed(id.name, init, into);
    return;
  }
  if (init?.type === 'ClassExpression') {
    into.statements.push(classOf(init, id.name, into));
    return;
  }
  const type = id.typeAnnotation && typeText(id.typeAnnotation, into.text);
  if (!init && !type) return;
  const value = init && expressionOf(init, into);
  const span = [node.start, node.end] as const;
  into.statements.push({
    kind: 'assign',
    target: [id.name],
    ...(type ? { type } : {}),
    ...(value ? { value } : {}),
    annotations: [],
    span,
  });
}

/** `const axios = require('axios')`, `const { Pool } = require('pg')`, `const { connect } = await import('nats')`, `require('x').default`. */
function required(node: tree.VariableDeclarator, into: Reading): boolean {
  const member = node.init?.type === 'MemberExpression' && !node.init.computed ? node.init : undefined;
  const from = requiredBy(member ? member.object : node.init);
  if (from === undefined) return false;
  const span = [node.start, node.end] as const;
  if (node.id.type === 'Identifier') {
    const imported = member?.property.type === 'Identifier' ? member.property.name : '*';
    into.statements.push({ kind: 'import', from, names: [{ local: node.id.name, imported }], span });
    return true;
  }
  if (member || node.id.type !== 'ObjectPattern') return false;
  into.statements.push({ kind: 'import', from, names: taken(node.id, into.text), span });
  return true;
}

function taken(pattern: tree.ObjectPattern, text: string): Extract<Statement, { kind: 'import' }>['names'] {
  return pattern.properties.flatMap(property => {
    if (property.type !== 'Property') return [];
    const value = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    return value.type === 'Identifier' ? [{ local: value.name, imported: keyOf(property, text) }] : [];
  });
}

/** `const { ORDERS_URL, PORT = 3000 } = process.env` gives each name the member it takes. */
export function destructured(pattern: tree.BindingPattern, value: Expression, into: Reading): void {
  switch (pattern.type) {
    case 'Identifier':
      into.statements.push({ kind: 'assign', target: [pattern.name], value, annotations: [], span: [pattern.start, value.span[1]] });
      return;
    case 'AssignmentPattern': {
      const options = [value, expressionOf(pattern.right, into)];
      destructured(pattern.left, { kind: 'choice', options, span: [pattern.start, pattern.end] }, into);
      return;
    }
    case 'ObjectPattern':
      members(pattern, value, into);
      return;
    case 'ArrayPattern':
      items(pattern, value, into);
      return;
  }
}

function members(pattern: tree.ObjectPattern, value: Expression, into: Reading): void {
  const path = pathOf(value);
  if (!path) into.statements.push({ kind: 'expression', value, span: value.span });
  for (const property of pattern.properties) {
    if (property.type !== 'Property' || !path) continue;
    const span = [property.start, property.end] as const;
    destructured(property.value, { kind: 'name', path: [...path, keyOf(property, into.text)], span }, into);
  }
}

/** A value whose members have names: a name, or what a function without arguments returns. */
function pathOf(value: Expression): readonly string[] | undefined {
  if (value.kind === 'name') return value.path;
  if (value.kind === 'call' && !value.on && !value.constructs && value.arguments.length === 0 && value.path.length > 0) return value.path;
  return undefined;
}

function items(pattern: tree.ArrayPattern, value: Expression, into: Reading): void {
  if (value.kind !== 'list') {
    into.statements.push({ kind: 'expression', value, span: value.span });
    return;
  }
  pattern.elements.forEach((element, at) => {
    const item = value.items[at];
    if (element && item && element.type !== 'RestElement') destructured(element, item, into);
  });
}
