import type { FilePath, Span } from '../../model/source.ts';
import type { CodeLanguage, Lexis } from './language.ts';
import { type Token, tokensOf } from './lexer.ts';

/** A file of code as its words and brackets. */
export interface Code {
  readonly path: FilePath;
  readonly text: string;
  readonly language: CodeLanguage;
  readonly tokens: readonly Token[];
  /** The other bracket of each bracket; -1 for everything else. */
  readonly pairs: Int32Array;
  /** The innermost bracket that is open before each token; -1 at the top. */
  readonly around: Int32Array;
  /** Where each word stands. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

const CLOSING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

export function codeOf(path: FilePath, text: string, lexis: Lexis): Code {
  const tokens = tokensOf(text, lexis);
  const pairs = new Int32Array(tokens.length).fill(-1);
  const around = new Int32Array(tokens.length).fill(-1);
  const places = new Map<string, number[]>();
  const open: number[] = [];
  tokens.forEach((token, at) => {
    around[at] = open.at(-1) ?? -1;
    if (token.kind === 'word') {
      const known = places.get(token.text);
      if (known) known.push(at);
      else places.set(token.text, [at]);
    }
    if (token.kind !== 'mark') return;
    if (token.text === '(' || token.text === '[' || token.text === '{') open.push(at);
    const opening = CLOSING[token.text];
    if (opening === undefined) return;
    // A bracket that nothing opened is passed over; one that nothing closed ends with those around it.
    const found = open.findLastIndex(index => tokens[index]!.text === opening);
    if (found < 0 || open.length - found > MOST_UNCLOSED) return;
    const start = open[found]!;
    open.length = found;
    pairs[at] = start;
    pairs[start] = at;
    around[at] = open.at(-1) ?? -1;
  });
  return { path, text, language: lexis.language, tokens, pairs, around, places };
}

const MOST_UNCLOSED = 4;

export const spanOf = ({ tokens }: Code, from: number, to = from): Span => [tokens[from]!.start, tokens[to]!.end];

/** The text of a word or mark; empty beyond the ends and for texts. */
export const markAt = ({ tokens }: Code, at: number): string => {
  const token = tokens[at];
  return token === undefined || token.kind === 'text' ? '' : token.text;
};

export const isWord = ({ tokens }: Code, at: number): boolean => tokens[at]?.kind === 'word';

const ACCESS: ReadonlySet<string> = new Set(['.', '?.', '&.', '::']);

/** What leads from a value to its member. */
export const isAccess = (code: Code, at: number): boolean => {
  const mark = markAt(code, at);
  return ACCESS.has(mark) || (mark === '->' && code.language === 'PHP') || (mark === '\\' && code.language === 'PHP');
};

/** Words that stand before a value and are not the name of something that is called. */
const KEYWORDS: ReadonlySet<string> = new Set(
  `return await new if else while for foreach in of yield throw case when match switch and or not is as let var val const do unless elsif elif
   until catch typeof delete range go defer echo print puts raise assert async move mut ref unsafe lambda fn func fun function def with select from where by void instanceof final static public private protected internal override readonly export default`.split(
    /\s+/,
  ),
);

export const isKeyword = (word: string): boolean => KEYWORDS.has(word);
