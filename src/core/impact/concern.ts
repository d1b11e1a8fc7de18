import type { Blow, ElementChange } from '../model/impact.ts';
import type { Sides } from './side.ts';

/** What one kind of contract changed, and whom that hits. Changes that hit nobody are told too. */
export interface Found {
  readonly changes: readonly ElementChange[];
  readonly blows: readonly Blow[];
}

/** One kind of contract between services. Pure: two versions in, what differs and for whom out. */
export interface Concern {
  readonly name: string;
  readonly run: (sides: Sides) => Found | Promise<Found>;
}

export const NOTHING: Found = { changes: [], blows: [] };

export const together = (found: readonly Found[]): Found => ({
  changes: found.flatMap(({ changes }) => changes),
  blows: found.flatMap(({ blows }) => blows),
});
