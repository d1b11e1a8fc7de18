import { openedSide, type OpenedSide, type Opening } from './opened-side.ts';
import type { Prepared, PreparedSide } from './preparation.ts';

/** Where the sides of a run live: as compose projects on the engine, or on a cluster. */
export interface Place {
  /** What was prepared, as it can be carried out there. */
  readonly plan: (prepared: Prepared) => Prepared;
  readonly open: (side: PreparedSide, opening: Opening) => Promise<OpenedSide>;
}

export const engineItself: Place = { plan: prepared => prepared, open: openedSide };
