import { closeSync, constants, lstatSync, openSync, readFileSync, readSync, realpathSync, type Stats } from 'node:fs';
import { sep } from 'node:path';
import { isUnder } from '../core/model/paths.ts';
import type { FilePath, Source } from '../core/model/source.ts';
import { textOf } from './text-of.ts';

/** Files above this are never read whole: no person writes one. */
const MOST_BYTES = 20 * 1024 * 1024;

type Reading =
  | { readonly kind: 'source'; readonly source: Source }
  | { readonly kind: 'problem'; readonly path: FilePath; readonly message: string };

/** What tells without reading whether a file is still the one that was read. */
export interface Stamp {
  readonly size: number;
  readonly modified: number;
  /** When its content or its attributes last changed; tools that put an old modification time back do not put this one back. */
  readonly changed: number;
}

export type Look = { readonly kind: 'file'; readonly path: FilePath; readonly stamp: Stamp } | Extract<Reading, { kind: 'problem' }>;

/** One file of the workspace, opened without following links; undefined where it is gone, no file, or a link inside the workspace. */
export function readOne(root: string, path: FilePath): Reading | undefined {
  const look = lookAt(root, path);
  return look?.kind === 'file' ? readFile(root, look) : look;
}

/**
 * What a path is. Nothing outside of the root is followed.
 * Looking and reading are synchronous: a promise for each step of each file costs three times the reading itself.
 */
export function lookAt(root: string, path: FilePath): Look | undefined {
  const whole = wholePath(root, path);
  try {
    const found = lstatSync(whole, { throwIfNoEntry: false });
    if (found?.isSymbolicLink()) return lookAtLink(root, path);
    if (!found?.isFile()) return undefined;
    if (found.size > MOST_BYTES) return { kind: 'problem', path, message: tooLarge(found.size) };
    return { kind: 'file', path, stamp: stampOf(found) };
  } catch (error) {
    return unreadable(error, path);
  }
}

const tooLarge = (bytes: number): string =>
  `The file has ${Math.round(bytes / 1024 / 1024)} MB, and files above 20 MB are not read; ignore it, or leave it out by index.exclude in .faultline/config.yaml.`;

/** Listed paths need no normalizing, which costs as much as looking. */
const wholePath = (root: string, path: FilePath): string => root + sep + path;

const stampOf = ({ size, mtimeMs, ctimeMs }: Stats): Stamp => ({ size, modified: mtimeMs, changed: ctimeMs });

function lookAtLink(root: string, path: FilePath): Look | undefined {
  try {
    const target = realpathSync(wholePath(root, path));
    if (target === root || target.startsWith(root + sep)) return undefined;
    return { kind: 'problem', path, message: 'The link leads out of the workspace; it was not followed.' };
  } catch {
    return { kind: 'problem', path, message: 'The link leads nowhere or in a circle; it was not followed.' };
  }
}

/** The text of a file that was looked at. */
export function readFile(root: string, { path, stamp }: Extract<Look, { kind: 'file' }>): Reading | undefined {
  try {
    const file = openSync(wholePath(root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const bytes = bytesOf(file, stamp.size);
      const text = textOf(bytes);
      return text === undefined
        ? { kind: 'problem', path, message: 'The file is binary or not UTF-8 text; it was not read.' }
        : { kind: 'source', source: { path, text } };
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return unreadable(error, path);
  }
}

/** Most files fit, and a buffer for each would be garbage after its text is decoded. */
const shared = Buffer.allocUnsafeSlow(512 * 1024);

/** The bytes stand in the shared buffer until the next call. */
function bytesOf(file: number, size: number): Buffer {
  if (size >= shared.length) return readFileSync(file);
  let length = 0;
  for (;;) {
    const read = readSync(file, shared, length, shared.length - length, length);
    length += read;
    if (read === 0 || length === size) return shared.subarray(0, length);
    if (length === shared.length) return readFileSync(file);
  }
}

function unreadable(error: unknown, path: FilePath): (Reading & { kind: 'problem' }) | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  if (code === 'EACCES' || code === 'EPERM')
    return { kind: 'problem', path, message: 'The file may not be read; change its permissions or ignore it.' };
  if (code === 'ELOOP') return { kind: 'problem', path, message: 'The link leads in a circle; it was not followed.' };
  return { kind: 'problem', path, message: `The file cannot be read: ${code ?? String(error)}.` };
}

/** A folder that has come, or one that has gone with files that are known: editors tell of the folder alone. */
export function isFolderOf(real: string, path: FilePath, known: Iterable<FilePath>): boolean {
  try {
    if (lstatSync(wholePath(real, path)).isDirectory()) return true;
  } catch {
    // Gone, or not for us to see.
  }
  for (const one of known) if (isUnder(one, path)) return true;
  return false;
}
