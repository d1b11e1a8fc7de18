import type { ContractDiff } from '../core/contract/change.ts';
import { contractDiff } from '../core/contract/contract-diff.ts';
import type { ContractDiffOptions } from '../core/contract/format.ts';
import { FORMATS } from '../core/contract/formats.ts';
import type { ContractSides } from './contract-side.ts';

/** What changed between two versions; undefined where there is no contract. Loaded only when it is asked: the parsers behind it are large. */
export function diffOf({ before, after }: ContractSides, options: ContractDiffOptions): ContractDiff | undefined {
  const found = contractDiff({ before: before.files, after: after.files }, { ...options, formats: FORMATS });
  if (found.length === 0) return undefined;
  return { changes: found.flatMap(({ changes }) => changes), problems: found.flatMap(({ problems }) => problems) };
}
