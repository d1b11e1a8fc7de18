import type { GoFunction, GoString } from '../value.ts';
import { takes } from './signature.ts';
import { byteLength, bytesCut, isSpace } from './strings.ts';
import { because, checkLength, textFrom } from './text.ts';

const isUpper = (character: string): boolean => /\p{Lu}/u.test(character);
const isLower = (character: string): boolean => /\p{Ll}/u.test(character);
const isConnector = (character: string): boolean => character === '-' || character === '_' || isSpace(character);

/** The first letter of each word in upper case; an apostrophe ends a word. */
const title = (text: string): string => text.replace(/(?<![\p{L}\p{Nd}_]|[^\p{ASCII}\s])\p{L}/gu, letter => letter.toUpperCase());

const untitle = (text: string): string => eachWord(text, letter => letter.toLowerCase());

function eachWord(text: string, change: (letter: string) => string): string {
  let starts = true;
  return [...text]
    .map(character => {
      const changed = starts && !isSpace(character) ? change(character) : character;
      starts = isSpace(character);
      return changed;
    })
    .join('');
}

function initials(text: string): string {
  let found = '';
  eachWord(text, letter => {
    found += letter;
    return letter;
  });
  return found;
}

function swapcase(text: string): string {
  let afterSpace = true;
  return [...text]
    .map(character => {
      const upper = afterSpace && isLower(character);
      afterSpace = isSpace(character);
      if (isUpper(character)) return character.toLowerCase();
      return upper || isLower(character) ? character.toUpperCase() : character;
    })
    .join('');
}

/** `some_words` and `some words` to `SomeWords`; connectors in front stay, and of several in a row all but one. */
function camelcase(text: string): string {
  const characters = [...text];
  const start = characters.findIndex(character => !isConnector(character));
  if (start < 0) return text + (characters.at(-1) ?? '');
  let written = characters.slice(0, start).join('');
  let before = characters[start]!.toUpperCase();
  for (const character of characters.slice(start + 1)) {
    if (isConnector(before) && isConnector(character)) {
      written += before;
      before = character;
    } else if (isConnector(before)) before = character.toUpperCase();
    else {
      written += before;
      before = character.toLowerCase();
    }
  }
  return written + before;
}

type WordKind = 'number' | 'upper' | 'letters' | 'connector' | 'punctuation' | 'other' | 'end';

interface Word {
  readonly kind: WordKind;
  readonly text: string;
}

const WORDS: readonly (readonly [WordKind, RegExp])[] = [
  ['connector', /^[-_\s\u0085]+/u],
  ['punctuation', /^\p{P}+/u],
  ['upper', /^\p{Lu}+(?=\p{Lu}[^\P{L}\p{Lu}])|^\p{Lu}[^\P{L}\p{Lu}]+|^\p{Lu}+/u],
  ['letters', /^[^\P{L}\p{Lu}]+/u],
  ['number', /^\p{N}+/u],
  ['other', /^[^-_\s\p{L}\p{N}\p{P}]+/u],
];

/** The words of a text by the kind of their characters: `HTTPServer2xx` is HTTP, Server, 2, xx. */
function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  let rest = text;
  while (rest !== '') {
    const [kind, found] = WORDS.map(([kind, pattern]) => [kind, pattern.exec(rest)?.[0]] as const).find(([, found]) => found) ?? [
      'other',
      rest[0]!,
    ];
    words.push({ kind, text: found ?? rest[0]! });
    rest = rest.slice((found ?? rest[0]!).length);
  }
  return words;
}

const ends = (kind: WordKind): boolean => kind === 'end' || kind === 'punctuation' || kind === 'connector';

