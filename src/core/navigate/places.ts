import type { World } from '../link/world.ts';
import type { Graph } from '../model/graph.ts';
import { boundFunctions } from './bound-functions.ts';
import { databases } from './databases.ts';
import { hosts } from './hosts.ts';
import { namedHosts } from './named-hosts.ts';
import type { Places } from './navigation.ts';
import type { Occurrence } from './occurrence.ts';
import { messages } from './messages.ts';
import { operations } from './operations.ts';
import { routes } from './routes.ts';
import { rpcs } from './rpcs.ts';
import { stores } from './stores.ts';
import { topics } from './topics.ts';
import { variables } from './variables.ts';

/** What several environments say alike counts once. */
export function placesIn(world: World, graph: Graph): Places {
  const all = occurrences(world, graph);
  const different = new Map(all.map(found => [`${found.element} ${found.role} ${found.at.file} ${found.at.span[0]} ${found.word}`, found]));
  return { occurrences: [...different.values()], hosts: namedHosts(world) };
}

const known = new WeakMap<World, readonly Occurrence[]>();

/** Gathered once for each link, whoever asks: jumps, what a change breaks, who calls what. A world belongs to one graph. */
export function occurrences(world: World, graph: Graph): readonly Occurrence[] {
  const all = known.get(world) ?? gathered(world, graph);
  known.set(world, all);
  return all;
}

function gathered(world: World, graph: Graph): readonly Occurrence[] {
  const http = routes(world, graph);
  return [
    ...rpcs(world),
    ...http.occurrences,
    ...operations(world, http),
    ...variables(world),
    ...topics(world),
    ...boundFunctions(world),
    ...messages(world),
    ...stores(world, graph),
    ...databases(world),
    ...hosts(world),
  ];
}
