import type { Call, Entry, Expression, Parameter, Statement } from '../syntax.ts';
import { chosen, joined, nothing, spanOf, unescapedText } from './build.ts';
import { childOf, firstOf, type SyntaxNode } from './cursor.ts';
import { argumentsOf, created, textCall } from './csharp-call.ts';
import { csharpPath, stringText } from './csharp-text.ts';

/** Functions inside expressions hold statements, which come in from csharp.ts. */
export interface CsharpFile {
  readonly text: string;
  readonly statements: (node: SyntaxNode) => Statement[];
  readonly parameters: (list: SyntaxNode | undefined) => Parameter[];
}

export const textOf = (node: SyntaxNode, { text }: CsharpFile): string => text.slice(node.start, node.end);

/** What a C# expression carries. Awaits, casts and null marks are dropped: they do not change the text. */
export function csharpExpression(node: SyntaxNode, file: CsharpFile): Expression {
  switch (node.type) {
    case 'string_literal':
    case 'verbatim_string_literal':
    case 'raw_string_literal':
    case 'character_literal':
      return { kind: 'text', text: stringText(textOf(node, file)), span: spanOf(node) };
    case 'interpolated_string_expression':
      return interpolated(node, file);
    case 'integer_literal':
    case 'real_literal':
      return { kind: 'number', text: textOf(node, file).replace(/[uUlLfFdDmM_]+$/, ''), span: spanOf(node) };
    case 'identifier':
    case 'qualified_name':
    case 'alias_qualified_name':
    case 'generic_name':
    case 'predefined_type':
    case 'base':
    case 'this':
      return { kind: 'name', path: csharpPath(textOf(node, file)), span: spanOf(node) };
    case 'member_access_expression':
    case 'conditional_access_expression':
      return member(node, file);
    case 'invocation_expression':
      return callOf(node, file);
    case 'object_creation_expression':
    case 'implicit_object_creation_expression':
    case 'array_creation_expression':
    case 'implicit_array_creation_expression':
    case 'anonymous_object_creation_expression':
    case 'initializer_expression':
      return created(node, file);
    case 'element_access_expression':
    case 'element_binding_expression':
    case 'collection_expression':
      return elements(node, file);
    case 'binary_expression':
      return binary(node, file);
    case 'conditional_expression':
      return chosen(expressions([childOf(node, 'consequence'), childOf(node, 'alternative')], file), spanOf(node));
    case 'switch_expression':
      return switched(node, file);
    case 'lambda_expression':
    case 'anonymous_method_expression':
      return lambda(node, file);
    default:
      return within(node, file);
  }
}

export const expressions = (nodes: readonly (SyntaxNode | undefined)[], file: CsharpFile): Expression[] =>
  nodes.flatMap(node => (node && node.type !== 'throw_expression' ? [csharpExpression(node, file)] : []));

function interpolated(node: SyntaxNode, file: CsharpFile): Expression {
  const verbatim = (firstOf(node, 'interpolation_start') ? textOf(firstOf(node, 'interpolation_start')!, file) : '').includes('@');
  const parts = node.children.flatMap((child): Expression[] => {
    if (child.type === 'interpolation')
      return expressions([child.children.find(inner => inner.named && !inner.type.startsWith('interpolation_'))], file);
    if (child.type === 'escape_sequence') return [{ kind: 'text', text: unescapedText(textOf(child, file)), span: spanOf(child) }];
    if (child.type !== 'string_content') return [];
    const text = textOf(child, file).replace(/\{\{/g, '{').replace(/\}\}/g, '}');
    return [{ kind: 'text', text: verbatim ? text.replace(/""/g, '"') : unescapedText(text), span: spanOf(child) }];
  });
  return joined(parts, spanOf(node));
}

export const typesOf = (node: SyntaxNode | undefined, file: CsharpFile): string[] => {
  const list = node && firstOf(node, 'type_argument_list');
  return list ? list.children.filter(child => child.named).map(child => textOf(child, file)) : [];
};

const TRANSPARENT = new Set([
  'await_expression',
  'parenthesized_expression',
  'postfix_unary_expression',
  'prefix_unary_expression',
  'as_expression',
  'checked_expression',
  'ref_expression',
  'with_expression',
  'is_pattern_expression',
  'arrow_expression_clause',
  'argument',
]);

function within(node: SyntaxNode, file: CsharpFile): Expression {
  if (node.type === 'cast_expression') return expressions([childOf(node, 'value')], file)[0] ?? nothing(node);
  if (node.type === 'typeof_expression') return typeNamed(node, file);
  if (node.type === 'assignment_expression') return expressions([childOf(node, 'right')], file)[0] ?? nothing(node);
  const children = node.children.filter(child => child.named && child.field !== 'name' && child.type !== 'throw_expression');
  const [first] = children;
  if (first && TRANSPARENT.has(node.type)) return csharpExpression(first, file);
  return children.length === 0 ? nothing(node) : { kind: 'other', children: expressions(children, file), span: spanOf(node) };
}

/** `typeof(Order)` is a call with a type, so that `typeof(Order).Name` can be read as its name. */
function typeNamed(node: SyntaxNode, file: CsharpFile): Expression {
  const type = childOf(node, 'type');
  return {
    kind: 'call',
    path: ['typeof'],
    arguments: [],
    named: [],
    types: type ? [textOf(type, file)] : [],
    constructs: false,
    span: spanOf(node),
  };
}

