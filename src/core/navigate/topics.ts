import { HOLE } from '../link/address.ts';
import { scopes, type World } from '../link/world.ts';
import type { Publishes, Subscribes } from '../model/talk-fact.ts';
import type { Location } from '../model/source.ts';
import { namedChannels } from './named-channels.ts';
import type { Occurrence } from './occurrence.ts';

/** Topics, queues and subjects: who publishes and who consumes. */
export function topics(world: World): Occurrence[] {
  const used = byTheirTasks(usedTopics(world));
  return [...used, ...namedChannels(world, used)];
}

/** A task that is given no name is called by its module and function, of which its own file tells the function. */
function byTheirTasks(used: readonly Occurrence[]): readonly Occurrence[] {
  const taken = new Set(used.filter(({ role }) => role === 'consumes').map(({ element }) => element));
  return used.map(occurrence => {
    const name = /^topic [a-z_]\w*(?:\.[a-z_]\w*)*\.([a-z_]\w{3,})$/.exec(occurrence.element)?.[1];
    const isTask = name !== undefined && occurrence.role === 'publishes' && !taken.has(occurrence.element) && taken.has(`topic ${name}`);
    return isTask ? { ...occurrence, element: `topic ${name}` } : occurrence;
  });
}

function usedTopics(world: World): Occurrence[] {
  return world.services.flatMap(service =>
    world.ownership.filesOf(service).flatMap(owned => {
      const facts = [...world.view.of(owned.file, 'publishes'), ...world.view.of(owned.file, 'subscribes')];
      if (facts.length === 0) return [];
      return scopes(service, owned).flatMap(scope =>
        facts.filter(({ at }) => world.ownership.runs(service, owned, at)).flatMap(fact => occurrencesOf(fact, { scope, world })),
      );
    }),
  );
}

interface Asked {
  readonly scope: ReturnType<typeof scopes>[number];
  readonly world: World;
}

function occurrencesOf(fact: Publishes | Subscribes, { scope, world }: Asked): Occurrence[] {
  const role = fact.kind === 'publishes' ? 'publishes' : 'consumes';
  return names(fact, { scope, world }).flatMap(({ name, proofs }) => {
    const occurrence: Occurrence = {
      element: `topic ${name}`,
      role,
      at: { file: scope.file, span: fact.at },
      owner: scope.service.id,
    };
    return [occurrence, ...proofs.map((at): Occurrence => ({ ...occurrence, at, only: 'cursor' }))];
  });
}

/** A class that has no text is a topic by its own name, as in the graph. */
function names(
  { topic }: Publishes | Subscribes,
  { scope, world }: Asked,
): { readonly name: string; readonly proofs: readonly Location[] }[] {
  const known = world.resolver
    .resolve(topic, scope)
    .texts.filter(({ text }) => text !== '' && !text.includes(HOLE))
    .map(({ text, proofs }) => ({ name: text, proofs }));
  if (known.length > 0) return known;
  const last = topic.kind === 'name' ? topic.path.at(-1) : undefined;
  return last !== undefined && /^[A-Z]/.test(last) ? [{ name: last, proofs: [] }] : [];
}
