import { TemplateError } from '../value.ts';
import type { GoFunction, GoString, GoValue } from '../value.ts';
import { exponential, fixed, general } from './digits.ts';
import { floatText, quotedInside, shown, shownStretches, sortedKeys } from './printing.ts';
import { takesMore, typeName } from './signature.ts';
import { because, checkLength, joined, literal, stretches, textFrom } from './text.ts';
import type { Stretch } from './text.ts';

/** One `%-08.3f` of a format. */
interface Verb {
  readonly letter: string;
  readonly flags: string;
  readonly width?: number;
  readonly precision?: number;
}

const VERB = /%([-+# 0]*)(\[\d+\])?(\*|\d+)?(?:(\.)(\[\d+\])?(\*|\d+)?)?(\[\d+\])?([\s\S])?/uy;
/** Go's own limit; a wider field is an error in the text. */
const WIDEST = 1_000_000;

/** `fmt.Sprintf`: wrong verbs and arguments show in the text, as Go has it. */
function formatted(format: GoString, args: readonly GoValue[]): GoString {
  const parts: Stretch[] = [];
  const cursor = { next: 0, reordered: false };
  const text = format.text;
  let at = 0;
  for (let percent = text.indexOf('%'); percent >= 0; percent = text.indexOf('%', at)) {
    if (percent > at) parts.push(literal(text.slice(at, percent)));
    VERB.lastIndex = percent;
    const match = VERB.exec(text)!;
    at = percent + match[0].length;
    parts.push(...verbText(match, args, cursor));
  }
  if (at < text.length) parts.push(literal(text.slice(at)));
  if (!cursor.reordered && cursor.next < args.length) parts.push(...extra(args.slice(cursor.next)));
  return because(joined(parts), format);
}

interface Cursor {
  next: number;
  reordered: boolean;
}

function verbText(match: RegExpExecArray, args: readonly GoValue[], cursor: Cursor): Stretch[] {
  const [, flags = '', first, width, dot, second, digits, third, letter] = match;
  const position = (index: string | undefined): boolean => {
    if (index === undefined) return true;
    cursor.reordered = true;
    cursor.next = Number(index.slice(1, -1)) - 1;
    return cursor.next >= 0 && cursor.next < args.length;
  };
  let sound = position(first);
  const star = (text: string | undefined): number | undefined => {
    if (text !== '*') return text === undefined ? undefined : Number(text);
    const value = args[cursor.next++];
    if (value?.kind === 'int' && Math.abs(value.value) <= WIDEST) return value.value;
    sound = false;
    return undefined;
  };
  const asked = star(width);
  sound = position(second) && sound;
  const precision = dot === undefined ? undefined : (star(digits) ?? 0);
  sound = position(third) && sound;
  if (letter === undefined) return [literal('%!(NOVERB)')];
  if (letter === '%') return [literal('%')];
  if (!sound) return [literal(`%!${letter}(BADINDEX)`)];
  const value = args[cursor.next];
  if (!value) return [literal(`%!${letter}(MISSING)`)];
  cursor.next++;
  const left = asked !== undefined && asked < 0;
  const verb = {
    letter,
    flags: left ? `${flags}-` : flags,
    ...(asked === undefined ? {} : { width: Math.abs(asked) }),
    ...(precision === undefined ? {} : { precision }),
  };
  return padded(valueText(verb, value), verb, value);
}

function extra(values: readonly GoValue[]): Stretch[] {
  const all = values.map(value => (value.kind === 'nil' ? '<nil>' : `${typeName(value)}=${shown(value)}`));
  return stretches(textFrom(`%!(EXTRA ${all.join(', ')})`, ...values));
}

/** The text of a value under a verb; a text under `%s` and `%v` keeps its pieces. */
function valueText(verb: Verb, value: GoValue): Stretch[] {
  if (verb.letter === 'T') return stretches(textFrom(typeName(value), { kind: 'nil', origins: value.origins }));
  if (value.kind === 'string' && (verb.letter === 's' || verb.letter === 'v') && verb.precision === undefined && !verb.flags.includes('#'))
    return shownStretches(value);
  return stretches(textFrom(plainText(verb, value), value));
}

function plainText(verb: Verb, value: GoValue): string {
  if (verb.letter === 'p') return bad(verb, value);
  switch (value.kind) {
    case 'nil':
      return verb.letter === 'v' ? '<nil>' : `%!${verb.letter}(<nil>)`;
    case 'bool':
      return 'tv'.includes(verb.letter) ? String(value.value) : bad(verb, value);
    case 'int':
      return intText(verb, value.value) ?? bad(verb, value);
    case 'float':
      return floatVerb(verb, value.value) ?? bad(verb, value);
    case 'string':
      return stringText(verb, value.text) ?? bad(verb, value);
    case 'list':
      if (verb.flags.includes('#') && verb.letter === 'v')
        return `[]interface {}{${value.items.map(item => inner(verb, item)).join(', ')}}`;
      return `[${value.items.map(item => inner(verb, item)).join(' ')}]`;
    case 'map':
      return mapText(verb, value.entries);
    case 'object':
      return shown(value);
  }
}

/** A value inside of a list or map; nil is the same under every verb there. */
const inner = (verb: Verb, value: GoValue): string =>
  value.kind === 'nil' ? (verb.flags.includes('#') && verb.letter === 'v' ? 'interface {}(nil)' : '<nil>') : paddedText(verb, value);

const paddedText = (verb: Verb, value: GoValue): string =>
  padded([literal(plainText(verb, value))], verb, value)
    .map(part => part.text)
    .join('');

function mapText(verb: Verb, entries: ReadonlyMap<string, GoValue>): string {
  const goSyntax = verb.flags.includes('#') && verb.letter === 'v';
  const members = sortedKeys(entries).map(key => `${inner(verb, textFrom(key))}:${inner(verb, entries.get(key)!)}`);
  return goSyntax ? `map[string]interface {}{${members.join(', ')}}` : `map[${members.join(' ')}]`;
}

const bad = (verb: Verb, value: GoValue): string => `%!${verb.letter}(${typeName(value)}=${inner({ ...verb, letter: 'v' }, value)})`;

function signed(verb: Verb, negative: boolean, digits: string): string {
  if (negative) return `-${digits}`;
  return verb.flags.includes('+') && verb.letter !== 'v' ? `+${digits}` : verb.flags.includes(' ') ? ` ${digits}` : digits;
}

const BASES: Readonly<Record<string, number>> = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const PREFIXES: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function intText(verb: Verb, value: number): string | undefined {
  const { letter } = verb;
  if (letter === 'c') return codePoint(value);
  if (letter === 'q') return `'${codePoint(value) === "'" ? "\\'" : quotedInside(codePoint(value)).replace('\\"', '"')}'`;
  if (letter === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const base = BASES[letter];
  if (base === undefined) return undefined;
  const size = BigInt(Math.abs(value)).toString(base);
  const digits = (letter === 'X' ? size.toUpperCase() : size).padStart(Math.min(verb.precision ?? 0, WIDEST), '0');
  const prefix = letter === 'O' ? '0o' : verb.flags.includes('#') ? (PREFIXES[letter] ?? '') : '';
  return signed(verb, value < 0, prefix + digits);
}

const codePoint = (value: number): string => (value >= 0 && value <= 0x10ffff ? String.fromCodePoint(value) : '\ufffd');

function floatVerb(verb: Verb, value: number): string | undefined {
  const { letter, precision } = verb;
  if (!'vgGfFeE'.includes(letter)) return undefined;
  if (!Number.isFinite(value)) return floatText(value);
  const size = Math.abs(value);
  const negative = value < 0 || Object.is(value, -0);
  if ('fF'.includes(letter)) return signed(verb, negative, fixed(size, precision ?? 6));
  if ('eE'.includes(letter)) return signed(verb, negative, cased(letter, exponential(size, precision ?? 6)));
  return signed(verb, negative, cased(letter, precision === undefined ? floatText(size) : general(size, precision || 1)));
}

const cased = (letter: string, text: string): string => (letter === letter.toUpperCase() ? text.toUpperCase() : text);

function stringText(verb: Verb, text: string): string | undefined {
  const short = verb.precision === undefined ? text : [...text].slice(0, verb.precision).join('');
  if (verb.letter === 'q' || (verb.letter === 'v' && verb.flags.includes('#'))) return quotedString(verb, short);
  if (verb.letter === 'v' || verb.letter === 's') return short;
  if (!'xX'.includes(verb.letter)) return undefined;
  const hex = [...new TextEncoder().encode(short)].map(byte => byte.toString(16).padStart(2, '0'));
  return cased(verb.letter, hex.join(verb.flags.includes(' ') ? ' ' : ''));
}

const quotedString = (verb: Verb, text: string): string =>
  verb.letter === 'q' && verb.flags.includes('#') && !/`|[^\P{Cc}\t\u0080-\u009f]/u.test(text) ? `\`${text}\`` : `"${quotedInside(text)}"`;

/** Blanks before (or after, with `-`) the text up to the width; zeros between the sign and the digits of a number. */
function padded(parts: readonly Stretch[], verb: Verb, value: GoValue): Stretch[] {
  const width = verb.width ?? 0;
  if (width > WIDEST) throw new TemplateError(`a field of ${width} characters is wider than Go prints`);
  const [first] = parts;
  if (width === 0 || !first || value.kind === 'list' || value.kind === 'map') return [...parts];
  const missing = width - parts.reduce((length, part) => length + [...part.text].length, 0);
  if (missing <= 0) return [...parts];
  checkLength(missing);
  if (verb.flags.includes('-')) return [...parts, literal(' '.repeat(missing))];
  const zeros = verb.flags.includes('0') && !(value.kind === 'int' && verb.precision !== undefined);
  if (!zeros) return [literal(' '.repeat(missing)), ...parts];
  const sign = (value.kind === 'int' || value.kind === 'float') && /^[-+ ]/.test(first.text) ? first.text[0]! : '';
  return [{ ...first, text: `${sign}${'0'.repeat(missing)}${first.text.slice(sign.length)}` }, ...parts.slice(1)];
}

/** `fmt.Sprint`: a blank only between two values of which neither is a text. */
function printedTogether(values: readonly GoValue[]): Stretch[] {
  return values.flatMap((value, index) => {
    const before = values[index - 1];
    const apart = before !== undefined && before.kind !== 'string' && value.kind !== 'string';
    return apart ? [literal(' '), ...shownStretches(value)] : shownStretches(value);
  });
}

const printedLine = (values: readonly GoValue[]): Stretch[] => [
  ...values.flatMap((value, index) => (index > 0 ? [literal(' '), ...shownStretches(value)] : shownStretches(value))),
  literal('\n'),
];

export const printedText = (values: readonly GoValue[]): GoString => joined(printedTogether(values));

export const PRINTF: Readonly<Record<string, GoFunction>> = {
  printf: takesMore(['string'], 'any', (values, format) => formatted(format, values)),
  print: takesMore([], 'any', values => printedText(values)),
  println: takesMore([], 'any', values => joined(printedLine(values))),
};
