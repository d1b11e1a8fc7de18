import type { FilePath, Location } from '../model/source.ts';

/**
 * The files that a resolver may see. Resolvers are pure: they ask for texts by path and never open anything.
 * What lies outside of the workspace does not exist here, so `../../etc/passwd` is an unknown file like any other.
 */
export interface Files {
  /** The text of a file; undefined where there is none. */
  readonly read: (path: FilePath) => string | undefined;
  /** Every file below a folder, sorted; '' is the root. */
  readonly under: (folder: FilePath | '') => readonly FilePath[];
}

/** Something that could not be resolved, in one sentence for the owner of the workspace, and where it is written. */
export interface ManifestProblem {
  readonly at: Location;
  readonly message: string;
}
