import { functionsIn } from '../extract/code/read/risks/functions.ts';
import type { Files } from '../manifests/files.ts';
import type { OutlinedFunction } from '../model/outlined-function.ts';
import type { FilePath } from '../model/source.ts';
import type { FactsIndex, IndexedFile } from './facts-index.ts';

/** The functions of a file and whom they call. Read when it is asked for: it matters only around what may go wrong. */
export type OutlinedFunctions = (file: FilePath) => readonly OutlinedFunction[];

/** What the index knows of a file is replaced when its text changes, so what was read holds for as long. */
const known = new WeakMap<IndexedFile, readonly OutlinedFunction[]>();

export const outlinedFunctions =
  (index: FactsIndex, files: Files): OutlinedFunctions =>
  file => {
    const indexed = index.files.get(file);
    if (!indexed) return [];
    const told = known.get(indexed) ?? functionsIn({ path: file, text: files.read(file) ?? '' }, indexed.facts);
    known.set(indexed, told);
    return told;
  };
