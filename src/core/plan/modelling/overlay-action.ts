import type { Reasons } from './said.ts';

/** What the extension of ours says of an operation; everything else that an overlay adds is OpenAPI's own. */
export const EXTENSION = 'x-faultline';

/** One addition to one operation. */
export interface Addition {
  /** JSONPath. */
  readonly target: string;
  readonly update: Readonly<Record<string, unknown>>;
  readonly reasons: Reasons;
}

/** An OpenAPI Overlay 1.0.0. */
export interface Overlay {
  readonly overlay: '1.0.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly extends: string;
  readonly actions: readonly OverlayAction[];
  readonly 'x-faultline': {
    readonly about: string;
    readonly extension: string;
    readonly notKnown: readonly string[];
  };
}

export interface OverlayAction {
  readonly target: string;
  readonly description: string;
  readonly update: Readonly<Record<string, unknown>>;
  readonly 'x-faultline': Readonly<Record<string, unknown>>;
}