function member(node: SyntaxNode, file: CsharpFile): Expression {
  const { on, name } = receiverOf(node, file);
  if (!on || !name) return nothing(node);
  const [last = ''] = csharpPath(textOf(name, file));
  if (on.kind === 'name') return { kind: 'name', path: on.path[0] === 'this' ? [last] : [...on.path, last], span: spanOf(node) };
  if (on.kind === 'call' && on.path[0] === 'typeof' && /^(Full)?Name$/.test(last) && on.types[0])
    return { kind: 'text', text: csharpPath(on.types[0]).at(-1) ?? '', span: spanOf(node) };
  if (last === 'Value' || last === 'Result') return on;
  return { kind: 'index', object: on, key: { kind: 'text', text: last, span: spanOf(name) }, span: spanOf(node) };
}

/** `a.b`, `a?.b`. */
function receiverOf(node: SyntaxNode, file: CsharpFile): { readonly on?: Expression; readonly name?: SyntaxNode } {
  const receiver = childOf(node, 'expression') ?? childOf(node, 'condition');
  const binding = firstOf(node, 'member_binding_expression');
  const name = childOf(node, 'name') ?? (binding && childOf(binding, 'name'));
  if (!receiver) return {};
  const on: Expression = receiver.named
    ? csharpExpression(receiver, file)
    : { kind: 'name', path: [textOf(receiver, file)], span: spanOf(receiver) };
  return { on, ...(name && { name }) };
}

function callOf(node: SyntaxNode, file: CsharpFile): Expression {
  const callee = childOf(node, 'function');
  if (!callee) return nothing(node);
  const given = argumentsOf(childOf(node, 'arguments'), file);
  const through = callee.type === 'member_access_expression' || callee.type === 'conditional_access_expression';
  const { on, name } = through ? receiverOf(callee, file) : { on: undefined, name: callee };
  const generic = name?.type === 'generic_name' ? name : undefined;
  const named = through || /name$|^identifier$/.test(callee.type) ? name && csharpPath(textOf(name, file)) : undefined;
  const before = on?.kind === 'name' && on.path[0] === 'this' ? [] : on ? pathOf(on) : [];
  const call: Call = {
    kind: 'call',
    path: named ? [...before, ...named] : [],
    ...(named ? on && on.kind !== 'name' && { on } : { on: csharpExpression(callee, file) }),
    ...given,
    types: typesOf(generic, file),
    constructs: false,
    // A link of a chain over many lines begins at its own name.
    span: [on?.kind === 'call' && name ? name.start : node.start, node.end],
  };
  return textCall(call) ?? call;
}

function pathOf(expression: Expression): readonly string[] {
  if (expression.kind === 'name' || expression.kind === 'call') return expression.path;
  return expression.kind === 'index' && expression.key.kind === 'text' ? [...pathOf(expression.object), expression.key.text] : [];
}

/** `a["x"]`; without a receiver it is a collection `["x", "y"]`, which older grammars read as an index. */
function elements(node: SyntaxNode, file: CsharpFile): Expression {
  const receiver = childOf(node, 'expression');
  const keys = childOf(node, 'subscript') ?? node;
  const items = expressions(
    keys.children.filter(child => child.named),
    file,
  );
  const [key] = items;
  if (!receiver || !key) return { kind: 'list', items, span: spanOf(node) };
  return { kind: 'index', object: csharpExpression(receiver, file), key, span: spanOf(node) };
}

function binary(node: SyntaxNode, file: CsharpFile): Expression {
  const operator = childOf(node, 'operator')?.type;
  const parts = expressions([childOf(node, 'left'), childOf(node, 'right')], file);
  if (operator === '+') return joined(parts, spanOf(node));
  if (operator === '??' && parts.length > 0) return chosen(parts, spanOf(node));
  return { kind: 'other', children: parts, span: spanOf(node) };
}

function switched(node: SyntaxNode, file: CsharpFile): Expression {
  const arms = node.children
    .filter(child => child.type === 'switch_expression_arm')
    .map(arm => arm.children.findLast(child => child.named));
  const options = expressions(arms, file);
  return options.length === 0 ? nothing(node) : chosen(options, spanOf(node));
}

function lambda(node: SyntaxNode, file: CsharpFile): Expression {
  const body = childOf(node, 'body') ?? firstOf(node, 'block');
  const list = childOf(node, 'parameters');
  const parameters = list && list.type !== 'parameter_list' ? [{ name: textOf(list, file), annotations: [] }] : file.parameters(list);
  return { kind: 'function', parameters, body: body ? lambdaBody(body, file) : [], span: spanOf(node) };
}

/** A lambda without a block returns its expression. */
function lambdaBody(body: SyntaxNode, file: CsharpFile): Statement[] {
  if (body.type === 'block' || body.type === 'assignment_expression') return file.statements(body);
  return [{ kind: 'return', value: csharpExpression(body, file), span: spanOf(body) }];
}

/** The entries of an object initialiser: `{ Url = "x", ["k"] = "v" }`. */
export function initialised(list: SyntaxNode | undefined, file: CsharpFile): { readonly entries: Entry[]; readonly items: Expression[] } {
  const entries: Entry[] = [];
  const items: Expression[] = [];
  for (const child of list?.children ?? []) {
    const left = childOf(child, 'left');
    const right = childOf(child, 'right');
    const [key, value] = child.type === 'initializer_expression' ? child.children.filter(inner => inner.named) : [left, right];
    if (key && value) entries.push({ key: keyOf(key, file), value: csharpExpression(value, file), span: spanOf(child) });
    else if (child.named) items.push(csharpExpression(child, file));
  }
  return { entries, items };
}

function keyOf(node: SyntaxNode, file: CsharpFile): string {
  const key = csharpExpression(node, file);
  const first = key.kind === 'list' ? key.items[0] : key;
  if (first?.kind === 'text') return first.text;
  return first?.kind === 'name' ? first.path.join('.') : textOf(node, file);
}
