import type { FilePath } from '../model/source.ts';

/** Where somebody asks: a file as the editor has it, and an offset into it. */
export interface Cursor {
  readonly file: FilePath;
  readonly text: string;
  readonly offset: number;
}

/** A word, or a name with dots and dashes as hosts have: every spelling that the cursor stands on, longest first. */
export function wordsAt({ text, offset }: Cursor): readonly string[] {
  const found = [/[\w.:-]/, /[\w.-]/, /[\w-]/, /\w/].map(character => around(text, offset, character));
  return [...new Set(found.filter(word => word !== ''))];
}

const MOST_WORD = 200;

function around(text: string, offset: number, character: RegExp): string {
  let start = offset;
  let end = offset;
  while (start > 0 && offset - start < MOST_WORD && character.test(text[start - 1]!)) start--;
  while (end < text.length && end - offset < MOST_WORD && character.test(text[end]!)) end++;
  return text.slice(start, end);
}

/** A host stands at the beginning of an address: what follows a single slash is a path. */
export function isInPath({ text, offset }: Cursor): boolean {
  let start = offset;
  while (start > 0 && offset - start < MOST_WORD && /[\w.%{}$-]/.test(text[start - 1]!)) start--;
  return text[start - 1] === '/' && text[start - 2] !== '/';
}

/** Lines between two offsets, up to a few. */
export function linesBetween(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) if (++lines > 10) break;
  return lines;
}

/** The quoted text that the cursor stands in, as far as one line tells. */
export function quotedAt({ text, offset }: Cursor): string | undefined {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const rest = text.slice(offset, (text.indexOf('\n', offset) + 1 || text.length + 1) - 1);
  const before = /["'`]([^"'`]*)$/.exec(line)?.[1];
  const after = /^([^"'`]*)["'`]/.exec(rest)?.[1];
  return before === undefined || after === undefined ? undefined : before + after;
}
