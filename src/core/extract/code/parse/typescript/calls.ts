import type * as tree from 'oxc-parser';
import type { Call, Expression } from '../../syntax.ts';
import { expressionOf, itemsOf } from './expressions.ts';
import type { Reading } from './reading.ts';

type CallNode = tree.CallExpression | tree.NewExpression | tree.TaggedTemplateExpression;

export function callOf(node: CallNode, into: Reading): Call {
  const tagged = node.type === 'TaggedTemplateExpression';
  const callee = calleeOf(tagged ? node.tag : node.callee, into);
  return {
    kind: 'call',
    path: callee.path,
    ...(callee.on ? { on: callee.on } : {}),
    arguments: tagged ? [expressionOf(node.quasi, into)] : itemsOf(node.arguments, into),
    named: [],
    types: node.typeArguments ? node.typeArguments.params.map(type => into.text.slice(type.start, type.end)) : [],
    constructs: node.type === 'NewExpression',
    span: [node.start, node.end],
  };
}

interface Callee {
  readonly path: readonly string[];
  readonly on?: Expression;
}

/** The dotted name of what is called; in a chain it runs through the calls before, and the receiver stands apart. */
function calleeOf(node: tree.Expression | tree.Super, into: Reading): Callee {
  const callee = bare(node);
  if (callee.type === 'Super') return { path: ['super'] };
  if (callee.type !== 'MemberExpression') {
    const value = expressionOf(callee, into);
    if (value.kind === 'name') return { path: value.path };
    return { path: value.kind === 'call' ? value.path : [], on: value };
  }
  const name = methodName(callee);
  const object = expressionOf(callee.object, into);
  if (object.kind === 'name') return { path: name === undefined ? object.path : [...object.path, name] };
  if (object.kind === 'call') return { path: name === undefined ? object.path : [...object.path, name], on: object };
  return { path: name === undefined ? [] : [name], on: object };
}

function methodName(callee: tree.MemberExpression): string | undefined {
  if (!callee.computed) return callee.property.name;
  return callee.property.type === 'Literal' && typeof callee.property.value === 'string' ? callee.property.value : undefined;
}

function bare(node: tree.Expression | tree.Super): tree.Expression | tree.Super {
  let callee = node;
  while (
    callee.type === 'ChainExpression' ||
    callee.type === 'TSNonNullExpression' ||
    callee.type === 'ParenthesizedExpression' ||
    callee.type === 'TSAsExpression'
  ) {
    callee = callee.expression;
  }
  return callee;
}
