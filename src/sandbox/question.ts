import type { Graph } from '../core/model/graph.ts';
import type { ClusterSource } from '../core/verify/cluster/source.ts';
import type { ScenarioFile } from '../core/verify/scenario-file.ts';

/** What somebody wants to be verified, and all that the workspace says about it. */
export interface VerifyQuestion {
  /** Absolute. */
  readonly root: string;
  /** A revision; absent: HEAD. */
  readonly base: string | undefined;
  /** Texts that are not saved yet. */
  readonly overlay: ReadonlyMap<string, string>;
  readonly file: ScenarioFile;
  /** Names of scenarios; empty: all. */
  readonly only: readonly string[];
  /** Every service runs, whatever the change needs. */
  readonly all: boolean;
  readonly seed: number;
  /** Contract tests that are programs of the workspace may be started on this machine. */
  readonly scripts?: boolean;
  readonly graph: Graph;
  /** Ids of nodes that the change changes. */
  readonly changed: readonly string[];
  /** Where compose is run when the scenario file names no compose files: the folder below the root of the project's files. */
  readonly composeFolder: string;
  /** Where there is no compose project: the environment of a cluster, on each side, that one is made from. */
  readonly cluster?: { readonly before?: ClusterSource; readonly after: ClusterSource };
  /** Version of this program. */
  readonly version: string;
}
