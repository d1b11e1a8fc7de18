import type { FilePath } from '../model/source.ts';
import type { Texts } from '../readers/use.ts';

const DOCUMENT = /\.(?:ya?ml|json)$/i;

/** The documents that refer to some files, directly or through others: by the files' names, so that it may be one too many. */
export function referrers(parts: readonly FilePath[], { paths, read }: Texts): readonly FilePath[] {
  const named = parts.filter(path => DOCUMENT.test(path));
  if (named.length === 0) return [];
  const referring = paths.filter(path => DOCUMENT.test(path) && (read(path) ?? '').includes('$ref'));
  const found = new Set<FilePath>();
  const open = [...named];
  for (const part of open) {
    const name = part.slice(part.lastIndexOf('/') + 1);
    for (const path of referring) {
      if (path === part || found.has(path) || !(read(path) ?? '').includes(name)) continue;
      found.add(path);
      open.push(path);
    }
  }
  return [...found];
}
