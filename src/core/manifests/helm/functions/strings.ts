import { TemplateError } from '../value.ts';
import type { GoFunction, GoInt, GoString, GoValue } from '../value.ts';
import { quotedInside, shown, shownStretches } from './printing.ts';
import { takes, takesMore } from './signature.ts';
import {
  because,
  boolFrom,
  checkLength,
  cut,
  cutter,
  intFrom,
  joined,
  listOf,
  literal,
  mapOf,
  originsIn,
  rewritten,
  stretches,
  textFrom,
} from './text.ts';
import type { Stretch } from './text.ts';

/** What Go's `unicode.IsSpace` takes for white space. */
const SPACE = '[\\t\\n\\v\\f\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]';
const ALL_SPACE = new RegExp(`${SPACE}+`, 'g');
const ONE_SPACE = new RegExp(SPACE);

export const isSpace = (character: string): boolean => ONE_SPACE.test(character);

/** A value as sprig's functions of any type read it: a text with its pieces, or what is printed for the value. */
export const asText = (value: GoValue): GoString => (value.kind === 'string' ? value : textFrom(shown(value), value));

/** The texts of a list; of anything else its own. Nil has none. */
export function asTexts(value: GoValue): GoString[] {
  const items = value.kind === 'list' ? value.items : [value];
  return items.filter(item => item.kind !== 'nil').map(asText);
}

function trimmed(text: GoString, leaves: (character: string) => boolean): GoString {
  const all = text.text;
  let start = 0;
  let end = all.length;
  while (start < end && leaves(codePointAt(all, start))) start += codePointAt(all, start).length;
  while (end > start && leaves(codePointBefore(all, end))) end -= codePointBefore(all, end).length;
  return start === 0 && end === all.length ? text : cut(text, start, end);
}

/** A text without a character at its end; a pattern would try it at each place. */
export function withoutEnd(text: string, character: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === character) end--;
  return text.slice(0, end);
}

const codePointAt = (text: string, at: number): string => String.fromCodePoint(text.codePointAt(at)!);

const codePointBefore = (text: string, end: number): string =>
  end > 1 && text.charCodeAt(end - 1) >= 0xdc00 && text.charCodeAt(end - 1) <= 0xdfff ? codePointAt(text, end - 2) : text[end - 1]!;

const trimAll = takes(['string', 'string'], (set, text) => {
  const characters = new Set(set.text);
  return because(
    trimmed(text, character => characters.has(character)),
    set,
  );
});

const trimPrefix = takes(['string', 'string'], (prefix, text) =>
  because(text.text.startsWith(prefix.text) ? cut(text, prefix.text.length, text.text.length) : text, prefix),
);

const trimSuffix = takes(['string', 'string'], (suffix, text) =>
  because(text.text.endsWith(suffix.text) ? cut(text, 0, text.text.length - suffix.text.length) : text, suffix),
);

const changed = (change: (text: string) => string): GoFunction => takes(['string'], text => rewritten(text, change));

function indented(spaces: GoInt, text: GoString): Stretch[] {
  if (spaces.value < 0) throw new TemplateError('strings: negative Repeat count');
  const lines = text.text.split('\n').length;
  checkLength(text.text.length + spaces.value * lines);
  const pad = ' '.repeat(spaces.value);
  return [literal(pad), ...stretches(text).map(part => ({ ...part, text: part.text.replaceAll('\n', `\n${pad}`) }))];
}

const indent = takes(['int', 'string'], (spaces, text) => because(joined(indented(spaces, text)), spaces));
const nindent = takes(['int', 'string'], (spaces, text) => because(joined([literal('\n'), ...indented(spaces, text)]), spaces));

/** Every value that is not nil, between separators. */
function listed(values: readonly GoValue[], write: (value: GoValue) => Stretch[]): GoString {
  const parts = values.filter(value => value.kind !== 'nil').flatMap((value, index) => [literal(index > 0 ? ' ' : ''), ...write(value)]);
  return because(joined(parts), ...values.filter(value => value.kind === 'nil'));
}

const quote = takesMore([], 'any', values =>
  listed(values, value => [
    literal('"'),
    ...stretches(asText(value)).map(part => ({ ...part, text: quotedInside(part.text) })),
    literal('"'),
  ]),
);

const squote = takesMore([], 'any', values => listed(values, value => [literal("'"), ...shownStretches(value), literal("'")]));

/** The values with blanks between them; sprig trims only the pattern that it prints them with. */
const cat = takesMore([], 'any', values => listed(values, shownStretches));

const replace = takes(['string', 'string', 'string'], (old, fresh, text) => {
  const count = old.text === '' ? text.text.length + 1 : occurrences(text.text, old.text);
  checkLength(text.text.length + count * Math.max(fresh.text.length - old.text.length, 0));
  if (old.text === '') return textFrom(betweenAll(text.text, fresh.text), text, old, fresh);
  const parts: Stretch[] = [];
  const part = cutter(text);
  const kept = (start: number, end: number): Stretch[] => (start < end ? stretches(part(start, end)) : []);
  let at = 0;
  for (let found = text.text.indexOf(old.text); found >= 0; found = text.text.indexOf(old.text, at)) {
    parts.push(...kept(at, found), ...stretches(because(fresh, part(found, found + old.text.length))));
    at = found + old.text.length;
  }
  return because(at === 0 ? text : joined([...parts, ...kept(at, text.text.length)]), old);
});

