import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { grammarsFor, loadGrammars } from '../core/extract/code/parse/grammar.ts';
import type { FilePath } from '../core/model/source.ts';

/** Makes ready what the files are parsed with. The build puts the grammars beside the bundle; only those that the files need are loaded. */
export async function grammars(paths: readonly FilePath[]): Promise<void> {
  const folder = fileURLToPath(new URL('grammars/', import.meta.url));
  await loadGrammars(file => readFile(join(folder, file)), grammarsFor(paths));
}
