import type { Keeper, Kept } from './keeper.ts';
import type { Survey } from './survey.ts';
import type { KeptTold } from './told-cache.ts';

/** What is known of a root before a session begins. */
export interface Opening {
  /** The root with links followed. */
  readonly real: string;
  readonly keeper: Keeper;
  /** Patterns of what is not to be read, besides what the workspace itself leaves out. */
  readonly excluded: readonly string[];
  /** Absent where something has happened since. */
  readonly surveyed: Survey | undefined;
  /** As it was said of the graph that is shown. */
  readonly behindSince: number | null;
  /** What is kept, where nothing has changed since. */
  readonly proven: Proven | undefined;
}

/** All that is told, of a workspace that is still the same. */
export interface Proven extends Kept {
  readonly told: KeptTold;
}

export const isWhole = (kept: Kept): kept is Proven => kept.told !== undefined;
