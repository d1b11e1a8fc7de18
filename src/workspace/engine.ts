import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadGrammars } from '../core/extract/code/parse/grammar.ts';
import { FactsIndex } from '../core/index/facts-index.ts';
import { snapshot, type Snapshot } from '../core/index/snapshot.ts';
import { readWorkspace } from './read-workspace.ts';

export interface Indexed {
  readonly snapshot: Snapshot;
  readonly index: FactsIndex;
}

/** Indexes a folder and links it. `onProgress` is told files done of files wanted. */
export async function indexWorkspace(root: string, onProgress?: (done: number, total: number) => void): Promise<Indexed> {
  await grammars();
  const index = new FactsIndex();
  for await (const reading of readWorkspace(root, onProgress)) {
    if (reading.kind === 'source') index.apply([{ kind: 'set', source: reading.source }]);
    else index.restore(reading.path, { fingerprint: '', facts: [], problems: [{ at: [0, 0], message: reading.message }], lines: [0] });
  }
  return { snapshot: snapshot(index), index };
}

/** The build puts the grammars beside the bundle. */
async function grammars(): Promise<void> {
  const folder = fileURLToPath(new URL('grammars/', import.meta.url));
  await loadGrammars(file => readFile(join(folder, file)));
}
