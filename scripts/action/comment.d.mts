export declare const MARKER: string;

export interface Sticky {
  readonly api: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly report: string;
  /** False: only a comment that is there already is written anew. */
  readonly wanted?: boolean;
  readonly wait?: (milliseconds: number) => Promise<void>;
}

export type Done = { readonly done: 'created' | 'updated' | 'unchanged' | 'skipped' } | { readonly done: 'refused'; readonly why: string };

export declare function stickyComment(sticky: Sticky): Promise<Done>;
export declare function pullRequestOf(event: unknown): number | undefined;
export declare function shortened(report: string, longest?: number): string;
