import { lineEnd } from '../../model/lines.ts';
import type { FilePath, Source } from '../../model/source.ts';
import { originsOf } from '../tree.ts';
import { Failure } from './failure.ts';
import { substituted, type Lookup, type Unset, type Variable } from './interpolate.ts';
import { placesOf, verbatim, whole, type Traced } from './traced.ts';

interface DotenvReading {
  /** What the file may refer to besides its own lines; it wins over them. */
  readonly lookup: Lookup;
  /** Grows with each line, so that later lines and later files see earlier ones. */
  readonly into: Map<string, Variable>;
  readonly onUnset?: (unset: Unset) => void;
}

const MOST_TEXT = 8_000_000;
const SPACE = '[\\t\\v\\f\\r \\u0085\\u00a0]';
const EXPORT = new RegExp(`export${SPACE}+`, 'y');
const BLANKS = new RegExp(`${SPACE}*`, 'y');
const ANY_BLANKS = /\s*/y;
/** A name up to `=`, `:` or the end of the line. */
const NAME = /[\t\v\f\r \u0085\u00a0\p{L}\p{N}_.[\]-]*/uy;

/** Reads a file of `NAME=value` lines as compose does. Throws a Failure where it refuses one. */
export function readDotenv(source: Source, reading: DotenvReading): void {
  const { text } = source;
  let grown = 0;
  for (let at = statement(text, 0); at < text.length; at = statement(text, at)) {
    const { name, end, isInherited } = nameAt(source, at);
    if (isInherited) inherit(source, { name, at }, reading);
    else {
      const { value, next } = valueAt(source, end, reading);
      grown += value.text.length;
      if (grown > MOST_TEXT) throw new Failure('The file grows too large when its variables are put in.', here(source.path, at, at));
      const origins = placesOf(value);
      const written: Variable = { text: value.text, origins: origins.length > 0 ? origins : [here(source.path, at, Math.max(end, at))] };
      reading.into.set(name, written);
      at = next;
      continue;
    }
    at = end;
  }
}

const here = (file: FilePath, start: number, end: number) => ({ file, span: [start, end] as const });

function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** The next line that says something. */
function statement(text: string, start: number): number {
  let at = after(ANY_BLANKS, text, start);
  while (text[at] === '#') {
    const line = text.indexOf('\n', at);
    at = line < 0 ? text.length : after(ANY_BLANKS, text, line);
  }
  return at;
}

interface Name {
  readonly name: string;
  readonly end: number;
  /** A name alone takes the value that it has outside. */
  readonly isInherited: boolean;
}

function nameAt({ path, text }: Source, at: number): Name {
  const start = after(EXPORT, text, at);
  const stop = after(NAME, text, start);
  const mark = text[stop];
  const line = () => here(path, at, lineEnd(text, at));
  if (mark !== undefined && !'=:\n'.includes(mark))
    throw new Failure(`"${mark}" cannot stand in the name of a variable; write NAME=value.`, line());
  // What ends the file without `=` and without a line break is a value without a name.
  if (mark === undefined) return { name: '', end: start, isInherited: false };
  const name = text.slice(start, stop).trimEnd();
  if (name.includes(' ')) throw new Failure('The name of a variable cannot hold a space; write NAME=value.', line());
  return { name, end: after(BLANKS, text, stop + 1), isInherited: mark === '\n' };
}

function inherit({ path }: Source, { name, at }: { readonly name: string; readonly at: number }, { lookup, into }: DotenvReading): void {
  const value = lookup(name);
  if (value) into.set(name, { text: value.text, origins: originsOf([here(path, at, at + name.length)], value.origins) });
}

function valueAt(source: Source, at: number, reading: DotenvReading): { readonly value: Traced; readonly next: number } {
  const quote = source.text[at];
  return quote === '"' || quote === "'" ? quotedAt(source, at, reading) : unquotedAt(source, at, reading);
}

function unquotedAt({ path, text }: Source, at: number, reading: DotenvReading): { readonly value: Traced; readonly next: number } {
  const end = lineEnd(text, at);
  const [beforeComment] = text.slice(at, end).split(' #', 1);
  const written = beforeComment!.trimEnd();
  return { value: expanded(verbatim(written, here(path, at, at + written.length)), reading), next: end };
}

function quotedAt({ path, text }: Source, at: number, reading: DotenvReading): { readonly value: Traced; readonly next: number } {
  const quote = text[at]!;
  let value = '';
  let start = at + 1;
  for (let end = start; end < text.length; end++) {
    if (text[end] === quote) {
      value += text.slice(start, end);
      const place = here(path, at, end + 1);
      const isWritten = value === text.slice(at + 1, end);
      if (quote === "'") return { value: whole(value, [place]), next: end + 1 };
      const unescaped = withEscapes(value);
      const traced = isWritten && unescaped === value ? verbatim(value, here(path, at + 1, end)) : whole(unescaped, [place]);
      return { value: expanded(traced, reading), next: end + 1 };
    }
    if (text[end] !== '\\') continue;
    // An escaped quote loses its backslash; everything else keeps it for now.
    if (text[end + 1] === quote) {
      value += text.slice(start, end);
      start = end + 1;
    }
    end++;
  }
  throw new Failure('A quoted value is not closed; add the quote at its end.', here(path, at, lineEnd(text, at)));
}

/** Inside a file the environment wins over its own earlier lines. */
function expanded(value: Traced, { lookup, into, onUnset }: DotenvReading): Traced {
  return substituted(value, {
    lookup: name => lookup(name) ?? into.get(name),
    onUnset: (name, origins) => origins[0] && onUnset?.({ name, at: origins[0] }),
  });
}

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', '"': '"' };

function withEscapes(text: string): string {
  return text.replace(/\\(?:([abcfnrtv$"\\])|0(\d{0,3}))/g, (match, letter: string | undefined, digits: string | undefined) => {
    if (letter === '$') return '$$';
    if (letter !== undefined) return ESCAPES[letter] ?? match;
    return /^[0-3][0-7]{2}$/.test(digits ?? '') ? String.fromCharCode(Number.parseInt(digits!, 8)) : match;
  });
}
