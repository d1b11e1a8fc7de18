import type { EnvEntry } from './deployment-parts.ts';
import type { Span } from './source.ts';

export interface Kustomization {
  readonly kind: 'kustomization';
  readonly at: Span;
  /** A part that kustomizations include; it is never applied by itself. */
  readonly isComponent?: boolean;
  /** Resources, bases and components, as written. */
  readonly resources: readonly { readonly path: string; readonly at: Span }[];
  readonly patches: readonly { readonly path: string; readonly at: Span }[];
  readonly namespace?: string;
  readonly namePrefix?: string;
  readonly nameSuffix?: string;
  readonly images: readonly { readonly name: string; readonly newName?: string; readonly newTag?: string; readonly at: Span }[];
  /** ConfigMaps that are generated, with literals. */
  readonly generated: readonly {
    readonly name: string;
    readonly entries: readonly EnvEntry[];
    readonly at: Span;
    /** Env files and other files that its entries come from, as written. */
    readonly files?: readonly { readonly path: string; readonly at: Span; readonly env: boolean }[];
    readonly secret?: boolean;
  }[];
}
