type TokenKind = 'word' | 'number' | 'text' | 'symbol' | 'end';

/** Goes through .proto text one token at a time; comments and blanks are passed over. Any text has tokens. */
export class Tokens {
  readonly text: string;
  kind: TokenKind = 'end';
  start = 0;
  end = 0;
  /** Where the token before ended. */
  last = 0;
  /** Whether the text in quotes that was last seen has its second quote. */
  closed = true;

  constructor(text: string) {
    this.text = text;
    this.end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.next();
  }

  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  next(): void {
    this.last = this.end;
    const start = this.afterBlanks(this.end);
    const code = this.text.charCodeAt(start);
    this.start = start;
    if (Number.isNaN(code)) this.become('end', start);
    else if (isLetter(code)) this.become('word', this.wordEnd(start));
    else if (isDigit(code) || (code === DOT && isDigit(this.text.charCodeAt(start + 1)))) this.become('number', this.numberEnd(start));
    else if (code === QUOTE || code === APOSTROPHE) this.become('text', this.textEnd(start, code));
    else this.become('symbol', start + 1);
  }

  private become(kind: TokenKind, end: number): void {
    this.kind = kind;
    this.end = end;
  }

  private afterBlanks(from: number): number {
    const { text } = this;
    for (let at = from; ; at++) {
      const code = text.charCodeAt(at);
      if (code <= 32 || code === 0xfeff) continue;
      if (code !== SLASH) return at;
      const second = text.charCodeAt(at + 1);
      if (second === SLASH) at = endOr(text.indexOf('\n', at), text.length - 1);
      else if (second === STAR) at = endOr(text.indexOf('*/', at + 2) + 1, text.length - 1);
      else return at;
    }
  }

  private wordEnd(start: number): number {
    let at = start + 1;
    for (let code = this.text.charCodeAt(at); isLetter(code) || isDigit(code); code = this.text.charCodeAt(at)) at++;
    return at;
  }

  /** Digits, `0x1F`, `1.5e-3`: whatever clings to them is a part of the number, and wrong as such. */
  private numberEnd(start: number): number {
    const { text } = this;
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      if (isDigit(code) || isLetter(code) || code === DOT) continue;
      if ((code === PLUS || code === MINUS) && EXPONENT.test(text.slice(start, at))) continue;
      return at;
    }
  }

  /** Behind the closing quote; a text that is not closed ends with its line. */
  private textEnd(start: number, quote: number): number {
    const { text } = this;
    for (let at = start + 1; ; at++) {
      const code = text.charCodeAt(at);
      this.closed = code === quote;
      if (this.closed) return at + 1;
      if (Number.isNaN(code) || code === NEWLINE) return at;
      if (code === BACKSLASH && at + 1 < text.length && text.charCodeAt(at + 1) !== NEWLINE) at++;
    }
  }
}

const NEWLINE = 10;
const QUOTE = 34;
const APOSTROPHE = 39;
const STAR = 42;
const PLUS = 43;
const MINUS = 45;
const DOT = 46;
const SLASH = 47;
const BACKSLASH = 92;

const EXPONENT = /^(?!0[xX])[\d.]+[eE]$/;

const isLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
const isDigit = (code: number): boolean => code >= 48 && code <= 57;
const endOr = (found: number, last: number): number => (found > 0 ? found : last);
