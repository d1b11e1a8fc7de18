import type { Confidence } from './graph.ts';

const RANK: Readonly<Record<Confidence, number>> = { certain: 0, likely: 1, possible: 2 };

/** What two steps of one argument leave: no more than the weaker of them. */
export const weaker = (one: Confidence, other: Confidence): Confidence => (RANK[one] >= RANK[other] ? one : other);

interface Said {
  readonly confidence: Confidence;
}

/** To sort what is said by how sure it is, the surest first. */
export const surestFirst = (one: Said, other: Said): number => RANK[one.confidence] - RANK[other.confidence];
