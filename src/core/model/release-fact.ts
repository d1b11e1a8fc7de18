import type { Span } from './source.ts';

/** Which charts are installed with which values, and which kustomizations are applied: what makes one of the possible systems the real one. */
export type ReleaseFact = HelmRelease | KustomizeApply;

export type ReleaseTool = 'helmfile' | 'skaffold' | 'argo-cd' | 'flux' | 'kustomize-helm' | 'script' | 'terraform' | 'tilt' | 'make';

/**
 * Where paths are seen from. A part that only the run knows stands as `${what}` in any text of these facts: `values-${ENV}.yaml`,
 * `env/${Environment.Name}.yaml`, `${matrix.env}`. Two facts of one file that differ only in the environment are two installations.
 */
export interface SeenFrom {
  /**
   * Folders relative to the workspace's root ('' is the root), in the order to try: paths are relative to the first under which the chart,
   * or the folder applied, exists. Where a tool defines the folder it stands first; scripts and GitOps controllers run from anywhere, so the
   * other folders between the file and the root follow.
   */
  readonly from: readonly string[];
  /** Chart repository, Git repository or Flux source that the path is in; it may be this workspace. Absent: the checkout that the file is in. */
  readonly repository?: string;
}

/** One installation of a chart that a file describes. */
export interface HelmRelease extends SeenFrom {
  readonly kind: 'helm-release';
  readonly at: Span;
  readonly tool: ReleaseTool;
  readonly name?: string;
  /** A folder as in `SeenFrom`, or with `remote` a chart's name in a repository of charts: `bitnami/redis`, `oci://host/charts/redis`. */
  readonly chart: string;
  readonly remote?: true;
  /** The file does not say whether the folder is a chart: it counts if a Chart.yaml lies there. */
  readonly ifChart?: true;
  /** Applied in order, a later one wins. Paths are seen from where the chart is seen from, never from the chart itself. */
  readonly valuesFiles: readonly ValuesFile[];
  /** Values written in the file itself, in order. */
  readonly inlineValues: readonly InlineValues[];
  /** Values from objects of the cluster, applied before the inline ones. */
  readonly valuesFrom?: readonly {
    readonly kind: 'config-map' | 'secret';
    readonly name: string;
    readonly key: string;
    readonly at: Span;
  }[];
  /** Win over all files and inline values; a later one wins. */
  readonly sets: readonly ReleaseSet[];
  readonly namespace?: string;
  /** As the tool names it: an environment of helmfile, an application or cluster of Argo CD, a profile of Skaffold, a job, a target of make. */
  readonly environment?: string;
  /** Installed only where this holds: `redis.enabled` of helmfile. */
  readonly condition?: string;
}

export interface ValuesFile {
  readonly path: string;
  readonly at: Span;
  /** The Git repository that the file is in, where it is another than the chart's. */
  readonly repository?: string;
}

export interface InlineValues {
  readonly at: Span;
  /** It wins over so many of the values files, and gives way to the others. */
  readonly afterFiles: number;
  readonly entries: readonly InlineValue[];
}

/** One scalar, or an empty mapping `{}` or list `[]`, under its path of keys and positions. */
export interface InlineValue {
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** A text even if it looks like a number, boolean or null. */
  readonly quoted: boolean;
  readonly at: Span;
}

/** `--set name=value`; `name` as Helm writes it: `ingress.hosts[0].host`, `annotations.a\.b`. */
export interface ReleaseSet {
  readonly name: string;
  /** For `file` the path of the file whose text is the value; for `json` a JSON text. */
  readonly value: string;
  /** How the value is read; absent: numbers, booleans and null are told apart, as YAML does. */
  readonly as?: 'string' | 'file' | 'json';
  readonly at: Span;
}

/** A folder with a kustomization is applied: `kubectl apply -k`, an application of Argo CD, a Kustomization of Flux. */
export interface KustomizeApply extends SeenFrom {
  readonly kind: 'kustomize-apply';
  readonly at: Span;
  readonly tool: ReleaseTool;
  readonly path: string;
  readonly remote?: true;
  /** The file does not say what the folder is: it counts if a kustomization lies there. */
  readonly ifKustomization?: true;
  readonly namespace?: string;
  readonly environment?: string;
}
