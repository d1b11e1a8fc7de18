import type { Span } from '../../model/source.ts';

/** A text between quotes, without them. */
export interface Quoted {
  readonly text: string;
  readonly at: Span;
}

interface Argument {
  /** `values` of `values=['a.yaml']`. */
  readonly name?: string;
  readonly texts: readonly Quoted[];
}

export interface Call {
  readonly name: string;
  readonly at: Span;
  readonly arguments: readonly Argument[];
}

const LONGEST_CALL = 20_000;
const MOST_CALLS = 2_000;
/** Calls that do not close are looked for only so often. */
const MOST_OPEN = 20;

/** Calls of some functions in a language whose texts are quoted and whose calls have brackets (Starlark). Total: a call that does not close is none. */
export function calls(text: string, names: readonly string[]): readonly Call[] {
  const pattern = new RegExp(`(?<![\\w.#])(${names.join('|')})[ \\t]*\\(`, 'g');
  const found: Call[] = [];
  let open = 0;
  for (const match of text.matchAll(pattern)) {
    if (open > MOST_OPEN || found.length >= MOST_CALLS) break;
    const start = match.index + match[0].length;
    const parts = split(text, start);
    if (!parts) {
      open++;
      continue;
    }
    const end = (parts.at(-1)?.[1] ?? start) + 1;
    found.push({ name: match[1]!, at: [match.index, end], arguments: parts.map(part => argument(text, part)) });
  }
  return found;
}

const PIECE = /"""[^]*?"""|'''[^]*?'''|"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'|#[^\n]*|[()[\]{},]|[^"'#()[\]{},]+|[^]/y;

/** The arguments of a call that is open at a place; the last ends where the call closes. */
function split(text: string, from: number): readonly Span[] | undefined {
  const parts: Span[] = [];
  let depth = 0;
  let start = from;
  for (let at = from; at < Math.min(text.length, from + LONGEST_CALL);) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text)?.[0] ?? ' ';
    if (/^[([{]$/.test(piece)) depth++;
    else if (/^[)\]}]$/.test(piece) && depth-- === 0) return [...parts, [start, at]];
    else if (piece === ',' && depth === 0) {
      parts.push([start, at]);
      start = at + 1;
    }
    at += piece.length;
  }
  return undefined;
}

const QUOTED = /"((?:\\[^]|[^"\\\n])*)"|'((?:\\[^]|[^'\\\n])*)'|#[^\n]*/g;

function argument(text: string, [start, end]: Span): Argument {
  const written = text.slice(start, end);
  const name = /^(?:\s|#[^\n]*\n)*(\w+)\s*=(?!=)/.exec(written)?.[1];
  const texts = Array.from(written.matchAll(QUOTED)).flatMap(match => {
    const found = match[1] ?? match[2];
    return found === undefined ? [] : [{ text: found, at: [start + match.index, start + match.index + match[0].length] as const }];
  });
  return { texts, ...(name !== undefined && { name }) };
}
