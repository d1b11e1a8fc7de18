import type { Call, Entry, Expression } from '../syntax.ts';
import { braces, joined, spanOf } from './build.ts';
import { childOf, firstOf, type SyntaxNode } from './cursor.ts';
import { csharpExpression, expressions, initialised, textOf, typesOf, type CsharpFile } from './csharp-expression.ts';
import { csharpPath } from './csharp-text.ts';

/** Plain arguments and `name: value`. */
export function argumentsOf(list: SyntaxNode | undefined, file: CsharpFile): Pick<Call, 'arguments' | 'named'> {
  const values: Expression[] = [];
  const named: Entry[] = [];
  for (const argument of list?.children ?? []) {
    if (argument.type !== 'argument' && argument.type !== 'attribute_argument') continue;
    const name = childOf(argument, 'name');
    const value = argument.children.findLast(child => child.named && child !== name);
    if (!value) continue;
    const left = argument.type === 'attribute_argument' && value.type === 'assignment_expression' ? childOf(value, 'left') : name;
    const [expression] = expressions([value], file);
    if (!expression) continue;
    if (left) named.push({ key: textOf(left, file), value: expression, span: spanOf(argument) });
    else values.push(expression);
  }
  return { arguments: values, named };
}

/** `new X(a) { B = c }`, `new() { … }`, `new[] { … }`, `new Dictionary<…> { … }`, `new { … }`. */
export function created(node: SyntaxNode, file: CsharpFile): Expression {
  const type = childOf(node, 'type');
  const list = childOf(node, 'initializer') ?? firstOf(node, 'initializer_expression');
  if (node.type === 'anonymous_object_creation_expression') return anonymous(node, file);
  const { entries, items } = initialised(node.type === 'initializer_expression' ? node : list, file);
  const path = type ? csharpPath(textOf(type, file)) : [];
  const name = path.at(-1) ?? '';
  if (/array_creation|^initializer/.test(node.type))
    return entries.length > 0 ? { kind: 'object', entries, span: spanOf(node) } : { kind: 'list', items, span: spanOf(node) };
  if (list && name.endsWith('Dictionary')) return { kind: 'object', entries, span: spanOf(node) };
  if (list && /(List|HashSet|Collection|Array|Queue)$/.test(name)) return { kind: 'list', items, span: spanOf(node) };
  const given = argumentsOf(childOf(node, 'arguments') ?? firstOf(node, 'argument_list'), file);
  const types = typesOf(type?.type === 'qualified_name' ? childOf(type, 'name') : type, file);
  return {
    kind: 'call',
    path,
    arguments: [...given.arguments, ...items],
    named: [...given.named, ...entries],
    types,
    constructs: true,
    span: spanOf(node),
  };
}

function anonymous(node: SyntaxNode, file: CsharpFile): Expression {
  const entries: Entry[] = [];
  let key: SyntaxNode | undefined;
  for (const [at, child] of node.children.entries()) {
    if (!child.named) continue;
    if (node.children[at + 1]?.type === '=') key = child;
    else {
      const name = key ? textOf(key, file) : (csharpPath(textOf(child, file)).at(-1) ?? '');
      entries.push({ key: name, value: csharpExpression(child, file), span: spanOf(child) });
      key = undefined;
    }
  }
  return { kind: 'object', entries, span: spanOf(node) };
}

/** Methods of the standard library that only put a text together, and `nameof`. */
export function textCall(call: Call): Expression | undefined {
  const [first, ...rest] = call.arguments;
  if (!first) return undefined;
  switch (call.path.join('.').toLowerCase()) {
    case 'nameof':
      return first.kind === 'name' ? { kind: 'text', text: first.path.at(-1) ?? '', span: call.span } : undefined;
    case 'string.format':
      return braces(first, { arguments: rest, named: [] }, call.span);
    case 'string.concat':
      return joined(call.arguments, call.span);
    case 'string.join':
      return joined(between(rest.length === 1 && rest[0]?.kind === 'list' ? rest[0].items : rest, first), call.span);
    case 'path.combine':
    case 'url.combine':
      return joined(between(call.arguments, { kind: 'text', text: '/', span: call.span }), call.span);
    default:
      return undefined;
  }
}

const between = (parts: readonly Expression[], text: Expression): Expression[] =>
  parts.flatMap((part, at) => (at === 0 ? [part] : [text, part]));
