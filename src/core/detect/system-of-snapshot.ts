import type { Snapshot } from '../index/snapshot.ts';
import { systemOf, type System } from './system.ts';

/** The system behind a snapshot; undefined where the graph was kept from an earlier start. */
export function systemIn({ graph, madeFrom, place }: Snapshot): System | undefined {
  return madeFrom && systemOf({ graph, ...madeFrom, lineOf: location => place(location).line });
}
