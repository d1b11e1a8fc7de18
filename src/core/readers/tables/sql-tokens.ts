import { words } from '../words.ts';

/** One word, name, mark or value of SQL. */
export interface Token {
  /** `word` may be a keyword or a name, `name` was quoted and is no keyword. */
  readonly kind: 'word' | 'name' | 'mark' | 'value';
  readonly text: string;
  readonly start: number;
}

/** A dump is longer than any schema that a person reads. */
const MOST_TEXT = 400_000;

const COMMENT = String.raw`--[^\n]*|#[^\n]*|\/\*[\s\S]*?(?:\*\/|$)`;
const DOLLAR_QUOTED = String.raw`\$(\w*)\$[\s\S]*?(?:\$\1\$|$)`;
const TEXT = String.raw`'(?:[^']|'')*'`;
/** As PostgreSQL, MySQL and SQL Server write them. */
const QUOTED_NAME = '"((?:[^"]|"")*)"|`([^`]*)`|' + String.raw`\[([A-Za-z_][\w ]*)\]`;
const VALUE = String.raw`\$\d+|[:@?]\w*|\d[\w.]*`;
const WORD = String.raw`([A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)`;
const TOKEN = new RegExp([COMMENT, DOLLAR_QUOTED, TEXT, QUOTED_NAME, VALUE, WORD, '::', String.raw`[^\s]`].join('|'), 'g');

/** Pure and total: the tokens of SQL in any dialect, comments left out. An unclosed quote is a mark. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.slice(0, MOST_TEXT).matchAll(TOKEN)) {
    const [whole, , quoted, ticked, bracketed, word] = match;
    const start = match.index;
    const name = quoted ?? ticked ?? bracketed;
    if (/^(--|\/\*|#)/.test(whole)) continue;
    if (word !== undefined) tokens.push({ kind: 'word', text: word, start });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name, start: start + 1 });
    else if (/^['$\d:@?]/.test(whole) && whole !== '::') tokens.push({ kind: 'value', text: whole, start });
    else tokens.push({ kind: 'mark', text: whole, start });
  }
  return tokens;
}

export const isWord = (token: Token | undefined, words: RegExp): boolean => token?.kind === 'word' && words.test(token.text);
export const isMark = (token: Token | undefined, mark: string): boolean => token?.kind === 'mark' && token.text === mark;
export const isName = (token: Token | undefined): token is Token =>
  token !== undefined && (token.kind === 'name' || (token.kind === 'word' && !KEYWORD.has(token.text.toLowerCase())));

/** Words that name nothing where an expression stands. */
const KEYWORD = words(`
  select from where and or not null is in like ilike between exists case when then else end as on join left right inner outer full cross
  natural using group order by having limit offset fetch nulls union all distinct intersect except asc desc set values insert into update
  delete returning with recursive true false default over partition window within interval cast collate any some escape current_timestamp
  current_date current_time for nowait skip locked ignore conflict do nothing duplicate lateral top similar to if rollup cube unnest merge
  matched excluded
`);

/** Words that are part of a phrase, or a name like any other: `FETCH FIRST 5 ROWS ONLY`, `at`. */
const PHRASE =
  /^(at|time|zone|first|next|last|only|key|output|row|rows|filter|share|array|percent|ties|replace|current|ordinality|no|preceding|following|unbounded|range)$/i;
const OPENS = /^(select|distinct|where|and|or|by|on|set|returning|not|when|then|else|having|between|like|in|as|from)$/i;

/** Whether a token names something where it stands. */
export function isNameAt(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (!isName(token)) return false;
  const before = tokens[index - 1];
  return token.kind === 'name' || !PHRASE.test(token.text) || before?.kind === 'mark' || isWord(before, OPENS);
}

/** Parts of a list between marks of the outermost level: `a int, b numeric(10, 2)`. */
export function itemsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isMark(token, '(')) depth++;
    if (isMark(token, ')')) depth--;
    if (depth === 0 && isMark(token, ',')) items.push([]);
    else items.at(-1)!.push(token);
  }
  return items.filter(item => item.length > 0);
}

/** The tokens between the bracket at `open` and the one that closes it, and what comes after. */
export function enclosed(tokens: readonly Token[], open: number): { readonly inside: readonly Token[]; readonly after: number } {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (isMark(tokens[at], '(')) depth++;
    else if (isMark(tokens[at], ')') && --depth === 0) return { inside: tokens.slice(open + 1, at), after: at + 1 };
  }
  return { inside: tokens.slice(open + 1), after: tokens.length };
}

/** A table's name from a place on, without its schema: `public."orders"`. */
export function nameAt(tokens: readonly Token[], from: number): { readonly name: Token; readonly after: number } | undefined {
  let at = from;
  let name = tokens[at];
  if (!name || (name.kind !== 'word' && name.kind !== 'name')) return undefined;
  while (isMark(tokens[at + 1], '.') && tokens[at + 2] && tokens[at + 2]!.kind !== 'mark') name = tokens[(at += 2)]!;
  return { name, after: at + 1 };
}
