import type { Files } from '../../manifests/files.ts';
import { baseName } from '../../model/paths.ts';
import type { FilePath } from '../../model/source.ts';
import { fileNamed } from './imports.ts';

const IMPORT = /\bimport\s+(?:public\s+|weak\s+)?["']([^"'\n]+)["']/g;

/** What the names in some files rest on: these files, those in their folders, and what they import, directly or not. */
export function importedFiles(changed: readonly FilePath[], files: Files): readonly FilePath[] {
  const protos = files.under('').filter(path => path.endsWith('.proto'));
  const byName = Map.groupBy(protos, baseName);
  const known = new Set(protos);
  const folders = new Set(changed.map(folderOf));
  const found = new Set(protos.filter(path => folders.has(folderOf(path))));
  // A Set goes on to what was added meanwhile.
  for (const path of found)
    for (const [, written = ''] of (files.read(path) ?? '').matchAll(IMPORT)) {
      const target = known.has(written as FilePath) ? written : fileNamed(written, byName.get(baseName(written)) ?? [], path);
      if (target !== undefined) found.add(target as FilePath);
    }
  return protos.filter(path => found.has(path));
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
