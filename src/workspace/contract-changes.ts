import { changedContracts, type FormatDiff } from '../core/contract/contract-diff.ts';
import type { FilePath } from '../core/model/source.ts';
import type { Texts } from '../core/readers/use.ts';
import { today } from './today.ts';

/** What the checkers of written contracts say of the files that differ. Checkers are loaded when something is to be compared. */
export async function contractChanges(
  texts: { readonly before: Texts; readonly after: Texts },
  changed: ReadonlySet<FilePath>,
): Promise<readonly FormatDiff[]> {
  const { FORMATS } = await import('../core/contract/formats.ts');
  return changedContracts(texts, [...changed], { formats: FORMATS, today: today() });
}
