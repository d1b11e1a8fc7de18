import type { World } from '../link/world.ts';
import type { Graph } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import type { Cursor } from './cursor.ts';
import { databases } from './databases.ts';
import { hostNamed, hosts } from './hosts.ts';
import type { Occurrence } from './occurrence.ts';
import { messages } from './messages.ts';
import { operations } from './operations.ts';
import { chosen } from './chosen.ts';
import { definitions, references } from './far-ends.ts';
import { routes } from './routes.ts';
import { rpcs } from './rpcs.ts';
import { stores, tableName } from './stores.ts';
import { topics } from './topics.ts';
import { variables } from './variables.ts';

/** From one end of an edge to the other: most telling places first, and few of them. */
export interface Navigation {
  readonly definitions: (cursor: Cursor) => readonly Location[];
  readonly references: (cursor: Cursor) => readonly Location[];
  /** Gathers now what the first question would gather. */
  readonly prepare: () => void;
}

/** Every place of every element, by file and by element. */
export interface Occurrences {
  readonly inFile: (file: FilePath) => readonly Occurrence[];
  readonly of: (element: string) => readonly Occurrence[];
  /** Tables of any store that are called so. */
  readonly tables: (name: string) => readonly string[];
  /** A word that is a host's name, as if an address named it. */
  readonly host: (word: string) => readonly Occurrence[];
}

/** Pure: nothing is gathered before the first question, and then once. */
export function navigation(world: World, graph: Graph): Navigation {
  let gathered: Occurrences | undefined;
  const all = (): Occurrences => (gathered ??= { ...indexed(occurrences(world, graph)), host: hostNamed(world) });
  return {
    definitions: cursor => firstFound(chosen(inside(cursor), all()), from => definitions(from, cursor, all())),
    references: cursor => firstFound(chosen(inside(cursor), all()), from => references(from, cursor, all())),
    prepare: () => void all(),
  };
}

/** An editor may ask for a place that its text has lost. */
const inside = (cursor: Cursor): Cursor => ({ ...cursor, offset: Math.max(0, Math.min(cursor.offset, cursor.text.length)) });

function firstFound(
  candidates: readonly (readonly Occurrence[])[],
  ends: (from: readonly Occurrence[]) => readonly Location[],
): readonly Location[] {
  for (const from of candidates) {
    const found = ends(from);
    if (found.length > 0) return found;
  }
  return [];
}

export function occurrences(world: World, graph: Graph): Occurrence[] {
  const http = routes(world, graph);
  return [
    ...rpcs(world),
    ...http.occurrences,
    ...operations(world, http),
    ...variables(world),
    ...topics(world),
    ...messages(world),
    ...stores(world, graph),
    ...databases(world),
    ...hosts(world),
  ];
}

const NONE: readonly Occurrence[] = [];

/** What several environments say alike is kept once. */
function indexed(all: readonly Occurrence[]): Omit<Occurrences, 'host'> {
  const once = [
    ...new Map(all.map(found => [`${found.element} ${found.role} ${found.at.file} ${found.at.span[0]} ${found.word}`, found])).values(),
  ];
  const byFile = Map.groupBy(once, ({ at }) => at.file);
  const byElement = Map.groupBy(once, ({ element }) => element);
  const tables = Map.groupBy(byElement.keys(), element =>
    element.startsWith('tables ') ? element.slice(element.lastIndexOf(' ') + 1) : '',
  );
  return {
    inFile: file => byFile.get(file) ?? NONE,
    of: element => byElement.get(element) ?? NONE,
    tables: name => tables.get(tableName(name)) ?? [],
  };
}
