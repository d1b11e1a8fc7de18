import type { World } from '../link/world.ts';
import type { NamesMessage } from '../model/jump-fact.ts';
import { isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';

/** Classes of messages by their own names: who makes one, and who takes it, whatever bus or store of events lies between them. */
export function messages(world: World): Occurrence[] {
  const owned = [...ownedFacts(world, 'names-message')].map(({ service, file, fact }) => occurrenceOf(fact, file, service.id));
  const { view, ownership } = world;
  // A module that its build lets run in a service may be named in no code of it.
  const others = view
    .all('names-message')
    .filter(({ file }) => ownership.ownersOf(file).length === 0 && !isTest(file))
    .map(fact => occurrenceOf(fact, fact.file));
  return [...owned, ...others];
}

const occurrenceOf = ({ name, word = name, role, at }: NamesMessage, file: FilePath, owner?: string): Occurrence => ({
  element: `message ${name}`,
  role: role === 'makes' ? 'publishes' : 'consumes',
  at: { file, span: at },
  ...(owner !== undefined && { owner }),
  word,
});
