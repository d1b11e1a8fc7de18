import { constants } from 'node:fs';
import { lstat, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { wanted } from '../core/extract/extractors.ts';
import type { FilePath, Source } from '../core/model/source.ts';
import { listFiles, realRoot } from './listing.ts';

/** Files above this are never read whole: no person writes one. */
const MOST_BYTES = 20 * 1024 * 1024;

export type Reading = { readonly kind: 'source'; readonly source: Source } | { readonly kind: 'problem'; readonly path: FilePath; readonly message: string };

/** Reads every file that an extractor wants, and says of each that cannot be read why. Nothing outside of the root is opened. */
export async function* readWorkspace(root: string, onProgress?: (done: number, total: number) => void): AsyncGenerator<Reading> {
  const real = await realRoot(root);
  const paths = (await listFiles(real)).filter(wanted);
  for (const [done, path] of paths.entries()) {
    onProgress?.(done, paths.length);
    const reading = await readOne(real, path);
    if (reading) yield reading;
  }
  onProgress?.(paths.length, paths.length);
}

/** One file of the workspace; undefined where it is gone, no file, or binary. */
export async function readOne(root: string, path: FilePath): Promise<Reading | undefined> {
  const whole = join(root, path);
  try {
    const link = await lstat(whole);
    if (link.isSymbolicLink()) {
      const target = await realpath(whole).catch(() => undefined);
      if (target === undefined) return { kind: 'problem', path, message: 'The link leads nowhere or in a circle; it was not followed.' };
      if (target !== root && !target.startsWith(root + sep)) return { kind: 'problem', path, message: 'The link leads out of the workspace; it was not followed.' };
      return undefined;
    }
    if (!link.isFile()) return undefined;
    if (link.size > MOST_BYTES) return { kind: 'problem', path, message: `The file has ${Math.round(link.size / 1024 / 1024)} MB; files above 20 MB are not read.` };
    return await textOf(whole, path);
  } catch (error) {
    return unreadable(error, path);
  }
}

async function textOf(whole: string, path: FilePath): Promise<Reading | undefined> {
  const handle = await open(whole, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const bytes = await handle.readFile();
    if (bytes.subarray(0, 8000).includes(0)) return { kind: 'problem', path, message: 'The file is binary or not UTF-8 text; it was not read.' };
    const text = bytes.toString('utf8');
    return { kind: 'source', source: { path, text: text.charCodeAt(0) === 0xfeff ? text.slice(1) : text } };
  } finally {
    await handle.close();
  }
}

function unreadable(error: unknown, path: FilePath): Reading | undefined {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'problem', path, message: 'The file may not be read; change its permissions or ignore it.' };
  if (code === 'ELOOP') return { kind: 'problem', path, message: 'The link leads in a circle; it was not followed.' };
  return { kind: 'problem', path, message: `The file cannot be read: ${code ?? String(error)}.` };
}
