import type { Call, Entry, Expression, Parameter, Statement } from '../syntax.ts';
import { braces, chosen, joined, nothing, spanOf, unescapedText } from './build.ts';
import { childOf, firstOf, type SyntaxNode } from './cursor.ts';
import { rustCall } from './rust-call.ts';
import { macroOf } from './rust-macro.ts';

export interface RustFile {
  readonly text: string;
  /** Macros inside macros, to end the recursion. */
  readonly depth: number;
  readonly statements: (node: SyntaxNode, file: RustFile) => Statement[];
}

export const textOf = (node: SyntaxNode, { text }: RustFile): string => text.slice(node.start, node.end);

/** What a Rust expression carries; references, `?`, `.await` and casts are dropped: they do not change the text. */
export function rustExpression(node: SyntaxNode, file: RustFile): Expression {
  switch (node.type) {
    case 'string_literal':
    case 'raw_string_literal':
    case 'char_literal':
      return { kind: 'text', text: stringText(node, file), span: spanOf(node) };
    case 'integer_literal':
    case 'float_literal':
      return { kind: 'number', text: textOf(node, file).replace(/_?(?:[iu](?:8|16|32|64|128|size)|f32|f64)$/, ''), span: spanOf(node) };
    case 'identifier':
    case 'scoped_identifier':
    case 'type_identifier':
    case 'scoped_type_identifier':
    case 'field_identifier':
    case 'self':
      return { kind: 'name', path: rustPath(node, file), span: spanOf(node) };
    case 'field_expression':
      return member(node, file);
    case 'call_expression':
      return rustCall(node, file);
    case 'macro_invocation':
      return macroOf(node, file);
    case 'struct_expression':
      return struct(node, file);
    case 'closure_expression':
      return closure(node, file);
    case 'if_expression':
    case 'match_expression':
      return branches(node, file);
    case 'async_block':
    case 'unsafe_block':
    case 'block':
      return block(node, file);
    case 'binary_expression':
      return binary(node, file);
    case 'index_expression':
      return index(node, file);
    case 'array_expression':
      return { kind: 'list', items: named(node).map(child => rustExpression(child, file)), span: spanOf(node) };
    default:
      return within(node, file);
  }
}

export const named = (node: SyntaxNode): SyntaxNode[] =>
  node.children.filter(child => child.named && child.type !== 'mutable_specifier' && child.type !== 'attribute_item');

