import type { Retries } from '../../../../model/resilience-fact.ts';
import type { Called, Reading } from './reading.ts';

type Told = Omit<Retries, 'kind' | 'at' | 'via'>;

/** One library that tries again, as its calls are written. */
export interface RetryRule {
  readonly via: string;
  readonly languages: RegExp;
  readonly modules?: RegExp;
  /** Ends at the opening bracket; `NAMES` stands for the local names. */
  readonly pattern: string;
  readonly told: (called: Called, reading: Reading) => Told | undefined;
}

export const SCRIPT = /Script$/;
export const count = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text.trim()) ? Number(text) : undefined;
export const more = (amount: number | undefined): { readonly more?: number } => (amount === undefined ? {} : { more: amount });
