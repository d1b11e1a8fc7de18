import type { Context, Reader } from '../../reader.ts';
import type { Expression } from '../../syntax.ts';
import { behind, lastName } from '../call-parts.ts';
import { topic } from './topic.ts';

const SENDS = /^(List(Left|Right)Push|StreamAdd)(Async)?$/;
const RECEIVES = /^(List(Left|Right)Pop|ListRightPopLeftPush|StreamRead|StreamReadGroup)(Async)?$/;

/** StackExchange.Redis: lists and streams that one program fills and another empties, and channels. */
export const redis: Reader = {
  name: 'csharp-redis',
  languages: ['C#'],
  *call(call, context) {
    const last = lastName(call);
    const first = channel(call.arguments[0]);
    if (call.path.length < 2 || !context.uses('StackExchange.Redis') || !first || !isWritten(first, context)) return;
    if (SENDS.test(last)) yield* topic('publishes', call, { system: 'redis', topic: first, context });
    if (RECEIVES.test(last)) yield* topic('subscribes', call, { system: 'redis', topic: first, context });
    if (!/^(Publish|Subscribe)(Async)?$/.test(last) || !/subscriber|sub$|redis|pubsub/i.test(call.path.slice(-3, -1).join('.'))) return;
    yield* topic(last.startsWith('P') ? 'publishes' : 'subscribes', call, { system: 'redis', topic: first, context });
  },
};

/** `RedisChannel.Literal("orders")` and `new RedisChannel("orders", …)` stand for their text. */
const channel = (given: Expression | undefined): Expression | undefined =>
  given?.kind === 'call' && given.path.includes('RedisChannel') ? given.arguments[0] : given;

/** Wrappers of people's own hand on whatever name they are given; a cache has lists, too. */
const isWritten = (given: Expression, context: Context): boolean => {
  const named = behind(given, context);
  return named.kind === 'text' || (named.kind === 'name' && /^[A-Z]/.test(named.path[0] ?? '') && named.path.at(-1) !== 'Value');
};
