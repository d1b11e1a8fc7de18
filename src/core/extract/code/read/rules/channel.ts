import type { CodeFact } from '../../../../model/fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Context, Reader } from '../../reader.ts';
import type { Call, Expression, Language } from '../../syntax.ts';
import { each, mayBeText, namedArgument, valueIn } from './argument.ts';
import { channelName } from './channel-object.ts';
import { viaOf } from './origin.ts';
import { ruleReader, type CallRule } from './rule-reader.ts';

/** One way that a library sends to or receives from a topic, queue, exchange or list. */
export interface ChannelRule extends CallRule {
  readonly kind: 'publishes' | 'subscribes';
  readonly system?: Technology;
  /** Place of the topic: 0 unless told; `all`: every argument is one; `none`: only by name. */
  readonly at?: number | 'all' | 'none';
  readonly keys?: readonly string[];
  /** Fewer arguments mean another call: `template.convertAndSend(message)` names no exchange. */
  readonly least?: number;
}

export const channels = (name: string, languages: readonly Language[], rules: readonly ChannelRule[]): Reader =>
  ruleReader({ name, languages, rules, fits: ({ least }, call) => least === undefined || call.arguments.length >= least, factsOf });

function* factsOf(rule: ChannelRule, call: Call, context: Context): Generator<CodeFact> {
  for (const topic of topicsOf(rule, call, context)) yield channel(rule, topic, context, viaOf(call, context));
}

function topicsOf(rule: ChannelRule, call: Call, context: Context): readonly Expression[] {
  const named = rule.keys && namedArgument(call, rule.keys);
  const placed = rule.at === 'none' ? [] : rule.at === 'all' ? call.arguments : call.arguments.slice(rule.at ?? 0, (rule.at ?? 0) + 1);
  const given = named ? [named] : placed;
  return given
    .flatMap(each)
    .map(topic => unwrapped(topic, context))
    .filter(mayBeText)
    .filter(topic => topic.kind !== 'text' || topic.text !== '');
}

/** `new Topic("orders")`, `{"orders": handler}` and the like stand for their text. */
function unwrapped(topic: Expression, context: Context): Expression {
  if (topic.kind === 'call' && topic.constructs && topic.arguments[0]?.kind === 'text') return topic.arguments[0];
  const named = OBJECTS.has(context.language) ? channelName(topic, context) : undefined;
  return named ? { ...named, span: topic.span } : topic;
}

/** Their libraries hand out channels as objects, and are read by this table. */
const OBJECTS: ReadonlySet<Language> = new Set(['Python', 'Ruby']);

export function channel(rule: Pick<ChannelRule, 'kind' | 'system'>, topic: Expression, context: Context, via: string): CodeFact {
  return { kind: rule.kind, at: topic.span, ...(rule.system && { system: rule.system }), topic: valueIn(topic, context), via };
}
