import type * as tree from 'oxc-parser';
import type { Expression } from '../../syntax.ts';
import { expressionOf } from './expressions.ts';
import type { Reading } from './reading.ts';

/** `a.b`, and `a[b]` with its key. A member of what a function without arguments returns is named through the function. */
export function memberOf(node: tree.MemberExpression, into: Reading): Expression {
  const span = [node.start, node.end] as const;
  const object = expressionOf(node.object, into);
  if (node.computed) return { kind: 'index', object, key: expressionOf(node.property, into), span };
  const path = throughPath(object);
  if (path) return { kind: 'name', path: [...path, node.property.name], span };
  return { kind: 'index', object, key: { kind: 'text', text: node.property.name, span: [node.property.start, node.property.end] }, span };
}

function throughPath(object: Expression): readonly string[] | undefined {
  if (object.kind === 'name') return object.path;
  if (object.kind !== 'call' || object.on || object.constructs || object.arguments.length > 0) return undefined;
  return object.path.length > 0 ? object.path : undefined;
}
