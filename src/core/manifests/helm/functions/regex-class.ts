import { eat, eaten, wrong } from './regex-reader.ts';
import type { Reader } from './regex-reader.ts';

/** A character as a class of JavaScript writes it. */
export const quoted = (character: string): string => (/[\\^\]\-[{}()*+?.$|/]/.test(character) ? `\\${character}` : character);

const CLASSES: Readonly<Record<string, string>> = {
  '\\d': '0-9',
  '\\w': '0-9A-Za-z_',
  '\\s': '\\t\\n\\f\\r ',
  '\\D': '\\D',
  '\\W': '\\W',
  '\\S': '\\0-\\x08\\x0b\\x0e-\\x1f!-\\u{10ffff}',
  '\\a': '\\x07',
  '\\f': '\\f',
  '\\n': '\\n',
  '\\r': '\\r',
  '\\t': '\\t',
  '\\v': '\\v',
};
const UNICODE_CLASS = /\\([pP])(?:\{(\^?)(\w+)\}|([A-Z]))/y;
const CODE = /\\x(?:\{([\da-fA-F]{1,6})\}|([\da-fA-F]{2}))|\\([0-7]{3}|0[0-7]{0,2})/y;

/** What an escape stands for, as it is written in a class of JavaScript. */
export function escapeSource(reader: Reader): string {
  const unicode = eat(reader, UNICODE_CLASS);
  if (unicode) return unicodeSource(unicode);
  const code = eat(reader, CODE);
  if (code) {
    const point = code[3] === undefined ? Number.parseInt(code[1] ?? code[2]!, 16) : Number.parseInt(code[3], 8);
    if (point > 0x10ffff) throw wrong('invalid escape sequence', code[0]);
    return `\\u{${point.toString(16)}}`;
  }
  const pair = reader.source.slice(reader.at, reader.at + 2);
  const known = CLASSES[pair];
  if (known === undefined && (pair.length < 2 || /[A-Za-z0-9]|[^\0-\x7f]/.test(pair[1]!)))
    throw wrong(pair.length < 2 ? 'trailing backslash at end of expression' : 'invalid escape sequence', pair);
  reader.at += 2;
  return known ?? quoted(pair[1]!);
}

function unicodeSource([all, sign, negated, long, short]: RegExpExecArray): string {
  const name = long ?? short!;
  const positive = (sign === 'p') === (negated !== '^');
  for (const property of [name, `Script=${name}`]) {
    const source = `\\${positive ? 'p' : 'P'}{${property}}`;
    if (isSound(`[${source}]`)) return source;
  }
  throw wrong('invalid character class range', all);
}

function isSound(source: string): boolean {
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\0-\\x7f',
  blank: '\\t ',
  cntrl: '\\0-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t-\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const POSIX_CLASS = /\[:(\^?)(\w+):\]/y;

/** A class as JavaScript writes it. Negated ones inside of it are parts of a choice of classes. */
export function classSource(reader: Reader): string {
  const start = reader.at;
  const negated = eaten(reader, '^');
  let source = '';
  let first = true;
  while (first || reader.source[reader.at] !== ']') {
    if (reader.at >= reader.source.length) throw wrong('missing closing ]', reader.source.slice(start - 1));
    first = false;
    source += classPart(reader);
  }
  reader.at += 1;
  return `[${negated ? '^' : ''}${source}]`;
}

function classPart(reader: Reader): string {
  const posix = eat(reader, POSIX_CLASS);
  if (posix) {
    const found = POSIX[posix[2]!];
    if (found === undefined) throw wrong('invalid character class range', posix[0]);
    return posix[1] === '^' ? complement(found) : found;
  }
  // After a class of its own (`\w`) a dash stands for itself.
  const isClass = /^\\[dwsDWSpP]/.test(reader.source.slice(reader.at, reader.at + 2));
  const low = classCharacter(reader);
  if (isClass) return low;
  if (reader.source[reader.at] !== '-' || reader.source[reader.at + 1] === ']' || reader.at + 1 >= reader.source.length) return low;
  reader.at += 1;
  const range = `${low}-${classCharacter(reader)}`;
  if (!isSound(`[${range}]`)) throw wrong('invalid character class range', range);
  return range;
}

/** All ASCII characters that a class leaves out, and all others. */
function complement(source: string): string {
  const inside = new RegExp(`[${source}]`, 'u');
  const outside = Array.from({ length: 128 }, (_, code) => code).filter(code => !inside.test(String.fromCodePoint(code)));
  return `${outside.map(code => `\\u{${code.toString(16)}}`).join('')}\\u{80}-\\u{10ffff}`;
}

function classCharacter(reader: Reader): string {
  if (reader.source[reader.at] === '\\') return escapeSource(reader);
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at) ?? 0);
  reader.at += character.length;
  return quoted(character);
}
