import type { World } from '../link/world.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';

/** Classes of messages by their own names: who makes one, and who takes it, whatever bus or store of events lies between them. */
export function messages(world: World): Occurrence[] {
  return [...ownedFacts(world, 'names-message')].map(({ service, file, fact }): Occurrence => ({
    element: `message ${fact.name}`,
    role: fact.role === 'makes' ? 'publishes' : 'consumes',
    at: { file, span: fact.at },
    owner: service.id,
    word: fact.name,
  }));
}
