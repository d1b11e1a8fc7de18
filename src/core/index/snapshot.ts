import { environments } from '../environments/environments.ts';
import type { Memory } from '../environments/memory.ts';
import { stampedFiles } from '../environments/stamped-files.ts';
import { linked } from '../link/link.ts';
import type { LinkMemory } from '../link/link-memory.ts';
import type { World } from '../link/world.ts';
import type { Files } from '../manifests/files.ts';
import { navigation, type Navigation } from '../navigate/navigation.ts';
import { placesIn } from '../navigate/places.ts';
import type { Environment } from '../model/environment.ts';
import type { Graph } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { lineStarts } from '../model/lines.ts';
import { type FactsIndex } from './facts-index.ts';
import { outlinedFunctions, type OutlinedFunctions } from './outlined-functions.ts';
import { placeIn } from './place-in.ts';

export interface Place {
  readonly file: FilePath;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** One consistent view of the workspace: the graph, what is wrong with files, and where everything stands. */
export interface Snapshot {
  readonly graph: Graph;
  readonly problems: readonly (Place & { readonly message: string })[];
  readonly files: number;
  readonly place: (location: Location) => Place;
  /** Offsets at which the lines of a file begin. */
  readonly linesOf: (file: FilePath) => readonly number[];
  /** From one end of an edge to the other; absent where the graph was kept from an earlier start. */
  readonly navigation?: Navigation;
  /** What the graph was made from; absent where it was kept from an earlier start. */
  readonly madeFrom?: MadeFrom;
}

interface MadeFrom {
  readonly world: World;
  readonly environments: readonly Environment[];
  readonly functionsIn: OutlinedFunctions;
}

/** What the facts of single files leave open: the texts of manifests, and what was made of them before. */
export interface Surroundings {
  readonly files: Files;
  readonly memory: Memory;
  /** What earlier links left; without it everything is linked anew. */
  readonly links?: LinkMemory;
}

/** Files that only manifests name, such as an env_file, are not in the index. */
function linesIn(index: FactsIndex, files: Files): Snapshot['linesOf'] {
  const known = new Map<FilePath, readonly number[]>();
  return file => {
    const indexed = index.files.get(file)?.lines;
    if (indexed !== undefined && indexed.length > 0) return indexed;
    const lines = known.get(file) ?? lineStarts(files.read(file) ?? '');
    known.set(file, lines);
    return lines;
  };
}

export function snapshot(index: FactsIndex, { files, memory, links }: Surroundings): Snapshot {
  const linesOf = linesIn(index, files);
  const place = placeIn(linesOf);
  const problems = [...index.files].flatMap(([file, { problems }]) =>
    problems.map(({ at, message }) => ({ ...place({ file, span: at }), message })),
  );
  const facts = index.facts();
  const stamped = stampedFiles(files, path => index.files.get(path)?.fingerprint);
  const resolved = environments(facts, stamped, memory);
  const { graph, world } = linked(facts, resolved, links);
  const between = graph.problems.map(({ at, message }) => ({ ...place(at), message }));
  return {
    graph,
    problems: [...problems, ...between].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
    files: index.files.size,
    place,
    linesOf,
    navigation: navigation(() => placesIn(world, graph)),
    madeFrom: { world, environments: resolved, functionsIn: outlinedFunctions(index, files) },
  };
}
