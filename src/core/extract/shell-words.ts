import type { Span } from '../model/source.ts';
import { join, literal, type Value } from '../model/value.ts';
import { interpolate, type Dialect, SHELL } from './interpolation.ts';

export interface Word {
  readonly value: Value;
  readonly at: Span;
}

/** Quoted parts, an escaped character, or anything else up to a blank; in a shell, operators end a word and are words of their own. */
const PIECE =
  /'([^']*)'|"((?:\\[^]|[^"\\])*)"|\\(\r?\n|[^])|(\d?>&\d|&&|\|\||[;|&<>()])|(\$\([^()]*\)|\$\{[^{}]*\}|\$\w+|\$\$|[^\s'"\\;|&<>()$]+|[^\s])/y;
const PIECE_OUTSIDE_SHELL =
  /'([^']*)'|"((?:\\[^]|[^"\\])*)"|\\(\r?\n|[^])|(?!)()|(\$\([^()]*\)|\$\{[^{}]*\}|\$\w+|\$\$|[^\s'"\\$]+|[^\s])/y;

/** What is longer is data inside a script, not a command line. */
const LONGEST = 60_000;

/** The words of a command line, as a shell would part them. `offset` is where the text begins in its file. */
export function shellWords(whole: string, offset = 0, dialect: Dialect = SHELL): readonly Word[] {
  const text = whole.slice(0, LONGEST);
  const pattern = dialect.parentheses === 'command' ? PIECE : PIECE_OUTSIDE_SHELL;
  const words: Word[] = [];
  let parts: Value[] = [];
  let start = 0;
  const finish = (end: number) => {
    if (parts.length > 0) words.push({ value: join(parts), at: [offset + start, offset + end] });
    parts = [];
  };
  let at = 0;
  while (at < text.length) {
    pattern.lastIndex = at;
    const piece = pattern.exec(text);
    if (!piece) {
      finish(at);
      at++;
      continue;
    }
    const end = pattern.lastIndex;
    const operator = piece[4];
    if (operator) finish(at);
    if (parts.length === 0) start = at;
    const value = pieceValue(piece, dialect);
    if (value) parts.push(value);
    at = end;
    if (operator) finish(end);
  }
  finish(text.length);
  return words;
}

function pieceValue([, single, double, escaped, operator, plain]: RegExpExecArray, dialect: Dialect): Value | undefined {
  if (single !== undefined) return literal(single);
  if (double !== undefined) return interpolate(double.replace(/\\(["\\`])/g, '$1').replace(/\\\r?\n/g, ''), dialect);
  if (escaped !== undefined) return escaped.endsWith('\n') ? undefined : literal(escaped);
  return operator === undefined ? interpolate(plain ?? '', dialect) : literal(operator);
}
