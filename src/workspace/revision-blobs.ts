import type { Git } from './revision-git.ts';

/** As of files on disk. */
const MOST_BYTES = 20 * 1024 * 1024;
/** Of all files together that are read from history. */
const MOST_IN_ALL = 400 * 1024 * 1024;

/** The bytes of a blob, or what is wrong with it; completes "the file …". */
export type Blob = { readonly kind: 'bytes'; readonly bytes: Buffer } | { readonly kind: 'none'; readonly why: string };

/** What git keeps under ids, asked of one process for all. */
export async function blobs(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, Blob>> {
  const distinct = [...new Set(ids)];
  const found = new Map<string, Blob>();
  if (distinct.length === 0) return found;
  const readable: string[] = [];
  let total = 0;
  for (const [id, size] of await sizes(git, distinct)) {
    const why = size === undefined ? MISSING : size > MOST_BYTES ? LARGE : total + size > MOST_IN_ALL ? MANY : undefined;
    if (why !== undefined) found.set(id, { kind: 'none', why });
    else readable.push(id);
    if (why === undefined) total += size!;
  }
  for (const [id, bytes] of await contents(git, readable)) found.set(id, { kind: 'bytes', bytes });
  return found;
}

const MISSING = 'was never fetched into this partial clone';
const LARGE = 'has more than 20 MB';
const MANY = 'is one of too many that changed; name a newer base';

/** Undefined: not in this clone. */
async function sizes(git: Git, ids: readonly string[]): Promise<readonly (readonly [string, number | undefined])[]> {
  const answers = (await git.output(['cat-file', '--batch-check=%(objectsize)'], lines(ids))).toString().split('\n');
  return ids.map((id, at) => [id, /^\d+$/.test(answers[at]!) ? Number(answers[at]) : undefined]);
}

/** `id blob 12\n` and so many bytes and `\n`, one after the other. */
async function contents(git: Git, ids: readonly string[]): Promise<readonly (readonly [string, Buffer])[]> {
  if (ids.length === 0) return [];
  const output = await git.output(['cat-file', '--batch=%(objectsize)'], lines(ids));
  let at = 0;
  return ids.map(id => {
    const begin = output.indexOf(10, at) + 1;
    const end = begin + Number(output.toString('latin1', at, begin - 1));
    at = end + 1;
    return [id, output.subarray(begin, end)];
  });
}

const lines = (ids: readonly string[]): string => `${ids.join('\n')}\n`;
