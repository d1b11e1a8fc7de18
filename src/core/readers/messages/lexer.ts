import type { Lexis } from './language.ts';

export interface Token {
  readonly kind: 'word' | 'text' | 'number' | 'mark';
  /** Of a text, what stands between its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Stands first on its line. */
  readonly fresh: boolean;
}

const WORD = /[\p{L}_$][\p{L}\p{N}_$]*/uy;

const PLAIN_WORD = /[\p{L}_][\p{L}\p{N}_]*/uy;

const NUMBER = /\d[\w]*(?:\.\d\w*)?/y;

const MARK = /===|!==|\.\.\.|\?\?=|\|\|=|\?\.|\?\?|\?:|!!|->|=>|::|:=|==|!=|<=|>=|&&|\|\||\+=|-=|\*=|\+\+|--|&\.|\.\.|[^\s\w]/uy;

const CHARACTER = /'(?:\\(?:u\{?\w+\}?|.)|[^\\'\n])'/y;

const VALUE_BEFORE = /[\w)\]}"'`]/;

/** More words than any person writes into one file: what follows is not read. */
const MOST_TOKENS = 300_000;

/** The words, marks and texts of a file, without comments; what stands in the holes of a text follows it in brackets. Total. */
export function tokensOf(text: string, lexis: Lexis): readonly Token[] {
  const lexer = new Lexer(text, lexis);
  lexer.run();
  return lexer.tokens;
}

class Lexer {
  readonly tokens: Token[] = [];
  private at = 0;
  private fresh = true;
  private depth = 0;
  private readonly text: string;
  private readonly lexis: Lexis;

  constructor(text: string, lexis: Lexis) {
    this.text = text;
    this.lexis = lexis;
    if (lexis.language === 'PHP') this.skipMarkup();
  }

  /** Up to the end, or to the brace that closes a hole. */
  run(inHole = false): void {
    let open = 0;
    while (this.at < this.text.length && this.tokens.length < MOST_TOKENS) {
      if (this.skipped()) continue;
      const char = this.text[this.at]!;
      if (char === '{') open++;
      if (char === '}' && --open < 0 && inHole) return;
      this.token(char);
    }
  }

  private skipped(): boolean {
    const char = this.text[this.at]!;
    if (char === '\n') this.fresh = true;
    if (/\s/.test(char)) {
      this.at++;
      return true;
    }
    if (this.sees(this.lexis.lineComment)) {
      this.to('\n', 0);
      return true;
    }
    if (this.lexis.blockComments && this.text.startsWith('/*', this.at)) {
      this.to('*/', 2);
      return true;
    }
    if (this.lexis.language === 'PHP' && this.text.startsWith('?>', this.at)) {
      this.skipMarkup();
      return true;
    }
    return false;
  }

  private token(char: string): void {
    const { quotes, backtick, regexes } = this.lexis;
    const isQuote = quotes.includes(char) && !(char === "'" && this.isApostrophe());
    if (isQuote || (char === '`' && backtick !== 'none')) return this.quoted(char);
    if (char === "'" && this.take('text', CHARACTER)) return;
    if (char === '/' && regexes && this.opensRegex()) return this.regex();
    if (this.isSkippedMark(char)) {
      this.at++;
      return;
    }
    const word = this.lexis.language === 'JavaScript' ? WORD : PLAIN_WORD;
    if (this.take('word', word) || this.take('number', NUMBER) || this.take('mark', MARK)) return;
    this.at++;
  }

  /** `$` and `@` before a variable, the `!` of `x!.y`, the `?.` of `x?.[0]` say nothing of what is meant. */
  private isSkippedMark(char: string): boolean {
    const next = this.text[this.at + 1] ?? '';
    const { language } = this.lexis;
    if (language === 'PHP' && char === '$') return true;
    if (language === 'Ruby' && char === '@') return true;
    if (language === 'C#' && char === '@' && /[A-Za-z_]/.test(next)) return true;
    if (char === '!' && this.isAfterValue() && (next === '.' || next === '[' || next === '!' || next === ')' || next === ';')) return true;
    return false;
  }

