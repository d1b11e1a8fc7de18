import type { ClusterObject, ClusterService, ConfigMap, NetworkPolicy, Route, Workload } from './cluster-fact.ts';
import type { ComposeFile, ComposeService } from './compose-fact.ts';
import type { FilePath, Location } from './source.ts';

/** What runs in one environment, as compose, Helm or kustomize would make it of many files. */
export interface Environment {
  /** `compose`, `helm:prod`, `kustomize:staging`. */
  readonly name: string;
  readonly platform: 'compose' | 'helm' | 'kubernetes';
  readonly objects: readonly EnvironmentObject[];
  /** The files whose own facts say no more than what was resolved from them. */
  readonly covers: readonly FilePath[];
  readonly problems: readonly EnvironmentProblem[];
}

/** An object and the file in which it begins. Its parts may come from other files; those that do carry `origins`. */
export interface EnvironmentObject {
  readonly file: FilePath;
  readonly fact: ComposeService | ComposeFile | Workload | ClusterService | ConfigMap | ClusterObject | Route | NetworkPolicy;
  /** The chart that renders it, and the release that it is rendered for. */
  readonly chart?: string;
  readonly release?: string;
}

export interface EnvironmentProblem {
  readonly at: Location;
  readonly message: string;
}
