import type { Context } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { behind } from '../call-parts.ts';
import { namedArgument } from './argument.ts';

type Text = Extract<Expression, { kind: 'text' }>;

/** Calls that give a queue, exchange or topic as an object, or its address, and name it. */
const NAMERS =
  /^(declare_queue|declare_exchange|queue|direct|fanout|topic|headers|exchange|get_queue_by_name|get_queue_url|create_queue|create_topic|topic_path|subscription_path)$/;
const KEYS = ['QueueName', 'Name', 'name', 'topic', 'subscription'];

/** The name that an object of a channel was made with: `declare_queue("orders")`, `get_queue_url(QueueName="orders")["QueueUrl"]`, and variables that hold one. */
export function channelName(expression: Expression, context: Context): Text | undefined {
  const given = expression.kind === 'name' ? madeFrom(expression, context) : expression;
  if (given?.kind === 'index') return channelName(given.object, context);
  if (given?.kind !== 'call' || !NAMERS.test(given.path.at(-1) ?? '')) return undefined;
  const named = namedArgument(given, KEYS);
  // A path has the project before the name.
  const text = named ?? (given.path.at(-1)!.endsWith('_path') ? given.arguments.at(-1) : given.arguments[0]);
  return text?.kind === 'text' && text.text !== '' ? text : undefined;
}

/** `queue` and, for its name, `queue.name`. */
function madeFrom(name: Extract<Expression, { kind: 'name' }>, context: Context): Expression | undefined {
  const given = behind(name, context);
  if (given !== name) return given;
  return name.path.at(-1) === 'name' ? context.made.get(name.path.at(-2) ?? '') : context.made.get(name.path.at(-1) ?? '');
}

/** The object that a call is made on. */
export function channelOf(call: Call, context: Context): Text | undefined {
  if (call.on) return channelName(call.on, context);
  const owner = call.path.at(-2);
  return owner === undefined ? undefined : channelName({ kind: 'name', path: [owner], span: call.span }, context);
}
