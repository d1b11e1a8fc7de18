import type { OpenText } from '../../core/elements/system.ts';
import { depth, folderOf, relativeTo } from '../../core/model/paths.ts';
import type { FilePath } from '../../core/model/source.ts';

/**
 * What an import of a .proto file may mean. It is relative to a folder that only the compiler's caller knows: here any folder above the
 * file, else any folder under which the workspace has such a file, the nearest first.
 */
export function protoImportPaths(written: string, { path, system }: Pick<OpenText, 'path' | 'system'>): FilePath[] {
  if (written.startsWith('/') || written.split('/').includes('..')) return [];
  const folder = folderOf(path);
  const known = [...system.facts.keys()].filter(file => file.endsWith(`/${written}`));
  const nearest = known.toSorted((a, b) => distance(folder, a) - distance(folder, b) || (a < b ? -1 : 1));
  return [...foldersAbove(folder).map(above => (above === '' ? written : `${above}/${written}`) as FilePath), ...nearest];
}

/** A folder and all above it, up to the root. */
function foldersAbove(folder: string): string[] {
  const found = [folder];
  for (let above = folder; above !== '';) found.push((above = folderOf(above)));
  return found;
}

const distance = (folder: string, file: string): number => depth(relativeTo(folder, folderOf(file)));
