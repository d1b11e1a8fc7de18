import { TemplateError } from '../value.ts';
import type { GoString, GoValue } from '../value.ts';
import { LONGEST, stretches, textFrom } from './text.ts';
import type { Stretch } from './text.ts';

/** A value as a template prints it between other text (`{{ . }}`). Helm leaves out what Go prints for nil. */
export function printed(value: GoValue): GoString {
  return value.kind === 'string' ? value : textFrom(value.kind === 'nil' ? '' : shown(value), value);
}

/** As `fmt.Sprint` writes a value. */
export function shown(value: GoValue): string {
  const written: string[] = [];
  write(value, { text: written, left: LONGEST });
  return written.join('');
}

/** A value inside a text of several: a text keeps its pieces, anything else is one. */
export const shownStretches = (value: GoValue): Stretch[] =>
  value.kind === 'string' ? stretches(value) : stretches(textFrom(shown(value), value));

interface Output {
  readonly text: string[];
  left: number;
}

function put(output: Output, text: string): void {
  output.left -= text.length;
  if (output.left < 0) throw new TemplateError(`The value is longer than ${LONGEST} characters when printed.`);
  output.text.push(text);
}

function write(value: GoValue, output: Output): void {
  switch (value.kind) {
    case 'nil':
      return put(output, '<nil>');
    case 'bool':
      return put(output, String(value.value));
    case 'int':
      return put(output, intDigits(value.value));
    case 'float':
      return put(output, floatText(value.value));
    case 'string':
      return put(output, value.text);
    case 'list':
      put(output, '[');
      value.items.forEach((item, index) => {
        if (index > 0) put(output, ' ');
        write(item, output);
      });
      return put(output, ']');
    case 'map':
      put(output, 'map[');
      sortedKeys(value.entries).forEach((key, index) => {
        put(output, `${index > 0 ? ' ' : ''}${key}:`);
        write(value.entries.get(key)!, output);
      });
      return put(output, ']');
    case 'object': {
      const text = value.methods.get('String')?.([]);
      return put(output, text?.kind === 'string' ? text.text : `{${value.type}}`);
    }
  }
}

export const sortedKeys = (entries: ReadonlyMap<string, unknown>): string[] => [...entries.keys()].sort(byBytes);

/** As Go orders texts: by code point, where JavaScript orders by UTF-16 code unit. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
  if (left >= 0xd800 && right >= 0xd800) return isSurrogate(left) === isSurrogate(right) ? left - right : isSurrogate(left) ? 1 : -1;
  return Number.isNaN(left) ? -1 : Number.isNaN(right) ? 1 : left - right;
}

/** All digits of a whole number, which JavaScript rounds beyond 2^53. */
export const intDigits = (value: number): string => (Number.isSafeInteger(value) ? String(value) : BigInt(Math.trunc(value)).toString());

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;

/** `%v` of a float: the fewest digits that tell it apart, with an exponent below 1e-4 or where it would be `from` or more. */
export function floatText(value: number, from = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power < -4 || power >= from) return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  return plainDecimal(digits, power);
}

/** Digits with an exponent written without one. */
export function plainDecimal(digits: string, power: number): string {
  const sign = digits.startsWith('-') ? '-' : '';
  const all = digits.replace(/[-.]/g, '');
  if (power < 0) return `${sign}0.${'0'.repeat(-power - 1)}${all}`;
  if (all.length <= power + 1) return `${sign}${all}${'0'.repeat(power + 1 - all.length)}`;
  return `${sign}${all.slice(0, power + 1)}.${all.slice(power + 1)}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

/** As `strconv.Quote` writes a text between its quotation marks. */
export const quotedInside = (text: string): string =>
  text.replace(/["\\]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, character => ESCAPES[character] ?? escapedCodePoint(character.codePointAt(0)!));

function escapedCodePoint(point: number): string {
  if (point < 0x80) return `\\x${point.toString(16).padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${point.toString(16).padStart(4, '0')}` : `\\U${point.toString(16).padStart(8, '0')}`;
}
