import type { Snapshot } from '../index/snapshot.ts';
import type { Fact } from '../model/fact.ts';
import type { FilePath } from '../model/source.ts';
import type { Ends } from './ends.ts';

/** What questions about a text are answered from: the graph, and what each file says by itself (imports and constants are left out). */
export interface System {
  readonly snapshot: Snapshot;
  readonly facts: ReadonlyMap<FilePath, readonly Fact[]>;
  /** Who answers and who calls each rpc and route; gathered a moment after the graph, and nothing before. */
  readonly ends: Ends;
}

/** A text as the editor shows it now, with its own facts; the system may be of a moment before. */
export interface OpenText {
  readonly system: System;
  readonly path: FilePath;
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** A place in a text. */
export interface Cursor extends OpenText {
  readonly offset: number;
}
