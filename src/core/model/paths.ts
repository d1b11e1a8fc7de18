import type { FilePath } from './source.ts';

export { isTest } from './test-path.ts';

/** Folder of a path; '' for the workspace root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A name in a folder; '' is the workspace root. */
export const inFolder = (folder: string, name: string): FilePath => (folder === '' ? name : `${folder}/${name}`) as FilePath;

/** Joins and normalises a path written in a file of `folder`. Undefined where it leaves the workspace or is absolute. */
export function within(folder: string, written: string): FilePath | undefined {
  if (/^([a-z]:)?[\\/]|^~/i.test(written)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of written.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/') as FilePath;
}

/** Asked for every file and folder of every service, so without making a text. */
export const isUnder = (path: string, folder: string): boolean =>
  folder === '' || (path.startsWith(folder) && (path.length === folder.length || path[folder.length] === '/'));

/** How deep a folder lies; the root is 0. */
export const depth = (folder: string): number => (folder === '' ? 0 : folder.split('/').length);

/** A path as it is written in a file of `folder`: `../shared/orders`. Both are relative to the workspace. */
export function relativeTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/');
  const to = path === '' ? [] : path.split('/');
  let common = 0;
  while (common < from.length && common < to.length && from[common] === to[common]) common++;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/') || '.';
}