const betweenAll = (text: string, between: string): string => between + [...text].map(character => character + between).join('');

function occurrences(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) count++;
  return count;
}

const repeat = takes(['int', 'string'], (count, text) => {
  if (count.value < 0) throw new TemplateError('strings: negative Repeat count');
  checkLength(count.value * text.text.length);
  return textFrom(text.text.repeat(count.value), text, count);
});

export const byteLength = (text: string): number => {
  let length = 0;
  for (const character of text) length += utf8Length(character.codePointAt(0)!);
  return length;
};

const utf8Length = (point: number): number => (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);

/** Where in a text the byte with this number is, for Go counts bytes; a character that the cut would split is left out. */
function indexOfByte(text: string, byte: number): number {
  let bytes = 0;
  let index = 0;
  for (const character of text) {
    bytes += utf8Length(character.codePointAt(0)!);
    if (bytes > byte) return index;
    index += character.length;
  }
  return index;
}

const trunc = takes(['int', 'string'], (count, text) => {
  const length = byteLength(text.text);
  const size = count.value;
  if (size < 0 && length + size > 0) return because(cut(text, indexOfByte(text.text, length + size), text.text.length), count);
  return because(size >= 0 && length > size ? cut(text, 0, indexOfByte(text.text, size)) : text, count);
});

export function bytesCut(text: GoString, start: number, end: number): GoString {
  const length = byteLength(text.text);
  if (start < 0 || end > length || start > end)
    throw new TemplateError(`slice bounds out of range [${start}:${end}] with length ${length}`);
  return cut(text, indexOfByte(text.text, start), indexOfByte(text.text, end));
}

const substr = takes(['int', 'int', 'string'], (start, end, text) => {
  const length = byteLength(text.text);
  if (start.value < 0) return because(bytesCut(text, 0, end.value), start, end);
  const last = end.value < 0 || end.value > length ? length : end.value;
  return because(bytesCut(text, start.value, last), start, end);
});

const asked = (holds: (text: string, part: string) => boolean): GoFunction =>
  takes(['string', 'string'], (part, text) => boolFrom(holds(text.text, part.text), text, part));

const splitParts = (separator: GoString, text: GoString, most = -1): GoString[] => {
  const all = separator.text === '' ? [...text.text] : text.text.split(separator.text);
  if (most === 0) return [];
  const whole = most > 0 && all.length > most ? [...all.slice(0, most - 1), all.slice(most - 1).join(separator.text)] : all;
  const piece = cutter(text);
  let at = 0;
  return whole.map(part => {
    const start = at;
    at += part.length + separator.text.length;
    return because(piece(start, start + part.length), separator);
  });
};

const numbered = (parts: readonly GoString[], origins: GoString['origins']): GoValue =>
  mapOf(new Map(parts.map((part, index) => [`_${index}`, part])), origins);

const join = takes(['string', 'any'], (separator, value) => {
  const parts = asTexts(value).flatMap((text, index) => (index > 0 ? [...stretches(separator), ...stretches(text)] : stretches(text)));
  return because(joined(parts), ...(value.kind === 'list' ? [listOf([], value.origins)] : []));
});

const plural = takes(['string', 'string', 'int'], (one, many, count) => because(count.value === 1 ? one : many, count));

export const STRINGS: Readonly<Record<string, GoFunction>> = {
  trim: takes(['string'], text => trimmed(text, isSpace)),
  trimAll,
  trimall: trimAll,
  trimPrefix,
  trimSuffix,
  upper: changed(text => text.toUpperCase()),
  lower: changed(text => text.toLowerCase()),
  nospace: changed(text => text.replace(ALL_SPACE, '')),
  indent,
  nindent,
  quote,
  squote,
  cat,
  replace,
  repeat,
  trunc,
  substr,
  contains: asked((text, part) => text.includes(part)),
  hasPrefix: asked((text, part) => text.startsWith(part)),
  hasSuffix: asked((text, part) => text.endsWith(part)),
  split: takes(['string', 'string'], (separator, text) => numbered(splitParts(separator, text), originsIn(text, separator))),
  splitn: takes(['string', 'int', 'string'], (separator, most, text) =>
    numbered(splitParts(separator, text, most.value), originsIn(text, separator, most)),
  ),
  splitList: takes(['string', 'string'], (separator, text) => listOf(splitParts(separator, text), originsIn(text, separator))),
  join,
  plural,
  toString: takes(['any'], asText),
  toStrings: takes(['any'], value => listOf(asTexts(value), value.origins)),
  atoi: takes(['string'], text => intFrom(/^[-+]?\d+$/.test(text.text) ? Number(text.text) : 0, text)),
  hello: takes([], () => textFrom('Hello!')),
};
