import type { Traceable } from './source.ts';

/** A part of a manifest, as written or as it was resolved: for who asks for more of it than the link does. */
export type ManifestNode = ManifestText | ManifestList | ManifestMap;

export interface ManifestText extends Traceable {
  readonly kind: 'text';
  readonly text: string;
  /** It is a text whatever it looks like: `"8080"`. */
  readonly quoted?: true;
}

export interface ManifestList extends Traceable {
  readonly kind: 'list';
  readonly items: readonly ManifestNode[];
}

export interface ManifestMap extends Traceable {
  readonly kind: 'map';
  readonly entries: readonly ManifestEntry[];
}

/** `at` is the key's. */
export interface ManifestEntry extends Traceable {
  readonly key: string;
  readonly value: ManifestNode;
}
