import type * as tree from 'oxc-parser';
import type { Expression } from '../../syntax.ts';
import { attributed } from './attributed.ts';
import { expressionOf } from './expressions.ts';
import type { Reading } from './reading.ts';

/** JSX: the expressions in its attributes and children; texts that are shown to people are not kept. */
export function elementOf(node: tree.JSXElement | tree.JSXFragment, into: Reading): Expression {
  const children: Expression[] = [];
  if (node.type === 'JSXElement') for (const attribute of node.openingElement.attributes) attributeOf(attribute, children, into);
  for (const child of node.children) {
    if (child.type === 'JSXElement' || child.type === 'JSXFragment') children.push(elementOf(child, into));
    if (child.type === 'JSXExpressionContainer' || child.type === 'JSXSpreadChild') contained(child.expression, children, into);
  }
  return { kind: 'other', children, span: [node.start, node.end] };
}

function attributeOf(attribute: tree.JSXAttributeItem, children: Expression[], into: Reading): void {
  if (attribute.type === 'JSXSpreadAttribute') contained(attribute.argument, children, into);
  else if (attribute.value?.type === 'JSXExpressionContainer') {
    const values: Expression[] = [];
    contained(attribute.value.expression, values, into);
    children.push(...values.map(value => attributed(nameOf(attribute), value)));
  } else if (attribute.value?.type === 'JSXElement') children.push(elementOf(attribute.value, into));
}

const nameOf = ({ name }: tree.JSXAttribute): string => (name.type === 'JSXIdentifier' ? name.name : '');

function contained(node: tree.Expression | tree.JSXEmptyExpression, children: Expression[], into: Reading): void {
  if (node.type === 'JSXEmptyExpression' || node.type === 'Identifier' || node.type === 'Literal') return;
  children.push(expressionOf(node, into));
}
