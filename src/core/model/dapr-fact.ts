import type { EnvEntry } from './deployment-parts.ts';
import type { Span } from './source.ts';
import type { Protocol } from './technology.ts';
import type { Value } from './value.ts';

/** A Dapr component: apps in `scopes` (all, where empty) reach the store or broker through their sidecar. */
export interface DaprComponent {
  readonly kind: 'dapr-component';
  readonly at: Span;
  readonly name: string;
  /** As written: `pubsub.redis`. */
  readonly type: string;
  readonly protocol?: Protocol;
  readonly scopes: readonly string[];
  readonly addresses: readonly { readonly name: string; readonly value: Value; readonly at: Span }[];
}

/** A declarative subscription: the apps in `scopes` receive the topic. */
export interface DaprSubscription {
  readonly kind: 'dapr-subscription';
  readonly at: Span;
  readonly component: string;
  readonly topic: string;
  readonly route?: string;
  readonly scopes: readonly string[];
}

/** An app of a multi-app run file. */
export interface DaprApplication {
  readonly kind: 'dapr-application';
  readonly at: Span;
  readonly id: string;
  /** Relative to the file. */
  readonly path: string;
  readonly port?: number;
  readonly environment: readonly EnvEntry[];
}
