import type { ContractChange } from '../contract/change.ts';
import type { FormatDiff } from '../contract/contract-diff.ts';
import type { ElementChange } from '../model/impact.ts';
import type { FilePath } from '../model/source.ts';
import { sidedPlace, type Sides } from './side.ts';

/** What the checker of one format says of the changed files. */
export const changesIn = (format: FormatDiff['format'], { contracts }: Sides): readonly ContractChange[] =>
  contracts.filter(diff => diff.format === format).flatMap(({ changes }) => changes);

/** A checker's change as one of the system's. */
export function elementChange(
  { element, rule, level, severity, message, before, after }: ContractChange,
  { kind, providers }: Pick<ElementChange, 'kind' | 'providers'>,
): ElementChange {
  return { element, kind, rule, level, breaking: severity === 'error', message, at: sidedPlace(before, after), providers };
}

/** Ids of the services that a file of a contract belongs to. */
export const holdersOf = (file: FilePath, { before }: Sides): readonly string[] =>
  before.world.ownership.ownersOf(file).map(({ id }) => id);
