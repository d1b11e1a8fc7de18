import type { Snapshot } from '../core/index/snapshot.ts';
import type { Cursor } from '../core/navigate/cursor.ts';
import type { Jump } from '../core/navigate/navigation.ts';
import { placedRange, type PlacedRange } from './placed-finding.ts';

/** Where a jump ends, with lines: only who reads the files knows those of every file. Undefined for a graph that jumps were not gathered for. */
export const jumped = (snapshot: Snapshot, what: Jump, cursor: Cursor): readonly PlacedRange[] | undefined =>
  snapshot.navigation?.[what](cursor).map(at => placedRange(at, snapshot));
