import type { Origins } from '../../tree.ts';
import { TemplateError } from '../value.ts';
import type { GoMap, GoString, GoValue } from '../value.ts';
import { listOf, mapOf, originsIn } from './text.ts';

interface Reader {
  readonly text: string;
  readonly origins: Origins;
  at: number;
}

/** Levels of lists and tables inside of each other. */
const DEEPEST = 200;

/** What a text of TOML says. Whole numbers are of 64 bits; times stay texts. */
export function tomlValue(text: GoString): GoMap {
  const reader: Reader = { text: text.text, origins: originsIn(text), at: 0 };
  const root = mapOf(new Map(), reader.origins);
  let table = root;
  for (skip(reader, BLANK); reader.at < reader.text.length; skip(reader, BLANK)) {
    if (eaten(reader, '[[')) table = header(reader, root, ']]');
    else if (eaten(reader, '[')) table = header(reader, root, ']');
    else entry(reader, table);
    skip(reader, /[ \t]*(?:#[^\n]*)?/y);
    if (reader.at < reader.text.length && !skip(reader, /\r?\n/y)) throw wrong(reader);
  }
  return root;
}

const BLANK = /(?:\s|#[^\n]*)*/y;

function wrong({ text, at }: Reader): TemplateError {
  return new TemplateError(`toml: line ${text.slice(0, at).split('\n').length}: cannot read ${JSON.stringify(text.slice(at, at + 20))}`);
}

function skip(reader: Reader, pattern: RegExp): string {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text)?.[0] ?? '';
  reader.at += found.length;
  return found;
}

function eaten(reader: Reader, text: string): boolean {
  const found = reader.text.startsWith(text, reader.at);
  if (found) reader.at += text.length;
  return found;
}

function header(reader: Reader, root: GoMap, end: ']' | ']]'): GoMap {
  const path = keys(reader);
  if (!eaten(reader, end)) throw wrong(reader);
  const last = path.pop()!;
  const parent = tableAt(reader, root, path);
  if (end === ']') return tableAt(reader, parent, [last]);
  const table = mapOf(new Map(), reader.origins);
  const list = parent.entries.get(last);
  if (!list) parent.entries.set(last, listOf([table], reader.origins));
  else if (list.kind === 'list') list.items.push(table);
  else throw wrong(reader);
  return table;
}

/** The table at a path, made where there is none; of a list of tables the last. */
function tableAt(reader: Reader, root: GoMap, path: readonly string[]): GoMap {
  let here = root;
  for (const key of path) {
    const found = here.entries.get(key);
    const next = found?.kind === 'list' ? found.items.at(-1) : (found ?? mapOf(new Map(), reader.origins));
    if (next?.kind !== 'map') throw wrong(reader);
    if (!found) here.entries.set(key, next);
    here = next;
  }
  return here;
}

function keys(reader: Reader): string[] {
  const path: string[] = [];
  do {
    skip(reader, /[ \t]*/y);
    const quoted = /["']/.test(reader.text[reader.at] ?? '') ? string(reader) : skip(reader, /[A-Za-z0-9_-]+/y);
    if (quoted === '' && !/["']/.test(reader.text[reader.at - 1] ?? '')) throw wrong(reader);
    path.push(quoted);
    skip(reader, /[ \t]*/y);
  } while (eaten(reader, '.') && path.length < DEEPEST);
  return path;
}

function entry(reader: Reader, table: GoMap, depth = 0): void {
  const path = keys(reader);
  const last = path.pop()!;
  if (!eaten(reader, '=')) throw wrong(reader);
  skip(reader, /[ \t]*/y);
  const parent = tableAt(reader, table, path);
  if (parent.entries.has(last)) throw wrong(reader);
  parent.entries.set(last, value(reader, depth));
}

function value(reader: Reader, depth: number): GoValue {
  const { origins } = reader;
  if (depth > DEEPEST) throw wrong(reader);
  if (/["']/.test(reader.text[reader.at] ?? '')) return { kind: 'string', text: string(reader), origins };
  if (eaten(reader, '[')) return list(reader, depth);
  if (eaten(reader, '{')) return inlineTable(reader, depth);
  return plain(reader, skip(reader, /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d[^\s,\]}#]*)?|[^\s,\]}#]+/y));
}

function list(reader: Reader, depth: number): GoValue {
  const items: GoValue[] = [];
  for (skip(reader, BLANK); !eaten(reader, ']'); skip(reader, BLANK)) {
    items.push(value(reader, depth + 1));
    skip(reader, BLANK);
    if (!eaten(reader, ',') && reader.text[reader.at] !== ']') throw wrong(reader);
  }
  return listOf(items, reader.origins);
}

function inlineTable(reader: Reader, depth: number): GoValue {
  const table = mapOf(new Map(), reader.origins);
  for (skip(reader, /[ \t]*/y); !eaten(reader, '}'); skip(reader, /[ \t]*/y)) {
    entry(reader, table, depth + 1);
    skip(reader, /[ \t]*/y);
    if (!eaten(reader, ',') && reader.text[reader.at] !== '}') throw wrong(reader);
  }
  return table;
}

const INTEGER = /^(?:[-+]?\d+(?:_\d+)*|0x[\da-f_]+|0o[0-7_]+|0b[01_]+)$/i;
const FLOAT = /^[-+]?\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?(?:e[-+]?\d+)?$/i;

function plain(reader: Reader, text: string): GoValue {
  const { origins } = reader;
  if (text === 'true' || text === 'false') return { kind: 'bool', value: text === 'true', origins };
  const digits = text.replaceAll('_', '');
  if (INTEGER.test(text)) return { kind: 'int', value: Number(digits), long: true, origins };
  if (FLOAT.test(text)) return { kind: 'float', value: Number(digits), origins };
  if (/^[-+]?(?:inf|nan)$/.test(text))
    return { kind: 'float', value: text.endsWith('nan') ? Number.NaN : text.startsWith('-') ? -Infinity : Infinity, origins };
  if (/^\d{4}-\d\d-\d\d|^\d\d:\d\d:\d\d/.test(text)) return { kind: 'string', text, origins };
  throw wrong(reader);
}

const STRING = /"""\r?\n?((?:[^"\\]|\\[\s\S]|"(?!""))*"{0,2})"""|'''\r?\n?([\s\S]*?'{0,2})'''|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'/y;

function string(reader: Reader): string {
  STRING.lastIndex = reader.at;
  const match = STRING.exec(reader.text);
  if (!match) throw wrong(reader);
  reader.at += match[0].length;
  const [, long, longPlain, short, shortPlain] = match;
  const escaped = long?.replace(/\\[ \t]*\r?\n\s*/g, '') ?? short;
  return escaped === undefined
    ? (longPlain ?? shortPlain ?? '')
    : escaped.replace(ESCAPE, (all, code?: string, wide?: string, sign?: string) => unescaped(reader, all, code ?? wide, sign));
}

const ESCAPE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8})|([\s\S]))/g;
const SIGNS: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', '\\': '\\', e: '\u001b' };

function unescaped(reader: Reader, all: string, code: string | undefined, sign: string | undefined): string {
  const point = code === undefined ? undefined : Number.parseInt(code, 16);
  const text = point === undefined ? SIGNS[sign ?? ''] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
  if (text === undefined) throw new TemplateError(`${wrong(reader).message} (escape ${all})`);
  return text;
}
