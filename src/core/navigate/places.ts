import type { World } from '../link/world.ts';
import type { Graph } from '../model/graph.ts';
import { boundFunctions } from './bound-functions.ts';
import { databases } from './databases.ts';
import { hosts } from './hosts.ts';
import { namedHosts } from './named-hosts.ts';
import type { Places } from './navigation.ts';
import type { Occurrence } from './occurrence.ts';
import { loosePlaces } from './loose-code.ts';
import { messages } from './messages.ts';
import { operations } from './operations.ts';
import { routes } from './routes.ts';
import { rpcs } from './rpcs.ts';
import type { Route } from './served-routes.ts';
import { stores } from './stores.ts';
import { topics } from './topics.ts';
import { variables } from './variables.ts';

/** What several environments say alike counts once. */
export function placesIn(world: World, graph: Graph): Places {
  const { all: run, routes } = found(world, graph);
  const all = [...run, ...loosePlaces(world, graph, routes)];
  const different = new Map(all.map(place => [`${place.element} ${place.role} ${place.at.file} ${place.at.span[0]} ${place.word}`, place]));
  return { occurrences: [...different.values()], hosts: namedHosts(world) };
}

interface Found {
  readonly all: readonly Occurrence[];
  readonly routes: readonly Route[];
}

const known = new WeakMap<World, Found>();

/** Gathered once for each link, whoever asks: jumps, what a change breaks, who calls what. A world belongs to one graph. */
export const occurrences = (world: World, graph: Graph): readonly Occurrence[] => found(world, graph).all;

function found(world: World, graph: Graph): Found {
  const one = known.get(world) ?? gathered(world, graph);
  known.set(world, one);
  return one;
}

function gathered(world: World, graph: Graph): Found {
  const http = routes(world, graph);
  const all = [
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
  return { all, routes: http.routes };
}
