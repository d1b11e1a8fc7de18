import type { CodeFact } from '../../../../model/fact.ts';
import type { Publishes, Subscribes } from '../../../../model/talk-fact.ts';
import type { Technology } from '../../../../model/technology.ts';
import type { Span } from '../../../../model/source.ts';
import type { Value } from '../../../../model/value.ts';
import type { Context } from '../../reader.ts';
import type { Call, Expression } from '../../syntax.ts';
import { settingIn } from './settings.ts';

type Kind = 'publishes' | 'subscribes';

export interface Topic {
  readonly system?: Technology;
  readonly topic: Expression | undefined;
  readonly context: Context;
}

export const topicFact = (kind: Kind, at: Span, topic: Value, via: string): Publishes | Subscribes => ({ kind, at, topic, via });

export function* topic(kind: Kind, call: Call, { system, topic: named, context }: Topic): Generator<CodeFact> {
  if (!named || named.kind === 'function') return;
  const items = named.kind === 'list' ? named.items : [named];
  for (const item of items)
    yield { ...topicFact(kind, call.span, settingIn(item, context), call.path.slice(-2).join('.')), ...(system && { system }) };
}

export const simpleName = (type: string): string => type.replace(/<.*$/s, '').split('.').at(-1) ?? type;

/** The broker, where the file imports its library. */
export function systemOf(context: Context): { readonly system?: Technology } {
  if (context.uses('RabbitMQ')) return { system: 'rabbitmq' };
  if (context.uses('Confluent.Kafka')) return { system: 'kafka' };
  return context.uses('Azure.Messaging.ServiceBus') ? { system: 'servicebus' } : {};
}
