import { isDigit, isWideBreak, isWideName, isWideSpace, lineEnd, NAME_PART } from './characters.ts';
import { dot, greater, operator } from './operator.ts';
import * as token from './token.ts';

/** Thrown where the text is not what this reader knows; the whole parser has the word then. */
export class NotRead extends Error {}

const NOT_READ = new NotRead('This is not read directly.');

export interface Mark {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly before: number;
  readonly breakBefore: boolean;
  readonly binds: number;
  readonly escaped: boolean;
}

/** One token at a time and none kept, so that reading a file allocates nothing but what it says. */
export class Lexer {
  readonly text: string;
  kind: number = token.END;
  start = 0;
  end = 0;
  /** Where the token before ended. */
  before = 0;
  /** The token is the first of its line. */
  breakBefore = false;
  /** How strongly the token binds as an operator between two values. */
  binds = 0;
  /** A text with escape sequences. */
  escaped = false;

  constructor(text: string) {
    this.text = text;
    if (text.startsWith('#!')) this.end = lineEnd(text, 0);
    this.next();
    this.before = 0;
  }

  get word(): string {
    return this.text.slice(this.start, this.end);
  }

  is(word: string): boolean {
    return this.kind === token.WORD && this.end - this.start === word.length && this.text.startsWith(word, this.start);
  }

  /** The character at an offset from the token's end. */
  after(offset: number): number {
    return this.text.charCodeAt(this.end + offset);
  }

  mark(): Mark {
    const { kind, start, end, before, breakBefore, binds, escaped } = this;
    return { kind, start, end, before, breakBefore, binds, escaped };
  }

  back(mark: Mark): void {
    this.kind = mark.kind;
    this.start = mark.start;
    this.end = mark.end;
    this.before = mark.before;
    this.breakBefore = mark.breakBefore;
    this.binds = mark.binds;
    this.escaped = mark.escaped;
  }

  fail(): never {
    throw NOT_READ;
  }

  expect(kind: number): void {
    if (this.kind !== kind) this.fail();
    this.next();
  }

  /** Takes the token where it is of the kind. */
  takes(kind: number): boolean {
    if (this.kind !== kind) return false;
    this.next();
    return true;
  }

  takesWord(word: string): boolean {
    if (!this.is(word)) return false;
    this.next();
    return true;
  }

  next(): void {
    this.before = this.end;
    this.binds = 0;
    this.start = this.end = this.skipSpace();
    const code = this.text.charCodeAt(this.start);
    if (code < 128 ? NAME_PART[code] === 1 && !isDigit(code) : code > 127) return this.name(token.WORD);
    if (isDigit(code)) return this.number();
    this.sign(code);
  }

  private skipSpace(): number {
    const { text } = this;
    let at = this.end;
    this.breakBefore = false;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 0x20 || code === 0x09) at++;
      else if (code === 0x0a || code === 0x0d) {
        at++;
        this.breakBefore = true;
      } else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2f) at = lineEnd(text, at);
      else if (code === 0x2f && text.charCodeAt(at + 1) === 0x2a) at = this.commentEnd(at + 2);
      else if (code < 0x0d && code > 0x0a) at++;
      else if (code > 127 && (isWideSpace(code) || isWideBreak(code))) at++;
      else return at;
    }
  }

  private commentEnd(start: number): number {
    const { text } = this;
    for (let at = start; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x2a && text.charCodeAt(at + 1) === 0x2f) return at + 2;
      if (code === 0x0a) this.breakBefore = true;
    }
    return this.fail();
  }

  private name(kind: number): void {
    const { text } = this;
    let at = this.end;
    for (let code = text.charCodeAt(at); code < 128 ? NAME_PART[code] === 1 : isWideName(code);) code = text.charCodeAt(++at);
    if (at === this.end || text.charCodeAt(at) === 0x5c) this.fail();
    this.end = at;
    this.kind = kind;
  }

  private number(): void {
    const { text } = this;
    let at = this.start;
    const second = text.charCodeAt(at + 1);
    // Octal numbers without a letter are of another age.
    if (text.charCodeAt(at) === 0x30 && isDigit(second)) this.fail();
    const prefixed = text.charCodeAt(at) === 0x30 && NAME_PART[second] === 1 && second !== 0x65 && second !== 0x45 && second !== 0x6e;
    for (;;) {
      const code = text.charCodeAt(at);
      const exponent = !prefixed && (code === 0x65 || code === 0x45);
      if (exponent && (text.charCodeAt(at + 1) === 0x2b || text.charCodeAt(at + 1) === 0x2d)) at += 2;
      else if (NAME_PART[code] === 1 || (code === 0x2e && !prefixed && this.isFraction(at))) at++;
      else break;
    }
    this.end = at;
    this.kind = text.charCodeAt(at - 1) === 0x6e ? token.BIG_NUMBER : token.NUMBER;
  }

  /** The point of `1.5` and of `1.`, not the one of `1.5.toFixed()`. */
  private isFraction(at: number): boolean {
    return this.text.indexOf('.', this.start) === at;
  }

  private sign(code: number): void {
    switch (code) {
      case 0x28:
        return this.take(token.OPEN_ROUND, 1);
      case 0x29:
        return this.take(token.CLOSE_ROUND, 1);
      case 0x2c:
        return this.take(token.COMMA, 1);
      case 0x3b:
        return this.take(token.SEMICOLON, 1);
      case 0x3a:
        return this.take(token.COLON, 1);
      case 0x7b:
        return this.take(token.OPEN_CURLY, 1);
      case 0x7d:
        return this.take(token.CLOSE_CURLY, 1);
      case 0x5b:
        return this.take(token.OPEN_SQUARE, 1);
      case 0x5d:
        return this.take(token.CLOSE_SQUARE, 1);
      case 0x22:
      case 0x27:
        return this.quoted(code);
      case 0x60:
        return this.take(token.TEMPLATE, 1);
      case 0x2e:
        return dot(this);
      case 0x40:
        return this.take(token.AT, 1);
      case 0x23:
        this.end++;
        return this.name(token.PRIVATE);
      default:
        if (Number.isNaN(code)) this.take(token.END, 0);
        else operator(this, code);
    }
  }

  take(kind: number, length: number): void {
    this.kind = kind;
    this.end = this.start + length;
  }

  /** `>` is a token alone, since types close with it; between values it may be the beginning of a longer operator. */
  joinGreater(): void {
    greater(this);
  }

  /** Reads the regular expression that begins at this token. */
  pattern(): void {
    const { text } = this;
    let inClass = false;
    for (let at = this.start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x0a || code === 0x0d) break;
      if (code === 0x5c) at++;
      else if (code === 0x5b) inClass = true;
      else if (code === 0x5d) inClass = false;
      else if (code === 0x2f && !inClass) {
        for (at++; NAME_PART[text.charCodeAt(at)] === 1;) at++;
        this.end = at;
        return this.next();
      }
    }
    this.fail();
  }

  private quoted(quote: number): void {
    const { text } = this;
    this.escaped = false;
    for (let at = this.start + 1; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === quote) {
        this.end = at + 1;
        this.kind = token.TEXT;
        return;
      }
      if (code === 0x0a || code === 0x0d) break;
      if (code !== 0x5c) continue;
      this.escaped = true;
      if (text.charCodeAt(++at) === 0x0d && text.charCodeAt(at + 1) === 0x0a) at++;
    }
    this.fail();
  }
}
