import { classSource, escapeSource, quoted } from './regex-class.ts';
import { eat, eaten, wrong } from './regex-reader.ts';
import type { Reader } from './regex-reader.ts';

/** A pattern of RE2. */
export type Pattern =
  | { readonly kind: 'character'; readonly fits: (character: string) => boolean }
  | { readonly kind: 'assertion'; readonly holds: Assertion }
  | { readonly kind: 'sequence'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'choice'; readonly options: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly inner: Pattern; readonly low: number; readonly high: number; readonly greedy: boolean }
  | { readonly kind: 'group'; readonly index: number; readonly inner: Pattern };

/** Whether a place in a text is such a place: a start, an end, the edge of a word. */
export type Assertion = (text: string, at: number) => boolean;

interface Syntax {
  readonly pattern: Pattern;
  /** The names of groups, empty where they have none; the first is the whole. */
  readonly groups: readonly string[];
}

/** Go's limits: `x{1001}` is an error, and so is nesting of more than a thousand levels. */
const MOST_REPEATS = 1000;
const DEEPEST = 1000;

export function regexSyntax(source: string): Syntax {
  const reader: Reader = { source: unquoted(source), groups: [''], at: 0, flags: new Set(), depth: 0 };
  const pattern = choice(reader);
  if (reader.at < reader.source.length) throw wrong('unexpected )', source);
  return { pattern, groups: reader.groups };
}

/** `\Qa.b\E` written with an escape for each character. */
const unquoted = (source: string): string =>
  source.replace(/\\Q([\s\S]*?)(?:\\E|$)|\\[\s\S]/g, (all, inside?: string) => (inside === undefined ? all : escapedMeta(inside)));

export const escapedMeta = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

function choice(reader: Reader): Pattern {
  if ((reader.depth += 1) > DEEPEST) throw wrong('expression nests too deeply', reader.source);
  const options = [sequence(reader)];
  while (eaten(reader, '|')) options.push(sequence(reader));
  reader.depth -= 1;
  return options.length === 1 ? options[0]! : { kind: 'choice', options };
}

function sequence(reader: Reader): Pattern {
  const parts: Pattern[] = [];
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at]!)) {
    const part = atom(reader);
    if (part) parts.push(repeated(reader, part));
  }
  return { kind: 'sequence', parts };
}

const REPEAT = /[*+?]|\{(\d+)(?:(,)(\d*))?\}/y;

function repeated(reader: Reader, part: Pattern): Pattern {
  const start = reader.at;
  const match = eat(reader, REPEAT);
  if (!match) return part;
  const lazy = eaten(reader, '?');
  const greedy = lazy === reader.flags.has('U');
  const [sign, low, comma, high] = match;
  const bounds = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] }[sign] ?? [
    Number(low),
    comma ? (high ? Number(high) : Infinity) : Number(low),
  ];
  const [least, most] = bounds as [number, number];
  if (least > MOST_REPEATS || (most > MOST_REPEATS && most !== Infinity) || least > most)
    throw wrong('invalid repeat count', reader.source.slice(start, reader.at));
  const after = reader.at;
  if (eat(reader, REPEAT)) throw wrong('invalid nested repetition operator', reader.source.slice(start, reader.at));
  reader.at = after;
  return { kind: 'repeat', inner: part, low: least, high: most, greedy };
}

function atom(reader: Reader): Pattern | undefined {
  if (eaten(reader, '(')) return group(reader);
  if (eaten(reader, '[')) return characters(reader, classSource(reader));
  if (eaten(reader, '.')) return characters(reader, reader.flags.has('s') ? '[\\s\\S]' : '[^\\n]');
  if (eaten(reader, '^')) return { kind: 'assertion', holds: reader.flags.has('m') ? atLineStart : atStart };
  if (eaten(reader, '$')) return { kind: 'assertion', holds: reader.flags.has('m') ? atLineEnd : atEnd };
  const dangling = eat(reader, REPEAT);
  if (dangling) {
    if (dangling[0].startsWith('{')) return sequenceOf(reader, dangling[0]);
    throw wrong('missing argument to repetition operator', dangling[0]);
  }
  if (reader.source[reader.at] === '\\') return escaped(reader);
  const character = String.fromCodePoint(reader.source.codePointAt(reader.at)!);
  reader.at += character.length;
  return literal(reader, character);
}

const sequenceOf = (reader: Reader, text: string): Pattern => ({
  kind: 'sequence',
  parts: [...text].map(character => literal(reader, character)),
});

const literal = (reader: Reader, character: string): Pattern =>
  reader.flags.has('i') && character.toLowerCase() !== character.toUpperCase()
    ? characters(reader, `[${quoted(character)}]`)
    : { kind: 'character', fits: other => other === character };

const FLAGS = /\?([imsU]*)(?:-([imsU]+))?([:)])/y;
const NAME = /\?P?<([A-Za-z_]\w*)>/y;

function group(reader: Reader): Pattern | undefined {
  const before = reader.flags;
  const named = eat(reader, NAME);
  const flagged = named ? undefined : eat(reader, FLAGS);
  if (!named && !flagged && reader.source[reader.at] === '?')
    throw wrong('invalid or unsupported Perl syntax', reader.source.slice(reader.at - 1, reader.at + 2));
  if (flagged) {
    const [, on = '', off = '', end] = flagged;
    reader.flags = new Set([...before, ...on].filter(flag => !off.includes(flag)));
    if (end === ')') return undefined;
  }
  const index = flagged ? 0 : reader.groups.push(named?.[1] ?? '') - 1;
  const inner = choice(reader);
  if (!eaten(reader, ')')) throw wrong('missing closing )', reader.source);
  reader.flags = before;
  return flagged ? inner : { kind: 'group', index, inner };
}

const isWord = (character: string | undefined): boolean => character !== undefined && /\w/.test(character);
const atStart: Assertion = (_, at) => at === 0;
const atEnd: Assertion = (text, at) => at === text.length;
const atLineStart: Assertion = (text, at) => at === 0 || text[at - 1] === '\n';
const atLineEnd: Assertion = (text, at) => at === text.length || text[at] === '\n';
const atWordEdge: Assertion = (text, at) => isWord(text[at - 1]) !== isWord(text[at]);
const insideWord: Assertion = (text, at) => !atWordEdge(text, at);

const ASSERTIONS: Readonly<Record<string, Assertion>> = { A: atStart, z: atEnd, b: atWordEdge, B: insideWord };

function escaped(reader: Reader): Pattern {
  const holds = ASSERTIONS[reader.source[reader.at + 1] ?? ''];
  if (holds) {
    reader.at += 2;
    return { kind: 'assertion', holds };
  }
  return characters(reader, `[${escapeSource(reader)}]`);
}

/** One character of a class; those of ASCII are looked up only once. */
function characters(reader: Reader, source: string): Pattern {
  let pattern: RegExp;
  try {
    pattern = new RegExp(`^${source}$`, reader.flags.has('i') ? 'iu' : 'u');
  } catch {
    throw wrong('invalid character class', source);
  }
  const known: (boolean | undefined)[] = [];
  return {
    kind: 'character',
    fits: character => {
      const code = character.charCodeAt(0);
      return code < 128 ? (known[code] ??= pattern.test(character)) : pattern.test(character);
    },
  };
}
