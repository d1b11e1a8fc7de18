import type { Location } from '../../model/source.ts';
import type { Field } from './place.ts';
import type { Schema } from './schema.ts';

/** A schema in both versions: what differs in itself, and what it holds. */
export interface SchemaPair {
  readonly before: Schema;
  readonly after: Schema;
  /** Keywords that hold no schema and do not say the same. */
  readonly values: ReadonlyMap<string, ValueChange>;
  /** Schemas that only one version has. */
  readonly lone: readonly LoneSchema[];
  /** Schemas that both have, changed or not. */
  readonly both: readonly ChildPair[];
  /** Where the walk through bodies came by it; kept by the walk alone, here because it asks for nothing else so often. */
  passed: Passed | undefined;
}

export interface Passed {
  /** The number of the last body that held it, */
  body: number;
  /** and in how many places. */
  places: number;
  /** Most only pass on to those that differ. */
  readonly differs: boolean;
}

export interface ValueChange {
  readonly before?: Field;
  readonly after?: Field;
}

export interface LoneSchema {
  readonly keyword: string;
  readonly side: 'added' | 'removed';
  /** Of a property or the like; else what the list calls it. */
  readonly name: string;
  readonly schema: Schema;
  readonly at: Location;
}

export interface ChildPair {
  readonly keyword: string;
  /** Of a property or the like, or of an item of a list; empty for a keyword with one schema. */
  readonly name: string;
  readonly pair: SchemaPair;
  readonly before: Location;
  readonly after: Location;
}

export interface SchemaPairs {
  readonly of: (before: Schema, after: Schema) => SchemaPair;
  /** Whether the two say something else, in themselves or in anything that they hold. */
  readonly changed: (pair: SchemaPair) => boolean;
  /** What it holds that changed, and that values have to follow: not what they must not be, and no definitions. */
  readonly changedIn: (pair: SchemaPair) => readonly ChildPair[];
}

/** Both versions' readers of schemas. */
export interface Versions<Of> {
  readonly before: Of;
  readonly after: Of;
}
