import type { GoValue } from '../value.ts';
import { TemplateSyntaxError } from './syntax-error.ts';
import type { Token } from './tokens.ts';

/** What a number, quoted text or character of a template means; Go tells whole numbers from others by how they are written. */
export function literalValue(token: Token): GoValue {
  const { text } = token;
  if (token.kind === 'number') return number(token);
  if (token.kind === 'raw') return { kind: 'string', text: text.slice(1, -1).replaceAll('\r', ''), origins: [] };
  const inside = text.slice(1, -1).replace(ESCAPE, (escape, ...groups) => unescaped(escape, groups as (string | undefined)[], token));
  if (token.kind === 'text') return { kind: 'string', text: inside, origins: [] };
  if ([...inside].length !== 1) throw new TemplateSyntaxError(`${text} is not one character`, token.at[0]);
  return { kind: 'int', value: inside.codePointAt(0)!, origins: [] };
}

const DECIMAL = /^[+-]?(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?$/;
const WHOLE = /^[+-]?(?:0|[1-9]\d*(?:_\d+)*)$/;
const HEX_FRACTION = /^([+-]?)0[xX]([\da-fA-F]+)[pP]([+-]?\d+)$/;
const BASED = /^([+-]?)0(?:([xX])_?([\da-fA-F_]+)|([bB])_?([01_]+)|([oO]?)_?([0-7_]+))$/;

function number({ text, at }: Token): GoValue {
  const based = BASED.exec(text);
  if (based) {
    const value = parseInt((based[3] ?? based[5] ?? based[7])!.replaceAll('_', ''), based[2] ? 16 : based[4] ? 2 : 8);
    return { kind: 'int', value: based[1] === '-' ? -value : value, origins: [] };
  }
  const hex = HEX_FRACTION.exec(text);
  if (hex) return { kind: 'float', value: (hex[1] === '-' ? -1 : 1) * parseInt(hex[2]!, 16) * 2 ** Number(hex[3]), origins: [] };
  const isWhole = WHOLE.test(text);
  if (!DECIMAL.test(text) || (!isWhole && !/[.eE]/.test(text))) throw new TemplateSyntaxError(`${text} is no number`, at[0]);
  const value = Number(text.replaceAll('_', ''));
  // Go takes `1e3` for a whole number where one is wanted, and for a fraction where anything will do.
  return isWhole ? { kind: 'int', value: value + 0, origins: [] } : { kind: 'float', value, origins: [] };
}

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^]))/g;
const NAMED: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
  "'": "'",
  '"': '"',
};

function unescaped(escape: string, [byte, short, long, octal, name]: readonly (string | undefined)[], token: Token): string {
  const code = byte ?? short ?? long;
  const point = code === undefined ? (octal === undefined ? undefined : parseInt(octal, 8)) : parseInt(code, 16);
  const found = point === undefined ? NAMED[name!] : point <= 0x10ffff ? String.fromCodePoint(point) : undefined;
  if (found === undefined) throw new TemplateSyntaxError(`${escape} is no escape`, token.at[0]);
  return found;
}
