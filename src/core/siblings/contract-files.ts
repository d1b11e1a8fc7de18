import { importedFiles } from '../contract/protobuf/imported-files.ts';
import { references } from '../extract/openapi/references.ts';
import type { Files } from '../manifests/files.ts';
import { folderOf, within } from '../model/paths.ts';
import { isPinned } from '../model/sibling-fact.ts';
import type { FilePath } from '../model/source.ts';

/** Contracts and what they rest on: imported proto files, and documents that others point into. */
export function contractFiles(contracts: readonly FilePath[], files: Files): readonly FilePath[] {
  const found = new Set(contracts);
  const protos = contracts.filter(isProto);
  if (protos.length > 0) for (const path of importedFiles(protos, files)) found.add(path);
  // A Set goes on to what was added meanwhile.
  for (const path of found) {
    if (isProto(path)) continue;
    for (const { path: written } of references(files.read(path) ?? '')) {
      const target = within(folderOf(path), written);
      if (target !== undefined && isDocument(target) && files.read(target) !== undefined) found.add(target);
    }
  }
  return [...found].filter(path => !isPinned(path)).toSorted();
}

const isProto = (path: string): boolean => path.endsWith('.proto');

/** A reference is a text of somebody's file, and may name any other. */
const isDocument = (path: string): boolean => /\.(?:ya?ml|json|graphqls?)$/i.test(path);
