/** What is known of how a caller waits and tries again on one edge, as other processes and pages are told; what is absent is not known. Lines are from 1. */
export interface EdgeResilience {
  /** What one try waits. */
  readonly timeout?: NotedTime;
  /** What all tries together may take, where something limits them. */
  readonly total?: NotedTime;
  readonly retries: readonly (NotedPlace & { readonly more: number })[];
  /** Somebody stops calling who keeps failing. */
  readonly breaks?: NotedPlace;
  /** The node that is called most for one request on a way over this edge, where several callers on it try again. */
  readonly worst?: { readonly node: string; readonly calls: number };
}

export interface NotedTime extends NotedPlace {
  readonly milliseconds: number;
  /** A library's or a proxy's own, which nobody wrote here. */
  readonly usual?: true;
}

export interface NotedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly note: string;
}