function stringText(node: SyntaxNode, file: RustFile): string {
  const written = textOf(node, file);
  const raw = /^b?r(#*)"([\s\S]*)"\1$/.exec(written);
  if (raw) return raw[2] ?? '';
  return unescapedText(
    written
      .replace(/^[bc]?["']/, '')
      .replace(/["']$/, '')
      .replace(/\\\r?\n\s*/g, ''),
  );
}

/** The names of a path without types and without a leading self. */
export function rustPath(node: SyntaxNode, file: RustFile): string[] {
  const path = textOf(node, file)
    .replace(/::<[^()]*?>(?=::|$)|<[^()]*>/g, '')
    .split(/::|\./)
    .map(part => part.trim())
    .filter(part => part !== '');
  return path[0] === 'self' && path.length > 1 ? path.slice(1) : path;
}

const WRAPPERS = new Set([
  'reference_expression',
  'unary_expression',
  'parenthesized_expression',
  'try_expression',
  'await_expression',
  'type_cast_expression',
]);

function within(node: SyntaxNode, file: RustFile): Expression {
  const children = named(node);
  const [first] = children;
  if (first && WRAPPERS.has(node.type)) return rustExpression(first, file);
  return children.length === 0
    ? nothing(node)
    : { kind: 'other', children: children.map(child => rustExpression(child, file)), span: spanOf(node) };
}

function member(node: SyntaxNode, file: RustFile): Expression {
  const value = childOf(node, 'value');
  const field = childOf(node, 'field');
  if (!value || !field) return nothing(node);
  const object = rustExpression(value, file);
  const name = textOf(field, file);
  if (object.kind === 'name')
    return { kind: 'name', path: object.path[0] === 'self' ? [name] : [...object.path, name], span: spanOf(node) };
  return { kind: 'index', object, key: { kind: 'text', text: name, span: spanOf(field) }, span: spanOf(node) };
}

function struct(node: SyntaxNode, file: RustFile): Expression {
  const name = childOf(node, 'name');
  const body = childOf(node, 'body');
  const entries: Entry[] = [];
  const rest: Expression[] = [];
  for (const field of body?.children ?? []) {
    const key = childOf(field, 'field') ?? field.children[0];
    const value = childOf(field, 'value') ?? key;
    if (field.type === 'base_field_initializer') rest.push(within(field, file));
    else if (key && value) entries.push({ key: textOf(key, file), value: rustExpression(value, file), span: spanOf(field) });
  }
  return {
    kind: 'call',
    path: name ? rustPath(name, file) : [],
    arguments: rest,
    named: entries,
    types: [],
    constructs: true,
    span: spanOf(node),
  };
}

function closure(node: SyntaxNode, file: RustFile): Expression {
  const parameters = (childOf(node, 'parameters')?.children ?? [])
    .filter(child => child.named)
    .map((child): Parameter => ({ name: textOf(childOf(child, 'pattern') ?? child, file), annotations: [] }));
  const body = childOf(node, 'body');
  return { kind: 'function', parameters, body: body ? valued(body, file) : [], span: spanOf(node) };
}

function valued(body: SyntaxNode, file: RustFile): Statement[] {
  if (body.type === 'block') return file.statements(body, file);
  return [{ kind: 'expression', value: rustExpression(body, file), span: spanOf(body) }];
}

/** A block as a value is its last expression; one that also does something is a function that is called at once. */
function block(node: SyntaxNode, file: RustFile): Expression {
  const inner = node.type === 'block' ? node : (firstOf(node, 'block') ?? node);
  const children = named(inner);
  const [only] = children;
  if (only && children.length === 1 && node.type === 'block' && !/_(statement|declaration|item)$/.test(only.type))
    return rustExpression(only, file);
  return { kind: 'function', parameters: [], body: file.statements(inner, file), span: spanOf(node) };
}

/** `if a { x } else { y }` and `match` as a value: one of the values at the ends. The statements before them are read where the value is used. */
function branches(node: SyntaxNode, file: RustFile): Expression {
  const options = endsOf(node).map(end => rustExpression(end, file));
  const matched = node.type === 'match_expression' ? childOf(node, 'value') : undefined;
  // `Ok(v) => v` gives the matched value itself.
  const first = matched ? [rustExpression(matched, file)] : [];
  const told = options.filter(option => option.kind !== 'name' || option.path.length > 1);
  const all = matched && told.length < options.length ? [...first, ...told] : options;
  return all.length === 0 ? nothing(node) : chosen(all, spanOf(node));
}

function endsOf(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'match_expression') return (childOf(node, 'body')?.children ?? []).flatMap(arm => endsOf(childOf(arm, 'value') ?? arm));
  if (node.type === 'if_expression')
    return [childOf(node, 'consequence'), childOf(node, 'alternative')].flatMap(part => (part ? endsOf(part) : []));
  if (node.type === 'else_clause') return named(node).flatMap(endsOf);
  if (node.type === 'block') return endsOfBlock(node);
  return /^(return|continue|break)_expression$|^macro_invocation$/.test(node.type) && !/format/.test(node.children[0]?.type ?? 'format')
    ? []
    : [node];
}

function endsOfBlock(node: SyntaxNode): SyntaxNode[] {
  const last = named(node).at(-1);
  return last && !/_(statement|declaration|item)$/.test(last.type) ? endsOf(last) : [];
}

function binary(node: SyntaxNode, file: RustFile): Expression {
  const [left, operator, right] = node.children;
  if (!left || !right) return nothing(node);
  const parts = [rustExpression(left, file), rustExpression(right, file)];
  return operator?.type === '+' ? joined(parts, spanOf(node)) : { kind: 'other', children: parts, span: spanOf(node) };
}

function index(node: SyntaxNode, file: RustFile): Expression {
  const [object, key] = node.children;
  if (!object || !key) return nothing(node);
  return { kind: 'index', object: rustExpression(object, file), key: rustExpression(key, file), span: spanOf(node) };
}

/** `format!("http://{}:{port}", host)`: names in holes stand for variables around. */
export function rustFormat(values: readonly Expression[], entries: readonly Entry[], span: Call['span']): Expression {
  const [first, ...rest] = values;
  if (first?.kind !== 'text') return first ?? { kind: 'other', children: [], span };
  const holes = [...first.text.matchAll(/\{([a-z_]\w*)[^{}]*\}/gi)].map(([, key = '']): Entry => ({
    key,
    value: { kind: 'name', path: [key], span: first.span },
    span: first.span,
  }));
  return braces(first, { arguments: rest, named: [...entries, ...holes] }, span);
}