  private isAfterValue(): boolean {
    return this.at > 0 && /[\w)\]!]/.test(this.text[this.at - 1]!);
  }

  private take(kind: Token['kind'], pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    if (found === undefined) return false;
    this.add(kind, found, this.at + found.length);
    return true;
  }

  private add(kind: Token['kind'], text: string, end: number): void {
    this.tokens.push({ kind, text, start: this.at, end, fresh: this.fresh });
    this.fresh = false;
    this.at = end;
  }

  private sees(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    return pattern.test(this.text);
  }

  private to(end: string, length: number): void {
    const found = this.text.indexOf(end, this.at + length);
    this.at = found < 0 ? this.text.length : found + length;
  }

  private skipMarkup(): void {
    const found = /<\?(?:php|=)?/g;
    found.lastIndex = this.at;
    const opening = found.exec(this.text);
    this.at = opening ? opening.index + opening[0].length : this.text.length;
  }

  /** In the text of a page: `Don't`. */
  private isApostrophe(): boolean {
    return (
      this.lexis.language === 'JavaScript' &&
      this.at > 0 &&
      /\p{L}/u.test(this.text[this.at - 1]!) &&
      !/\b(?:case|return|from|in|of|import)$/.test(this.text.slice(Math.max(0, this.at - 7), this.at))
    );
  }

  private opensRegex(): boolean {
    const last = this.tokens.at(-1);
    if (!last) return true;
    if (last.kind === 'word') return /^(?:return|case|typeof|if|unless|when|and|or|in)$/.test(last.text);
    return last.kind === 'mark' && !VALUE_BEFORE.test(last.text) && last.text !== '<';
  }

  private regex(): void {
    let inClass = false;
    let at = this.at + 1;
    for (; at < this.text.length && this.text[at] !== '\n'; at++) {
      const char = this.text[at];
      if (char === '\\') at++;
      else if (char === '[') inClass = true;
      else if (char === ']') inClass = false;
      else if (char === '/' && !inClass) return this.add('text', this.text.slice(this.at + 1, at), at + 1);
    }
    this.add('mark', '/', this.at + 1);
  }

  private quoted(quote: string): void {
    const { language, tripleQuotes, backtick } = this.lexis;
    const isTriple = tripleQuotes && this.text.startsWith(quote.repeat(3), this.at);
    const before = this.text.slice(Math.max(0, this.at - 3), this.at);
    const verbatim = language === 'C#' && /@\$?$/.test(before);
    const multiline = isTriple || quote === '`' || verbatim || /^(?:PHP|Ruby|Rust)$/.test(language);
    const raw = verbatim || (quote === '`' && backtick === 'raw');
    this.textUntil(isTriple ? quote.repeat(3) : quote, { multiline, raw, hole: this.holeIn(quote, before) });
  }

  private holeIn(quote: string, before: string): RegExp | undefined {
    const { language, hole, holePrefix } = this.lexis;
    if (language === 'JavaScript' && quote !== '`') return undefined;
    if (holePrefix) return holePrefix.test(before) ? hole : undefined;
    return quote === "'" ? undefined : hole;
  }

  private textUntil(close: string, { multiline, raw, hole }: { multiline: boolean; raw: boolean; hole: RegExp | undefined }): void {
    const begin = this.at;
    const holes: number[] = [];
    let at = this.at + close.length;
    for (; at < this.text.length; at++) {
      const char = this.text[at]!;
      if (char === '\\' && !raw) at++;
      else if (char === '\n' && !multiline) break;
      else if (this.text.startsWith(close, at)) break;
      else if (hole && holes.length < 500) {
        hole.lastIndex = at;
        const opening = hole.exec(this.text);
        if (!opening) continue;
        holes.push(at);
        at = this.holeEnd(at, opening[0]);
      }
    }
    const end = Math.min(this.text.length, this.text.startsWith(close, at) ? at + close.length : at);
    this.at = begin;
    this.add('text', this.text.slice(begin + close.length, Math.max(begin + close.length, end - close.length)), end);
    if (holes.length > 0 && this.depth < 8) this.readHoles(holes, end, hole!);
  }

  /** The last character of a hole: its brace, or the end of the word. */
  private holeEnd(at: number, opening: string): number {
    if (!opening.endsWith('{')) {
      PLAIN_WORD.lastIndex = at + 1;
      const [word = ''] = PLAIN_WORD.exec(this.text) ?? [];
      return at + word.length;
    }
    let open = 0;
    for (let here = at + opening.length; here < this.text.length; here++) {
      const char = this.text[here];
      if (char === '{') open++;
      else if (char === '}' && --open < 0) return here;
    }
    return this.text.length;
  }

  private readHoles(holes: readonly number[], end: number, hole: RegExp): void {
    this.depth++;
    for (const at of holes) {
      hole.lastIndex = at;
      const [opening = ''] = hole.exec(this.text) ?? [];
      const close = this.holeEnd(at, opening);
      const inner = new Lexer(this.text.slice(0, close), this.lexis);
      inner.at = at + opening.length;
      inner.depth = this.depth;
      inner.fresh = false;
      inner.run(true);
      this.tokens.push({ kind: 'mark', text: '(', start: at, end: at + opening.length, fresh: false });
      for (const token of inner.tokens) this.tokens.push(token);
      this.tokens.push({ kind: 'mark', text: ')', start: close, end: close + 1, fresh: false });
    }
    this.depth--;
    this.at = end;
  }
}
