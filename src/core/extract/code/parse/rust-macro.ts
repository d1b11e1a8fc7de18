import type { Annotation, Entry, Expression } from '../syntax.ts';
import { nothing, spanOf } from './build.ts';
import { childOf, descendantsOf, firstOf, treeOf, type SyntaxNode } from './cursor.ts';
import { rustExpression, rustFormat, rustPath, textOf, type RustFile } from './rust-expression.ts';

/** Logging, checks and printing: their texts are for people. */
const FOR_PEOPLE =
  /^(e?print(ln)?|write(ln)?|trace|debug|info|warn|error|log|panic|assert\w*|debug_assert\w*|unreachable|todo|unimplemented|bail|anyhow|ensure|eyre|span|\w+_span|matches|cfg|dbg)$/;

const DEEPEST = 4;

/** The grammar gives a macro's tokens unparsed; those that can carry values are parsed again as the arguments of a call. */
export function macroOf(node: SyntaxNode, file: RustFile): Expression {
  const macro = childOf(node, 'macro');
  const tokens = firstOf(node, 'token_tree');
  if (!macro || !tokens || file.depth >= DEEPEST) return nothing(node);
  const path = rustPath(macro, file);
  const name = path.at(-1) ?? '';
  if (FOR_PEOPLE.test(name) || tokens.children.length === 0) return nothing(node);
  if (name === 'select' || name === 'join' || name === 'try_join' || name === 'json' || name === 'stream')
    return around(tokens, name, file);
  const { values, entries } = argumentsOf(tokens, file);
  if (name === 'format' || name === 'format_args' || name === 'concat')
    return name === 'concat' ? concat(values, node) : rustFormat(values, entries, spanOf(node));
  if (name === 'vec' || name === 'array') return { kind: 'list', items: values, span: spanOf(node) };
  return { kind: 'call', path, arguments: values, named: entries, types: [], constructs: false, span: spanOf(node) };
}

const concat = (values: readonly Expression[], node: SyntaxNode): Expression => ({ kind: 'join', parts: values, span: spanOf(node) });

interface Arguments {
  readonly values: Expression[];
  readonly entries: Entry[];
}

/** `name = value` is a named argument; everything else a plain one. */
function argumentsOf(tokens: SyntaxNode, file: RustFile): Arguments {
  const parsed = reparsed(tokens, file, inner => `_(${inner})`);
  const values: Expression[] = [];
  const entries: Entry[] = [];
  const [list] = descendantsOf(parsed.tree, 'arguments');
  for (const child of list?.children ?? []) {
    if (!child.named) continue;
    const [left, right] = [childOf(child, 'left'), childOf(child, 'right')];
    if (child.type === 'assignment_expression' && left && right) {
      entries.push({ key: textOf(left, parsed.file), value: rustExpression(right, parsed.file), span: spanOf(child) });
    } else values.push(rustExpression(child, parsed.file));
  }
  return { values, entries };
}

/** `tokio::select! { … }` and other macros with code of their own: whatever calls can be seen inside. */
function around(tokens: SyntaxNode, name: string, file: RustFile): Expression {
  const parsed = reparsed(tokens, file, inner => `{ ${inner}}`);
  return {
    kind: 'call',
    path: [name],
    arguments: [{ kind: 'function', parameters: [], body: file.statements(parsed.tree, parsed.file), span: spanOf(tokens) }],
    named: [],
    types: [],
    constructs: false,
    span: spanOf(tokens),
  };
}

/** The text before the macro is blanked and the macro stays where it is, so that all spans hold. */
function reparsed(
  tokens: SyntaxNode,
  file: RustFile,
  wrap: (inner: string) => string,
): { readonly tree: SyntaxNode; readonly file: RustFile } {
  const inner = file.text.slice(tokens.start + 1, Math.max(tokens.start + 1, tokens.end - 1));
  const prefix = wrap('').length - 1;
  const shift = tokens.start + 1 - prefix;
  const tree = moved(treeOf('rust', wrap(inner)), shift);
  return { tree, file: { ...file, depth: file.depth + 1 } };
}

function moved(node: SyntaxNode, shift: number): SyntaxNode {
  return { ...node, start: node.start + shift, end: node.end + shift, children: node.children.map(child => moved(child, shift)) };
}

/** `#[get("/x/{id}", data = "<x>")]`. */
export function attributeOf(item: SyntaxNode, file: RustFile): Annotation[] {
  const attribute = firstOf(item, 'attribute');
  const name = attribute?.children.find(child => child.named && child.type !== 'token_tree');
  if (!attribute || !name) return [];
  const tokens = childOf(attribute, 'arguments');
  const values: Expression[] = [];
  const entries: Entry[] = [];
  if (tokens) gather(tokens, { values, entries }, file);
  const value = childOf(attribute, 'value');
  if (value) values.push(rustExpression(value, file));
  return [{ name: rustPath(name, file).join('.'), arguments: values, named: entries, span: spanOf(attribute) }];
}

function gather(tokens: SyntaxNode, into: Arguments, file: RustFile): void {
  const children = tokens.children;
  for (let at = 0; at < children.length; at++) {
    const child = children[at]!;
    const value = children[at + 2];
    if (child.type === 'token_tree') gather(child, into, file);
    else if (child.type === 'identifier' && children[at + 1]?.type === '=' && value) {
      into.entries.push({ key: textOf(child, file), value: rustExpression(value, file), span: [child.start, value.end] });
      at += 2;
    } else if (child.named) into.values.push(rustExpression(child, file));
  }
}
