import { TemplateError } from '../value.ts';
import type { GoFunction, GoInt, GoString } from '../value.ts';
import { nextMatch, regex, searchOf } from './regex-run.ts';
import type { Match, Regex } from './regex-run.ts';
import { escapedMeta } from './regex-syntax.ts';
import { takes } from './signature.ts';
import { because, boolFrom, checkLength, cut, cutter, joined, listOf, originsIn, stretches, textFrom } from './text.ts';
import type { Stretch } from './text.ts';

const startOf = (match: Match): number => match[0] ?? 0;
const endOf = (match: Match): number => match[1] ?? 0;

/** How long the character at a place is. */
const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** All matches that do not overlap; an empty one right after another does not count. */
function matches(pattern: Regex, text: string, most: number): Match[] {
  const found: Match[] = [];
  const search = searchOf(pattern, text);
  const limit = most < 0 ? Infinity : most;
  let before = -1;
  for (let at = 0; at <= text.length && found.length < limit;) {
    const match = nextMatch(search, at);
    if (!match) break;
    const empty = endOf(match) === at;
    if (!empty || startOf(match) !== before) found.push(match);
    at = empty ? at + widthAt(text, at) : endOf(match);
    before = endOf(match);
  }
  return found;
}

const NAME = /\$(?:(\$)|(\w+)|\{(\w+)\})/g;

/** The replacement with `$1` and `${name}` put in; what names no group is empty. */
function expanded(replacement: string, pattern: Regex, match: Match, text: string): string {
  return replacement.replace(NAME, (_, dollar?: string, plain?: string, braced?: string) => {
    if (dollar !== undefined) return '$';
    const name = plain ?? braced ?? '';
    const index = /^\d+$/.test(name) ? Number(name) : pattern.groups.lastIndexOf(name);
    const [start, end] = [match[index * 2], match[index * 2 + 1]];
    return start === undefined || end === undefined ? '' : text.slice(start, end);
  });
}

type Written = (match: Match) => string;

/** The text with each match replaced. What lies between the matches keeps its pieces. */
function replaced(text: GoString, pattern: Regex, write: Written, replacement: GoString): GoString {
  const parts: Stretch[] = [];
  const search = searchOf(pattern, text.text);
  const part = cutter(text);
  let last = 0;
  let length = text.text.length;
  for (let at = 0; at <= text.text.length;) {
    const match = nextMatch(search, at);
    if (!match) break;
    const [start, end] = [startOf(match), endOf(match)];
    if (start > last) parts.push(...stretches(part(last, start)));
    if (end > last || start === 0) {
      const fresh = write(match);
      checkLength((length += fresh.length));
      parts.push(...stretches(textFrom(fresh, replacement, part(start, end))));
    }
    last = end;
    at = Math.max(end, at + widthAt(text.text, at));
  }
  if (last < text.text.length) parts.push(...stretches(part(last, text.text.length)));
  return parts.length > 0 ? joined(parts) : text;
}

const replacing = (literally: boolean): GoFunction =>
  takes(['string', 'string', 'string'], (source, text, replacement) => {
    const pattern = regex(source.text);
    const write: Written = literally ? () => replacement.text : match => expanded(replacement.text, pattern, match, text.text);
    return because(replaced(text, pattern, write, replacement), source);
  });

const find = takes(['string', 'string'], (source, text) => {
  const match = nextMatch(searchOf(regex(source.text), text.text), 0);
  return because(match ? cut(text, startOf(match), endOf(match)) : textFrom('', text), source);
});

const findAll = takes(['string', 'string', 'int'], (source, text, most) => {
  const found = matches(regex(source.text), text.text, most.value);
  const part = cutter(text);
  return listOf(
    found.map(match => part(startOf(match), endOf(match))),
    originsIn(source, text, most),
  );
});

function splitAt(source: GoString, text: GoString, most: GoInt): GoString[] {
  if (most.value === 0) return [];
  if (source.text !== '' && text.text === '') return [text];
  const parts: GoString[] = [];
  const part = cutter(text);
  let start = 0;
  let end = 0;
  for (const match of matches(regex(source.text), text.text, most.value)) {
    if (most.value > 0 && parts.length === most.value - 1) break;
    end = startOf(match);
    if (endOf(match) !== 0) parts.push(part(start, end));
    start = endOf(match);
  }
  return end === text.text.length ? parts : [...parts, part(start, text.text.length)];
}

const split = takes(['string', 'string', 'int'], (source, text, most) =>
  listOf(splitAt(source, text, most), originsIn(source, text, most)),
);

const mustMatch = takes(['string', 'string'], (source, text) =>
  boolFrom(nextMatch(searchOf(regex(source.text), text.text), 0) !== undefined, source, text),
);

/** A pattern that is none matches nothing, says sprig. */
const isMatch: GoFunction = args => {
  try {
    return mustMatch(args);
  } catch (error) {
    if (error instanceof TemplateError && error.message.startsWith('error parsing regexp')) return boolFrom(false, ...args);
    throw error;
  }
};

export const REGEX: Readonly<Record<string, GoFunction>> = {
  regexMatch: isMatch,
  mustRegexMatch: mustMatch,
  regexFind: find,
  mustRegexFind: find,
  regexFindAll: findAll,
  mustRegexFindAll: findAll,
  regexReplaceAll: replacing(false),
  mustRegexReplaceAll: replacing(false),
  regexReplaceAllLiteral: replacing(true),
  mustRegexReplaceAllLiteral: replacing(true),
  regexSplit: split,
  mustRegexSplit: split,
  regexQuoteMeta: takes(['string'], text => textFrom(escapedMeta(text.text), text)),
};
