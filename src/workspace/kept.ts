import { hash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Where something about a workspace is kept from one start to the next. */
interface Place {
  /** A folder outside of the workspace, which belongs to its repository. */
  readonly folder: string;
  /** The workspace. */
  readonly root: string;
  readonly what: 'facts' | 'graph' | 'told';
}

interface KeptDocument {
  readonly what: string;
  readonly build: string;
  readonly root: string;
  readonly body: unknown;
}

/** The user's own cache folder. */
export function userCacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME: base } = environment;
  return join(base?.startsWith('/') ? base : join(homedir(), '.cache'), 'faultline');
}

/** What is kept; undefined where there is nothing, where it is broken, or of another build or workspace. */
export async function loadKept(place: Place): Promise<unknown> {
  try {
    const bytes = await readFile(fileFor(place));
    const kept = JSON.parse(gunzipSync(bytes).toString('utf8')) as KeptDocument | null;
    return kept?.what === place.what && kept.root === place.root && kept.build === BUILD ? kept.body : undefined;
  } catch {
    return undefined;
  }
}

/** A folder that cannot be written to is no error: the next start reads the files again. */
export async function keep(place: Place, body: unknown): Promise<void> {
  const kept: KeptDocument = { what: place.what, build: BUILD, root: place.root, body };
  await write(fileFor(place), gzipSync(JSON.stringify(kept), { level: 1 })).catch(() => undefined);
}

/** Whole or not at all: another process may read or write the same file now. */
async function write(path: string, bytes: Buffer): Promise<void> {
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
    await writeFile(unfinished, bytes, { mode: 0o600 });
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw error;
  }
}

const fileFor = ({ folder, root, what }: Place): string => join(folder, `${digest(root)}.${what}.json.gz`);

/** Tells texts apart, also those that somebody chose. */
export const digest = (content: string | Buffer): string => hash('sha256', content).slice(0, 32);

declare const FAULTLINE_BUILD: string | undefined;

/** The program itself: other code reads other facts from the same text, so what another build kept is never taken over. */
const BUILD = typeof FAULTLINE_BUILD === 'string' ? FAULTLINE_BUILD : 'sources';
