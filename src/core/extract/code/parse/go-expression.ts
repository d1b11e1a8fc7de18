import type { Call, Entry, Expression, Parameter, Statement } from '../syntax.ts';
import { joined, nothing, printf, spanOf, unescapedText } from './build.ts';
import { childOf, type SyntaxNode } from './cursor.ts';

/** Go reads functions inside expressions and expressions inside functions; the statements come in from go.ts. */
export interface GoFile {
  readonly text: string;
  readonly statements: (node: SyntaxNode) => Statement[];
}

export const textOf = (node: SyntaxNode, { text }: GoFile): string => text.slice(node.start, node.end);

/** What a Go expression carries. Pointers, conversions and assertions are dropped: they do not change the text. */
export function goExpression(node: SyntaxNode, file: GoFile): Expression {
  switch (node.type) {
    case 'interpreted_string_literal':
    case 'rune_literal':
      return { kind: 'text', text: unescapedText(inner(node, file)), span: spanOf(node) };
    case 'raw_string_literal':
      return { kind: 'text', text: inner(node, file), span: spanOf(node) };
    case 'int_literal':
    case 'float_literal':
      return { kind: 'number', text: textOf(node, file), span: spanOf(node) };
    case 'identifier':
    case 'field_identifier':
    case 'package_identifier':
    case 'type_identifier':
    case 'qualified_type':
      return { kind: 'name', path: textOf(node, file).split('.'), span: spanOf(node) };
    case 'selector_expression':
      return member(node, file);
    case 'call_expression':
    case 'type_conversion_expression':
      return callOf(node, file);
    case 'composite_literal':
      return composite(node, file);
    case 'literal_value':
      return bare(node, file);
    case 'binary_expression':
      return binary(node, file);
    case 'index_expression':
      return index(node, file);
    case 'func_literal':
      return {
        kind: 'function',
        parameters: goParameters(childOf(node, 'parameters'), file),
        body: bodyOf(node, file),
        span: spanOf(node),
      };
    default:
      return within(node, file);
  }
}

const inner = (node: SyntaxNode, { text }: GoFile): string => text.slice(node.start + 1, Math.max(node.start + 1, node.end - 1));

/** The first child that is neither a keyword nor an operator, where the node only wraps it: `&x`, `(x)`, `x.(T)`, `x[1:]`. */
const WRAPPERS = new Set([
  'unary_expression',
  'parenthesized_expression',
  'type_assertion_expression',
  'slice_expression',
  'literal_element',
  'variadic_argument',
  'type_instantiation_expression',
]);

function within(node: SyntaxNode, file: GoFile): Expression {
  const children = node.children.filter(child => child.named);
  const [first] = children;
  if (first && WRAPPERS.has(node.type)) return goExpression(first, file);
  return children.length === 0
    ? nothing(node)
    : { kind: 'other', children: children.map(child => goExpression(child, file)), span: spanOf(node) };
}

function member(node: SyntaxNode, file: GoFile): Expression {
  // A chain of names that was not taken apart.
  if (node.children.length === 0) return { kind: 'name', path: textOf(node, file).split('.'), span: spanOf(node) };
  const operand = childOf(node, 'operand');
  const field = childOf(node, 'field');
  if (!operand || !field) return nothing(node);
  const object = goExpression(operand, file);
  const name = textOf(field, file);
  if (object.kind === 'name') return { kind: 'name', path: [...object.path, name], span: spanOf(node) };
  return { kind: 'index', object, key: { kind: 'text', text: name, span: spanOf(field) }, span: spanOf(node) };
}

function index(node: SyntaxNode, file: GoFile): Expression {
  const operand = childOf(node, 'operand');
  const key = childOf(node, 'index');
  if (!operand || !key) return nothing(node);
  return { kind: 'index', object: goExpression(operand, file), key: goExpression(key, file), span: spanOf(node) };
}

function binary(node: SyntaxNode, file: GoFile): Expression {
  const [left, operator, right] = node.children;
  if (!left || !right) return nothing(node);
  const parts = [goExpression(left, file), goExpression(right, file)];
  return operator?.type === '+' ? joined(parts, spanOf(node)) : { kind: 'other', children: parts, span: spanOf(node) };
}

function callOf(node: SyntaxNode, file: GoFile): Expression {
  const callee = childOf(node, 'function') ?? childOf(node, 'type');
  const list = childOf(node, 'arguments') ?? childOf(node, 'operand');
  const given = list?.type === 'argument_list' ? list.children : list ? [list] : [];
  const values = given.filter(child => child.named).map(child => goExpression(child, file));
  const generic = childOf(node, 'type_arguments') ?? (callee && childOf(callee, 'type_arguments'));
  const named = (callee?.type === 'generic_type' && childOf(callee, 'type')) || callee;
  const call: Call = {
    kind: 'call',
    ...(named ? calleeOf(named, file) : { path: [] }),
    arguments: values,
    named: [],
    types: generic ? generic.children.filter(child => child.named).map(child => textOf(child, file)) : [],
    constructs: false,
    span: [linkStart(named) ?? node.start, node.end],
  };
  return textCall(call) ?? call;
}

