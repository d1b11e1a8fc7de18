import { link } from '../link/link.ts';
import type { Graph } from '../model/graph.ts';
import type { FilePath, Location } from '../model/source.ts';
import { position, type FactsIndex } from './facts-index.ts';

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
}

/** Turns locations into places, given where the lines of a file begin. */
export const placeIn =
  (linesOf: (file: FilePath) => readonly number[]): Snapshot['place'] =>
  ({ file, span }) => ({ file, ...position(linesOf(file), span[0]) });

export function snapshot(index: FactsIndex): Snapshot {
  const place = placeIn(file => index.files.get(file)?.lines ?? []);
  const problems = [...index.files].flatMap(([file, { problems }]) =>
    problems.map(({ at, message }) => ({ ...place({ file, span: at }), message })),
  );
  const graph = link(index.facts());
  const between = graph.problems.map(({ at, message }) => ({ ...place(at), message }));
  return {
    graph,
    problems: [...problems, ...between].toSorted((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)),
    files: index.files.size,
    place,
  };
}
