import type { Comparison as SchemaComparison, Told } from '../openapi/contract.ts';
import type { Rule } from './rules.ts';

/** A change of something else than a schema. */
export interface ToldHere extends Omit<Told, 'rule'> {
  readonly rule: Rule;
}

export interface Comparison extends SchemaComparison {
  readonly tellHere: (change: ToldHere) => void;
}
