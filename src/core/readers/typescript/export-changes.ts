import type { Location, Source } from '../../model/source.ts';

/** Who has to change with it: code that imports the name, reads a value, makes one, calls, or implements and extends. */
export type Affected = 'importers' | 'readers' | 'makers' | 'callers' | 'implementers';

/** One difference in what a TypeScript or JavaScript file offers to others. */
export interface ExportChange {
  /** `member-removed`, `parameter-became-required`. */
  readonly rule: string;
  /** `source`: who `breaks` names has to be edited; `behaviour`: it compiles, and something else happens; `safe`: nobody notices. */
  readonly level: 'source' | 'behaviour' | 'safe';
  /** `UserCreated.passportNumber`, `maskEmail(visible)`, `UserCreated`. */
  readonly element: string;
  /** What to ask `symbolUses` about. */
  readonly symbol: string;
  readonly member?: string;
  readonly breaks: readonly Affected[];
  /** Absent where there was nothing before. */
  readonly before?: Location;
  /** Absent where nothing is left. */
  readonly after?: Location;
  readonly message: string;
}

/**
 * What changed in the exported API of a file, as it is written: no type is inferred, and comments and layout count for nothing.
 * The compiler is loaded by the first call.
 */
export async function exportChanges(before: Source, after: Source): Promise<readonly ExportChange[]> {
  if (before.text === after.text) return [];
  const { changesBetween } = await import('./changes-between.ts');
  return changesBetween(before, after);
}
