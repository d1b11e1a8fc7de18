import type { FilePath } from '../../../model/source.ts';
import type { Mapping } from '../../../yaml/tree.ts';
import type { GoMap } from '../value.ts';

/** A chart as its folder says it, and what its parents make of it while dependencies are chosen and values imported. */
export interface Chart {
  /** What the parent calls it: its alias, where it has one. */
  readonly name: string;
  readonly version: string;
  readonly metadata: Metadata;
  readonly values: GoMap;
  readonly templates: readonly ChartFile[];
  /** Everything else that templates may read. */
  readonly files: readonly ChartFile[];
  readonly dependencies: readonly Chart[];
  readonly requirements: readonly Requirement[];
  /** Of each requirement that no folder answers, what to tell the user if it is switched on. */
  readonly missing: ReadonlyMap<Requirement, string>;
}

/** A file by its name inside the chart, which may have another place on disk. */
export interface ChartFile {
  readonly name: string;
  readonly path: FilePath;
}

export interface Metadata {
  readonly file: FilePath;
  readonly root: Mapping | undefined;
  readonly library: boolean;
}

/** A dependency as Chart.yaml asks for it. */
export interface Requirement {
  readonly name: string;
  readonly alias?: string;
  readonly version: string;
  readonly repository?: string;
  readonly conditions: readonly string[];
  readonly tags: readonly string[];
  readonly imports: readonly Import[];
  readonly at: readonly [start: number, end: number];
}

/** A table of a subchart's values that its parent takes over. */
export interface Import {
  readonly child: string;
  readonly parent: string;
}

/** What the parent's values call the dependency. */
export const calledIn = ({ name, alias }: Requirement): string => alias ?? name;
