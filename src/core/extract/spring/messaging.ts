import type { Fact } from '../../model/fact.ts';
import type { Technology } from '../../model/technology.ts';
import { literal } from '../../model/value.ts';
import { split, templated } from '../settings/placeholder.ts';
import type { Setting } from '../settings/setting.ts';
import { canonical } from './canonical.ts';

type Direction = 'publishes' | 'subscribes';

const BINDING = /^spring\.cloud\.stream\.bindings\.(.+)\.destination$/i;

/** Spring Cloud Stream: the binding's name says the direction (`orders-out-0`, `input`), else the options that stand beside the destination. */
export function* streamBindings(settings: readonly Setting[]): Iterable<Fact> {
  const names = settings.map(setting => setting.name);
  const system = binder(names);
  for (const setting of settings) {
    const binding = BINDING.exec(setting.name)?.[1];
    if (binding === undefined || setting.text === '') continue;
    const direction = directionOf(binding, names);
    if (!direction) continue;
    for (const topic of split(templated(setting.text), /,\s*/)) {
      yield { kind: direction, at: setting.at, topic, via: 'spring.cloud.stream', ...(system && { system }) };
    }
  }
}

function binder(names: readonly string[]): Technology | undefined {
  const about = (word: string): boolean =>
    names.some(
      name => name.startsWith(`spring.cloud.stream.${word}.`) || name.startsWith(`spring.${word}.`) || name.startsWith(`spring.${word}mq.`),
    );
  if (about('kafka')) return 'kafka';
  return about('rabbit') ? 'rabbitmq' : undefined;
}

function directionOf(binding: string, names: readonly string[]): Direction | undefined {
  if (/-out-\d+$|out(put)?$|source|produce|publish|supplier|emit|send/i.test(binding)) return 'publishes';
  if (/-in-\d+$|in(put)?$|sink|consum|subscri|listen|receive/i.test(binding)) return 'subscribes';
  const beside = (member: string): boolean => names.some(name => name.startsWith(`spring.cloud.stream.bindings.${binding}.${member}`));
  if (beside('group') || beside('consumer')) return 'subscribes';
  return beside('producer') ? 'publishes' : undefined;
}

const CHANNEL =
  /^mp\.messaging\.(incoming|outgoing)\.("[^"]+"|[^.]+)\.(connector|topic|topics|queue\.name|queue-name|exchange\.name|address)$/;

interface Channel {
  readonly name: string;
  readonly direction: Direction;
  at: Setting['at'];
  connector?: string;
  topic?: string;
}

/** MicroProfile Reactive Messaging: a channel is its topic unless it names one. */
export function* reactiveChannels(settings: readonly Setting[]): Iterable<Fact> {
  const channels = new Map<string, Channel>();
  for (const setting of settings) {
    const [, direction, quoted, member] = CHANNEL.exec(setting.name) ?? [];
    if (direction === undefined || quoted === undefined) continue;
    const key = `${direction} ${quoted}`;
    const channel = channels.get(key) ?? {
      name: quoted.replaceAll('"', ''),
      direction: direction === 'incoming' ? 'subscribes' : 'publishes',
      at: setting.at,
    };
    channels.set(key, channel);
    if (member === 'connector') channel.connector = setting.text;
    else if (setting.text !== '') {
      channel.topic = setting.text;
      channel.at = setting.at;
    }
  }
  for (const { name, direction, at, connector, topic } of channels.values()) {
    if (connector === 'smallrye-in-memory') continue;
    const system = technology(connector);
    for (const value of topic === undefined ? [literal(name)] : split(templated(topic), /,\s*/)) {
      yield { kind: direction, at, topic: value, via: 'mp.messaging', ...(system && { system }) };
    }
  }
}

function technology(connector: string | undefined): Technology | undefined {
  const name = canonical(connector ?? '');
  const found = (['kafka', 'rabbitmq', 'pulsar', 'mqtt'] as const).find(word => name.includes(word));
  return found ?? (name.includes('amqp') ? 'activemq' : undefined);
}
