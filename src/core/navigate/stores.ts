import type { World } from '../link/world.ts';
import type { Graph } from '../model/graph.ts';
import type { UsesCollection } from '../model/jump-fact.ts';
import { isTest } from '../model/paths.ts';
import type { FilePath } from '../model/source.ts';
import type { Occurrence } from './occurrence.ts';
import { ownedFacts } from './owned-facts.ts';
import { tableName } from './table-name.ts';

/** Tables, collections and keys of each data store. Services meet in one only where they use the same store. */
export function stores(world: World, graph: Graph): Occurrence[] {
  const used = storesOf(graph);
  const owned = [...ownedFacts(world, 'uses-collection')].flatMap(({ service, file, fact }) =>
    (used.get(service.id) ?? [service.id]).map(store => ({ ...occurrenceOf(fact, { file, store }), owner: service.id })),
  );
  return [...owned, ...schemas(world, owned)];
}

const occurrenceOf = (fact: UsesCollection, { file, store }: { readonly file: FilePath; readonly store: string }): Occurrence => ({
  element: `${fact.family} ${store} ${tableName(fact.name)}`,
  role: fact.access,
  at: { file, span: fact.at },
  word: fact.name,
});

/** A schema that lies in nobody's folder is that of every store that has its tables. */
function schemas({ view, ownership }: World, owned: readonly Occurrence[]): Occurrence[] {
  const holders = Map.groupBy(new Set(owned.map(({ element }) => element)), named);
  return view
    .all('uses-collection')
    .filter(({ file }) => ownership.ownersOf(file).length === 0 && !isTest(file))
    .flatMap(fact => {
      const own = occurrenceOf(fact, { file: fact.file, store: '' });
      return (holders.get(named(own.element)) ?? []).map(element => ({ ...own, element }));
    });
}

/** An element without its store. */
const named = (element: string): string => `${element.slice(0, element.indexOf(' '))}${element.slice(element.lastIndexOf(' '))}`;

const STORES: ReadonlySet<string> = new Set(['stores-in', 'publish', 'subscribe', 'messaging']);

/** The data stores and brokers that each service talks to. */
function storesOf(graph: Graph): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to, kind } of graph.edges) {
    if (!STORES.has(kind) || to.startsWith('topic:')) continue;
    const known = found.get(from);
    if (known) known.push(to);
    else found.set(from, [to]);
  }
  return found;
}
