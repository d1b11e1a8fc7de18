import type { CodeFact } from '../../../../model/fact.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { fieldOf, importsAny, lastName, textIn } from '../call-parts.ts';

const MODULES = ['github.com/redis/go-redis', 'github.com/go-redis/redis', 'gopkg.in/redis.v5', 'gopkg.in/redis.v3'];

const SENDS = /^(LPush|RPush|LPushX|RPushX|Publish|SPublish)$/;
const RECEIVES = /^(LPop|RPop|BLPop|BRPop|RPopLPush|BRPopLPush|Subscribe|PSubscribe|SSubscribe)$/;

/** go-redis: lists and streams that one program fills and another empties, and channels. Redigo names its commands in texts and is not read. */
export const redis: Reader = {
  name: 'go-redis',
  languages: ['Go'],
  *call(call, context) {
    const last = lastName(call);
    if (call.path.length < 2 || !/^(L|R|B|P|S|X)/.test(last) || !importsAny(MODULES, context)) return;
    if (SENDS.test(last)) yield* each('publishes', call, keysOf(call).slice(0, 1), context);
    if (RECEIVES.test(last))
      yield* each(
        'subscribes',
        call,
        last.endsWith('Subscribe') || /^B[LR]Pop$/.test(last) ? keysOf(call) : keysOf(call).slice(0, 1),
        context,
      );
    if (last === 'XAddArgs') yield* each('publishes', call, listed(fieldOf(call, ['Stream'], context)), context);
    if (/^XRead(Group)?Args$/.test(last)) yield* each('subscribes', call, listed(fieldOf(call, ['Streams'], context)), context);
  },
};

/** A context and how long to wait may come first. */
const keysOf = ({ arguments: given }: Call): readonly Expression[] =>
  given
    .filter(
      argument =>
        argument.kind === 'text' ||
        (argument.kind === 'name' && !/^(ctx|context|timeout|time)$|\b(Second|Minute)s?$/i.test(argument.path.join('.'))),
    )
    .flatMap(listed);

const listed = (expression: Expression | undefined): readonly Expression[] =>
  expression?.kind === 'list' ? expression.items : expression ? [expression] : [];

function* each(kind: 'publishes' | 'subscribes', call: Call, topics: readonly Expression[], context: Context): Generator<CodeFact> {
  for (const topic of topics) {
    // `>` and `0` say from where a stream is read.
    if (topic.kind === 'text' && !/\w{2}/.test(topic.text)) continue;
    const named = textIn(topic, context);
    // Wrappers of people's own hand on whatever name they are given.
    if (named.kind !== 'unknown') yield { kind, at: call.span, system: 'redis', topic: named, via: call.path.slice(-2).join('.') };
  }
}
