import type { Call, Expression, Statement } from '../syntax.ts';
import { chosen, joined, nothing, spanOf } from './build.ts';
import { childOf, type SyntaxNode } from './cursor.ts';
import { named, rustExpression, rustPath, textOf, type RustFile } from './rust-expression.ts';

/** Methods that hand on what they are called on: they change its type, not its text. */
const TRANSPARENT = new Set([
  'unwrap',
  'expect',
  'ok',
  'as_deref',
  'as_ref',
  'as_str',
  'to_string',
  'to_owned',
  'into',
  'clone',
  'context',
  'with_context',
  'map_err',
  'trim',
  'as_bytes',
  'to_vec',
  'iter',
  'boxed',
  'ok_or',
  'ok_or_else',
  'wrap_err',
  'into_boxed_str',
  'into_owned',
  'await_ready',
  'into_string',
  'cloned',
  'leak',
  'parse',
]);

const FALLBACK = new Set(['unwrap_or', 'unwrap_or_else', 'or', 'or_else']);

export function rustCall(node: SyntaxNode, file: RustFile): Expression {
  const callee = childOf(node, 'function');
  if (!callee) return nothing(node);
  const generic = callee.type === 'generic_function' ? childOf(callee, 'type_arguments') : undefined;
  const target = (generic && childOf(callee, 'function')) || callee;
  const list = childOf(node, 'arguments');
  const values = list ? named(list).map(child => rustExpression(child, file)) : [];
  const types = generic ? named(generic).map(child => textOf(child, file)) : [];
  if (target.type !== 'field_expression') {
    const path = target.type === 'closure_expression' || target.type === 'parenthesized_expression' ? [] : rustPath(target, file);
    const on = path.length === 0 ? { on: rustExpression(target, file) } : {};
    return wrapped({ kind: 'call', path, ...on, arguments: values, named: [], types, constructs: false, span: spanOf(node) });
  }
  const receiver = childOf(target, 'value');
  const method = childOf(target, 'field');
  if (!receiver || !method) return nothing(node);
  return methodCall({ receiver: rustExpression(receiver, file), method: textOf(method, file), at: method.start, values, types, node });
}

/** `String::from("x")` and `Some(x)` are what they hold. */
function wrapped(call: Call): Expression {
  const [first] = call.arguments;
  return first &&
    call.arguments.length === 1 &&
    /^((std\.string\.)?String\.from|Some|Ok|Cow\.(Borrowed|from)|Box\.new|Arc\.new)$/.test(call.path.join('.'))
    ? first
    : call;
}

interface Method {
  readonly receiver: Expression;
  readonly method: string;
  readonly at: number;
  readonly values: readonly Expression[];
  readonly types: readonly string[];
  readonly node: SyntaxNode;
}

function methodCall({ receiver, method, at, values, types, node }: Method): Expression {
  const [first] = values;
  if (TRANSPARENT.has(method)) return receiver;
  if (FALLBACK.has(method) && first)
    return chosen([receiver, first.kind === 'function' ? (lastValue(first.body) ?? first) : first], spanOf(node));
  if (method === 'join' && receiver.kind === 'list' && first?.kind === 'text') return separated(receiver.items, first, node);
  const path =
    receiver.kind === 'name'
      ? receiver.path[0] === 'self' && receiver.path.length === 1
        ? [method]
        : [...receiver.path, method]
      : [...pathOf(receiver), method];
  const on = receiver.kind === 'name' ? {} : { on: receiver };
  // A link of a chain over many lines begins at its own name.
  const span = [receiver.kind === 'call' ? at : node.start, node.end] as const;
  return { kind: 'call', path, ...on, arguments: values, named: [], types, constructs: false, span };
}

const separated = (items: readonly Expression[], text: Expression, node: SyntaxNode): Expression =>
  joined(
    items.flatMap((item, at) => (at === 0 ? [item] : [text, item])),
    spanOf(node),
  );

function pathOf(expression: Expression): readonly string[] {
  if (expression.kind === 'name' || expression.kind === 'call') return expression.path;
  if (expression.kind === 'choice') return expression.options[0] ? pathOf(expression.options[0]) : [];
  return expression.kind === 'index' && expression.key.kind === 'text' ? [...pathOf(expression.object), expression.key.text] : [];
}

const lastValue = (body: readonly Statement[]): Expression | undefined => {
  const last = body.at(-1);
  return last?.kind === 'expression' || last?.kind === 'return' ? last.value : undefined;
};