/** A link of a chain over many lines begins at its own name. */
function linkStart(callee: SyntaxNode | undefined): number | undefined {
  const operand = callee?.type === 'selector_expression' ? childOf(callee, 'operand') : undefined;
  return callee && operand?.type === 'call_expression' ? childOf(callee, 'field')?.start : undefined;
}

function calleeOf(callee: SyntaxNode, file: GoFile): Pick<Call, 'path' | 'on'> {
  const written = goExpression(callee, file);
  if (written.kind === 'name') return { path: written.path };
  if (written.kind !== 'index') return { path: [], on: written };
  const last = written.key.kind === 'text' && callee.type === 'selector_expression' ? [written.key.text] : [];
  return { path: [...pathOf(written.object), ...last], on: last.length > 0 ? written.object : written };
}

/** The names along a chain of calls and members. */
function pathOf(expression: Expression): readonly string[] {
  if (expression.kind === 'name' || expression.kind === 'call') return expression.path;
  if (expression.kind !== 'index') return [];
  return expression.key.kind === 'text' ? [...pathOf(expression.object), expression.key.text] : pathOf(expression.object);
}

/** Functions of the standard library that only put a text together. */
function textCall(call: Call): Expression | undefined {
  const [first, ...rest] = call.arguments;
  if (!first) return undefined;
  switch (call.path.join('.')) {
    case 'fmt.Sprintf':
      return first.kind === 'text' ? printf(first, rest, call.span) : undefined;
    case 'fmt.Sprint':
      return joined(call.arguments, call.span);
    case 'net.JoinHostPort':
      return joined(between(call.arguments, ':'), call.span);
    case 'path.Join':
    case 'url.JoinPath':
      return joined(between(call.arguments, '/'), call.span);
    case 'strings.Join':
      return first.kind === 'list' && rest[0]?.kind === 'text' ? joined(between(first.items, rest[0].text), call.span) : undefined;
    case 'string':
      return first;
    default:
      return undefined;
  }
}

const between = (parts: readonly Expression[], text: string): Expression[] =>
  parts.flatMap((part, at) => (at === 0 ? [part] : [{ kind: 'text', text, span: part.span } as const, part]));

/** `T{…}` constructs, `map[string]string{…}` is an object, `[]string{…}` a list. */
function composite(node: SyntaxNode, file: GoFile): Expression {
  const type = childOf(node, 'type');
  const body = childOf(node, 'body');
  if (!type || !body) return nothing(node);
  if (type.type !== 'type_identifier' && type.type !== 'qualified_type' && type.type !== 'generic_type')
    return { ...bare(body, file), span: spanOf(node) };
  const { entries, items } = elements(body, file);
  const path = textOf((type.type === 'generic_type' && childOf(type, 'type')) || type, file).split('.');
  return { kind: 'call', path, arguments: items, named: entries, types: [], constructs: true, span: spanOf(node) };
}

function bare(body: SyntaxNode, file: GoFile): Expression {
  const { entries, items } = elements(body, file);
  return entries.length > 0 ? { kind: 'object', entries, span: spanOf(body) } : { kind: 'list', items, span: spanOf(body) };
}

function elements(body: SyntaxNode, file: GoFile): { readonly entries: Entry[]; readonly items: Expression[] } {
  const entries: Entry[] = [];
  const items: Expression[] = [];
  for (const child of body.children) {
    const key = childOf(child, 'key');
    const value = childOf(child, 'value');
    if (child.type === 'keyed_element' && key && value)
      entries.push({ key: keyOf(key, file), value: goExpression(value, file), span: spanOf(child) });
    else if (child.named) items.push(goExpression(child, file));
  }
  return { entries, items };
}

function keyOf(node: SyntaxNode, file: GoFile): string {
  const key = goExpression(node, file);
  return key.kind === 'text' ? key.text : textOf(node, file);
}

export function bodyOf(node: SyntaxNode, file: GoFile): Statement[] {
  const body = childOf(node, 'body');
  return body ? file.statements(body) : [];
}

export function goParameters(list: SyntaxNode | undefined, file: GoFile): Parameter[] {
  const parameters: Parameter[] = [];
  for (const declaration of list?.children ?? []) {
    const type = childOf(declaration, 'type');
    if (!type) continue;
    const names = declaration.children.filter(child => child.field === 'name');
    for (const name of names) parameters.push({ name: textOf(name, file), type: typeName(type, file), annotations: [] });
  }
  return parameters;
}

/** `*grpc.ClientConn` is a `grpc.ClientConn`. */
export const typeName = (type: SyntaxNode, file: GoFile): string => textOf(type, file).replace(/^[*&\s]+/, '');
