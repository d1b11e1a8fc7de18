import type { Fields } from '../compose-document.ts';

/** One environment of a cluster, as far as a compose project can be made of it. */
export interface ClusterSource {
  readonly environment: string;
  /** Whole Kubernetes objects. The values of a Secret stand decoded in `stringData`; one that nobody knows is null. */
  readonly objects: readonly Fields[];
  /** What the graph calls a workload, by its `workloadKey`. */
  readonly names: ReadonlyMap<string, string>;
  /** How images that the workspace builds are built, by image as manifests write it; paths below the workspace. */
  readonly builds: ReadonlyMap<string, ClusterBuild>;
}

export interface ClusterBuild {
  readonly context: string;
  /** From the context. */
  readonly dockerfile: string;
}

export const workloadKey = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ''}/${name}`;
