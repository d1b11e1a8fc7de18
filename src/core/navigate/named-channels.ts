import type { World } from '../link/world.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';

/** What people call a constant that holds the name of a channel. */
const CHANNEL = /(^|[._a-z])(exchange|queue|topic|channel|stream|subject|routing_?key|event)(_?(name|id|key|type))?$/i;
const NAME = /^[A-Za-z][\w.:/-]{2,}$/;

/**
 * Constants that name one channel in several programs, where no library is known that uses them: `const exchangeName = 'order.placed'`.
 * Weak alone: it counts where two services write the same name, or where one of them is seen to use it.
 */
export function namedChannels(world: World, used: readonly Occurrence[]): Occurrence[] {
  const known = new Set(used.map(({ element, owner }) => `${element} ${owner}`));
  const named = [...ownedFacts(world, 'binds')].flatMap(({ service, file, fact }): Occurrence[] => {
    if (fact.value.kind !== 'literal' || !CHANNEL.test(fact.name) || !NAME.test(fact.value.text)) return [];
    const element = `topic ${fact.value.text}`;
    return known.has(`${element} ${service.id}`) ? [] : [{ element, role: 'names', at: { file, span: fact.at }, owner: service.id }];
  });
  const all = [...named, ...givenToOwnBus(world, used)];
  const shared = sharedElements([...all, ...used]);
  return all.filter(({ element }) => shared.has(element));
}

/** Those that more than one has. */
function sharedElements(all: readonly Occurrence[]): ReadonlySet<string> {
  const first = new Map<string, string | undefined>();
  const shared = new Set<string>();
  for (const { element, owner } of all) {
    if (!first.has(element)) first.set(element, owner);
    else if (first.get(element) !== owner) shared.add(element);
  }
  return shared;
}

/** What a program gives to a bus of its own, but for what its library is seen to take at the same place. */
function givenToOwnBus(world: World, used: readonly Occurrence[]): Occurrence[] {
  const known = Map.groupBy(used, ({ element, at }) => `${element} ${at.file}`);
  return [...ownedFacts(world, 'names-channel')].flatMap(({ service, file, fact }): Occurrence[] => {
    const element = `topic ${fact.name}`;
    const isUsed = known.get(`${element} ${file}`)?.some(({ at: { span } }) => span[0] < fact.at[1] && fact.at[0] < span[1]) === true;
    return isUsed ? [] : [{ element, role: fact.role, at: { file, span: fact.at }, owner: service.id, doubt: 1 }];
  });
}
