import type * as tree from 'oxc-parser';
import type { Expression, Parameter, Statement } from '../../syntax.ts';
import { annotationsOf } from './annotations.ts';
import { expressionOf } from './expressions.ts';
import { keyOf, typeText } from './names.ts';
import type { Reading } from './reading.ts';
import { statementsOf } from './statements.ts';

export type FunctionNode = tree.Function | tree.ArrowFunctionExpression;

export function functionOf(node: FunctionNode, into: Reading): Expression {
  return { kind: 'function', parameters: parametersOf(node, into), body: bodyOf(node, into), span: [node.start, node.end] };
}

export function functionNamed(name: string, node: FunctionNode, into: Reading): void {
  into.statements.push(functionStatement(name, node, into));
}

export function functionStatement(name: string, node: FunctionNode, into: Reading): Extract<Statement, { kind: 'function' }> {
  const returns = node.returnType && typeText(node.returnType, into.text);
  return {
    kind: 'function',
    name,
    annotations: [],
    parameters: parametersOf(node, into),
    ...(returns ? { returns } : {}),
    body: bodyOf(node, into),
    span: [node.start, node.end],
  };
}

function bodyOf(node: FunctionNode, into: Reading): Statement[] {
  if (!node.body) return [];
  if (node.body.type === 'BlockStatement') return statementsOf(node.body.body, into.text);
  const inner: Reading = { text: into.text, statements: [] };
  const value = expressionOf(node.body as tree.Expression, inner);
  inner.statements.push({ kind: 'return', value, span: value.span });
  return inner.statements;
}

function parametersOf(node: FunctionNode, into: Reading): Parameter[] {
  const parameters: Parameter[] = [];
  for (const parameter of node.params) {
    const inner = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
    const annotations = 'decorators' in parameter && parameter.decorators?.length ? annotationsOf(parameter.decorators, into) : [];
    if (inner.type !== 'RestElement') bound({ pattern: inner, annotations }, parameters, into);
  }
  return parameters;
}

interface Bound {
  readonly pattern: tree.BindingPattern;
  readonly annotations: Parameter['annotations'];
  readonly default?: Expression;
}

/** `{ topic, group = 'a' }` counts as the parameters topic and group. */
function bound(one: Bound, parameters: Parameter[], into: Reading): void {
  const { pattern, annotations } = one;
  switch (pattern.type) {
    case 'Identifier': {
      const type = pattern.typeAnnotation && typeText(pattern.typeAnnotation, into.text);
      parameters.push({ name: pattern.name, ...(type ? { type } : {}), annotations, ...(one.default ? { default: one.default } : {}) });
      return;
    }
    case 'AssignmentPattern':
      bound({ pattern: pattern.left, annotations, default: expressionOf(pattern.right, into) }, parameters, into);
      return;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'Property' && keyOf(property, into.text)) bound({ pattern: property.value, annotations }, parameters, into);
      }
      return;
    case 'ArrayPattern':
      return;
  }
}
