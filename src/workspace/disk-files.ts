import { readdirSync, realpathSync, type Dirent } from 'node:fs';
import { join, normalize, relative, sep } from 'node:path';
import type { Files } from '../core/manifests/files.ts';
import type { FilePath } from '../core/model/source.ts';
import { readOne } from './read-workspace.ts';

/** Charts and overlays have hundreds of files; a folder with more is none. */
const MOST_FILES = 50_000;
const DEEPEST = 40;
const NEVER: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules']);

/**
 * The files below a root, read when they are asked for and kept from then on, so that one resolution sees one state of the disk.
 * A link counts as what it leads to, as long as that lies below the root too; what lies outside does not exist.
 */
export function diskFiles(root: string): Files {
  const top = realRoot(root);
  const texts = new Map<string, string | undefined>();
  const listings = new Map<string, readonly FilePath[]>();
  return {
    read: path => kept(texts, path, () => textBelow(top, path)),
    under: folder => kept(listings, folder, () => filesBelow(top, folder)),
  };
}

function kept<V>(known: Map<string, V>, key: string, value: () => V): V {
  if (!known.has(key)) known.set(key, value());
  return known.get(key)!;
}

/** The root as the system knows it, so that links out of it can be told; an impossible path where there is none. */
function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return join(root, '\0');
  }
}

function textBelow(top: string, path: string): string | undefined {
  const real = realPathBelow(top, path);
  if (real === undefined) return undefined;
  const reading = readOne(top, real);
  return reading?.kind === 'source' ? reading.source.text : undefined;
}

/** Where a path leads when all links are followed, relative to the root; undefined where that is nowhere or outside. */
function realPathBelow(top: string, path: string): FilePath | undefined {
  if (leaves(path)) return undefined;
  try {
    const real = realpathSync(join(top, path));
    if (real === top) return '' as FilePath;
    return real.startsWith(top.endsWith(sep) ? top : top + sep) ? (relative(top, real).replaceAll(sep, '/') as FilePath) : undefined;
  } catch {
    return undefined;
  }
}

const leaves = (path: string): boolean =>
  path.includes('\0') || path.startsWith('/') || /^\.\.(\/|$)/.test(normalize(path).replaceAll(sep, '/'));

/** Links to folders are not walked: what they lead to is listed where it is. */
function filesBelow(top: string, folder: string): readonly FilePath[] {
  const start = realPathBelow(top, folder);
  if (start === undefined) return [];
  const found: string[] = [];
  const queue = [{ real: start as string, path: folder.replace(/\/+$/, ''), depth: 0 }];
  for (let level = queue.pop(); level && found.length < MOST_FILES; level = queue.pop()) {
    for (const entry of entriesOf(join(top, level.real))) {
      const path = below(level.path, entry.name);
      if (entry.isFile() || entry.isSymbolicLink()) found.push(path);
      else if (entry.isDirectory() && level.depth < DEEPEST && !NEVER.has(entry.name))
        queue.push({ real: below(level.real, entry.name), path, depth: level.depth + 1 });
    }
  }
  return found.slice(0, MOST_FILES).toSorted() as FilePath[];
}

const below = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
