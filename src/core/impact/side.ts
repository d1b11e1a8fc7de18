import { linked } from '../link/link.ts';
import type { FormatDiff } from '../contract/contract-diff.ts';
import type { FactsByFile } from '../link/facts-view.ts';
import { LinkMemory } from '../link/link-memory.ts';
import type { World } from '../link/world.ts';
import type { Environment } from '../model/environment.ts';
import type { Graph } from '../model/graph.ts';
import type { SidedLocation } from '../model/impact.ts';
import { lineEnd, lineStart } from '../model/lines.ts';
import type { FilePath, Location } from '../model/source.ts';
import { occurrences } from '../navigate/places.ts';
import type { Occurrence } from '../navigate/occurrence.ts';
import type { Texts } from '../readers/use.ts';

/** One version of the system: its graph, what it was made from, and every place of every element. */
export interface Side {
  readonly name: 'before' | 'after';
  readonly graph: Graph;
  readonly world: World;
  readonly texts: Texts;
  /** Occurrences by element. */
  readonly elements: ReadonlyMap<string, readonly Occurrence[]>;
  /** Occurrences by file. */
  readonly inFile: ReadonlyMap<FilePath, readonly Occurrence[]>;
}

export interface SideInput {
  readonly facts: FactsByFile;
  readonly environments: readonly Environment[];
  readonly texts: Texts;
}

/** Pure: the same input gives the same side. */
export const side = (name: Side['name'], { facts, environments, texts }: SideInput, memory?: LinkMemory): Side =>
  sideOf(name, linked(facts, environments, memory), texts);

/** A version that is linked already. */
export const sideOf = (name: Side['name'], { graph, world }: Pick<Side, 'graph' | 'world'>, texts: Texts): Side => ({
  name,
  graph,
  world,
  texts,
  ...placesOf(world, graph),
});

type Places = Pick<Side, 'elements' | 'inFile'>;

const known = new WeakMap<World, Places>();

/** A world is never changed, only replaced, so its places are gathered once. */
function placesOf(world: World, graph: Graph): Places {
  const found = known.get(world) ?? gathered(world, graph);
  known.set(world, found);
  return found;
}

function gathered(world: World, graph: Graph): Places {
  const places = occurrences(world, graph);
  return { elements: Map.groupBy(places, ({ element }) => element), inFile: Map.groupBy(places, ({ at }) => at.file) };
}

/** Two versions of one system. */
export interface Sides {
  readonly before: Side;
  readonly after: Side;
  /** Files that are not the same in both, with those that only one has. */
  readonly changed: ReadonlySet<FilePath>;
  /** What the checkers of written contracts say of the changed files. */
  readonly contracts: readonly FormatDiff[];
}

/** Both versions linked; what they have in common is linked once. */
export function sides(
  versions: { readonly before: SideInput; readonly after: SideInput },
  differences: Pick<Sides, 'changed' | 'contracts'>,
): Sides {
  const memory = new LinkMemory();
  return { before: side('before', versions.before, memory), after: side('after', versions.after, memory), ...differences };
}

/** The line of a place as it is written, without what stands before and after it. */
function lineAt({ texts }: Side, { file, span }: Location): string {
  const text = texts.read(file) ?? '';
  return text.slice(lineStart(text, span[0]), lineEnd(text, span[0])).trim();
}

/** A line of the version before still stands in the version after: nobody has adapted it. */
export function stillThere(at: Location, { before, after, changed }: Sides): boolean {
  if (!changed.has(at.file)) return true;
  const line = lineAt(before, at);
  return (after.texts.read(at.file) ?? '').split('\n').some(other => other.trim() === line);
}

/** Places as they are in the version after, as evidence. */
export const inAfter = (places: readonly { readonly at: Location }[]): SidedLocation[] => places.map(({ at }) => afterAt(at));

export const afterAt = (at: Location): SidedLocation => ({ ...at, side: 'after' });

/** Where something was, else where it is now. One of the two is there. */
export const sidedPlace = (before: Location | undefined, after: Location | undefined): SidedLocation =>
  before ? { ...before, side: 'before' } : afterAt(after!);

/** A service's name as people know it. */
export const nameOf = (id: string, { graph }: Side): string => graph.nodes.find(node => node.id === id)?.name ?? id.replace(/^[a-z]+:/, '');
