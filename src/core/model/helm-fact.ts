import type { Span } from './source.ts';

export interface HelmChart {
  readonly kind: 'helm-chart';
  readonly at: Span;
  readonly name: string;
  readonly version?: string;
  readonly dependencies: readonly { readonly name: string; readonly alias?: string; readonly repository?: string; readonly at: Span }[];
}

/** One scalar of a values file, `users.url`. */
export interface HelmValues {
  readonly kind: 'helm-values';
  readonly at: Span;
  readonly entries: readonly { readonly path: string; readonly text: string; readonly at: Span }[];
}
