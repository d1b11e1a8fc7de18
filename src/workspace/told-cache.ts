import type { Places } from '../core/navigate/navigation.ts';
import type { FilePath } from '../core/model/source.ts';
import type { KeptChanges } from './kept-changes.ts';
import { keep, loadKept } from './kept.ts';
import type { KeptFindings } from './told-findings.ts';
import type { View } from './view.ts';

/** All that an editor is told of a workspace besides its graph. With it nothing is loaded or linked before something changes. */
export interface KeptTold {
  /** Of the graph that it belongs to. */
  readonly state: string;
  /** Every file with whose text manifests were resolved. */
  readonly deciding: readonly FilePath[];
  readonly files: View['changed'];
  readonly places: Places;
  readonly findings: KeptFindings;
  /** Absent where nobody asked, or nothing is committed. */
  readonly changes?: KeptChanges;
  /** All files of the workspace, as a digest, and those of them that facts may come from: which they are need not be asked again. */
  readonly listing: string;
  readonly wanted: readonly FilePath[];
}

/** Undefined where nothing is kept, or only of another state. */
export async function loadTold(root: string, folder: string, state: string): Promise<KeptTold | undefined> {
  const kept = await loadKept({ root, folder, what: 'told' });
  return isTold(kept) && kept.state === state ? kept : undefined;
}

export const saveTold = (root: string, folder: string, told: KeptTold): Promise<void> => keep({ root, folder, what: 'told' }, told);

function isTold(body: unknown): body is KeptTold {
  const { state, deciding, files, places, findings, listing, wanted } = (body ?? {}) as Partial<KeptTold>;
  return (
    typeof state === 'string' &&
    typeof listing === 'string' &&
    [deciding, wanted, files, places?.occurrences, places?.hosts, findings?.byCheck, findings?.judged].every(part => Array.isArray(part))
  );
}