/** Words in lower case with a connector between them, numbers kept with the word that they belong to (`Bld4Floor` is bld4_floor, `http2xx` http_2xx). */
function delimited(text: string, connector: string): string {
  const words = wordsOf(text);
  let at = 0;
  let written = '';
  const next = (): Word => words[at++] ?? { kind: 'end', text: '' };
  const lower = ({ kind, text }: Word): string =>
    kind === 'connector' ? connector.repeat([...text].length) : kind === 'upper' ? text.toLowerCase() : text;
  const takeRun = (word: Word): Word => {
    let here = word;
    for (; here.kind === 'letters' || here.kind === 'number'; here = next()) written += lower(here);
    if (!ends(here.kind)) written += connector;
    return here;
  };
  const afterLetters = (word: Word): Word => {
    if (word.kind !== 'number') {
      if (!ends(word.kind)) written += connector;
      return word;
    }
    if (at >= words.length) return word;
    const following = next();
    if (following.kind === 'letters') {
      written += connector + lower(word);
      return takeRun(following);
    }
    written += lower(word);
    if (!ends(following.kind)) written += connector;
    return following;
  };
  let word = next();
  while (at < words.length) {
    if (word.kind !== 'connector') written += lower(word);
    const before = word;
    word = next();
    if (before.kind === 'number') word = takeRun(word);
    else if (before.kind === 'connector') written += lower(before);
    else if (before.kind !== 'punctuation') word = afterLetters(word);
  }
  return written + lower(word);
}

/** Lines of at most `width` bytes, broken at blanks, and inside of longer words where `cuts` says so. */
function wrapped(text: string, asked: number, separator: string, cuts: boolean): string {
  const width = Math.max(asked, 1);
  const lines: string[] = [];
  let at = 0;
  while (text.length - at > width) {
    if (text[at] === ' ') {
      at++;
      continue;
    }
    const space = text.slice(at, at + width + 1).lastIndexOf(' ');
    const end = space >= 0 ? at + space : cuts ? at + width : text.indexOf(' ', at + width);
    if (end < 0) break;
    lines.push(text.slice(at, end));
    at = space >= 0 || !cuts ? end + 1 : end;
  }
  checkLength(text.length + lines.length * separator.length);
  return [...lines, text.slice(at)].join(separator);
}

/** The text from `left` on in at most `width` bytes, dots for what is left out. */
function abbreviated(text: GoString, left: number, width: number): GoString {
  const length = byteLength(text.text);
  if (length <= width) return text;
  const offset = Math.min(Math.min(left, length), length - left < width - 3 ? length - (width - 3) : length);
  if (offset <= 4) return textFrom(`${bytesCut(text, 0, width - 3).text}...`, text);
  if (offset + width - 3 >= length) return textFrom(`...${bytesCut(text, length - (width - 3), length).text}`, text);
  const rest = bytesCut(text, offset, length);
  return textFrom(`...${width - 3 < 4 ? '' : abbreviated(rest, 0, width - 3).text}`, text);
}

const remade = (remake: (text: string) => string): GoFunction => takes(['string'], text => textFrom(remake(text.text), text));

export const CASING: Readonly<Record<string, GoFunction>> = {
  title: remade(title),
  untitle: remade(untitle),
  initials: remade(initials),
  swapcase: remade(swapcase),
  camelcase: remade(camelcase),
  snakecase: remade(text => delimited(text, '_')),
  kebabcase: remade(text => delimited(text, '-')),
  wrap: takes(['int', 'string'], (width, text) => textFrom(wrapped(text.text, width.value, '\n', false), text, width)),
  wrapWith: takes(['int', 'string', 'string'], (width, separator, text) =>
    textFrom(wrapped(text.text, width.value, separator.text || '\n', true), text, width, separator),
  ),
  abbrev: takes(['int', 'string'], (width, text) => because(width.value < 4 ? text : abbreviated(text, 0, width.value), width)),
  abbrevboth: takes(['int', 'int', 'string'], (left, right, text) => {
    const leaves = right.value < 4 || (left.value > 0 && right.value < 7);
    return because(leaves ? text : abbreviated(text, left.value, right.value), left, right);
  }),
};
