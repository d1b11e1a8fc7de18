import type { Risk, RisksCode } from '../../../../model/resilience-fact.ts';
import { functionAround, type Block } from '../../outline/outline.ts';
import type { Called, Reading } from '../resilience/reading.ts';

export interface Telling {
  readonly because?: NonNullable<RisksCode['because']>;
  readonly fix?: NonNullable<RisksCode['fix']>;
  readonly needs?: NonNullable<RisksCode['needs']>;
}

export function risk(reading: Reading, kind: Risk, { at, name }: Pick<Called, 'at' | 'name'>, telling: Telling = {}): RisksCode {
  const within = functionAround(reading.outline, at[0])?.name;
  return { kind: 'risks-code', at, risk: kind, what: name, ...(within !== undefined && { within }), ...telling };
}

const MOST_SHOWN = 120;

/** A block as evidence: its head. */
export const headOf = ({ head: [start, end] }: Block, note: string): NonNullable<RisksCode['because']> => ({
  at: [start, Math.min(end, start + MOST_SHOWN)],
  note,
});
