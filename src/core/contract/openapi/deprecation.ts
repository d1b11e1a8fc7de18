import type { Field } from './place.ts';
import { textOf } from './value.ts';

/** A day, as in 2026-11-21; nothing where it is none. The time after it does not count. */
export function dayOf(field: Field | undefined): string | undefined {
  const text = textOf(field?.node);
  const day = /^(\d{4}-\d\d-\d\d)(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|z|[+-]\d\d:?\d\d)?)?$/.exec(text)?.[1];
  return day && isDay(day) ? day : undefined;
}

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isDay(text: string): boolean {
  const [, month = 0, day = 0] = text.split('-').map(Number);
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

export const SUNSET = 'x-sunset';
export const STABILITY = 'x-stability-level';

const LEVELS = ['draft', 'alpha', 'beta', 'stable'] as const;

/** How stable an operation says it is: nothing where it does not say, `unknown` where that is no level. */
export type Stability = (typeof LEVELS)[number] | 'unknown' | undefined;

export function stabilityOf(field: Field | undefined): Stability {
  if (!field) return undefined;
  const text = textOf(field.node);
  return LEVELS.find(level => level === text) ?? 'unknown';
}

/** Whoever may change without notice. */
export const isInDevelopment = (stability: Stability): boolean => stability === 'draft' || stability === 'alpha';

export function isLessStable(before: Stability, after: Stability): boolean {
  if (before === undefined) return false;
  if (after === undefined) return true;
  const [from, to] = [LEVELS.indexOf(before as 'draft'), LEVELS.indexOf(after as 'draft')];
  return before !== 'draft' && to < from;
}
