import type * as tree from 'oxc-parser';
import type { Expression } from '../../syntax.ts';
import { classOf } from './classes.ts';
import { destructured } from './declarations.ts';
import { expressionOf } from './expressions.ts';
import type { Reading } from './reading.ts';

/** Reads `a.b = value` as a statement of its own, and gives back the value for the expression around it. */
export function assigned(node: tree.AssignmentExpression, into: Reading): Expression {
  const span = [node.start, node.end] as const;
  if (node.left.type === 'ObjectPattern' || node.left.type === 'ArrayPattern') {
    const value = expressionOf(node.right, into);
    destructured(node.left as tree.BindingPattern, value, into);
    return value;
  }
  const target = expressionOf(node.left as tree.Expression, into);
  const path = targetPath(target);
  if (node.right.type === 'ClassExpression' && path) {
    into.statements.push(classOf(node.right, path.at(-1)!, into));
    return target;
  }
  const value = expressionOf(node.right, into);
  const given: Expression = node.operator === '||=' || node.operator === '??=' ? { kind: 'choice', options: [target, value], span } : value;
  if (path && (node.operator === '=' || given.kind === 'choice'))
    into.statements.push({ kind: 'assign', target: path, value: given, annotations: [], span });
  else into.statements.push({ kind: 'expression', value: { kind: 'other', children: [target, value], span }, span });
  return value;
}

/** `a.b` and `a['b']`. */
function targetPath(target: Expression): readonly string[] | undefined {
  if (target.kind === 'name' && target.path.length > 0) return target.path;
  if (target.kind === 'index' && target.object.kind === 'name' && target.key.kind === 'text')
    return [...target.object.path, target.key.text];
  return undefined;
}
