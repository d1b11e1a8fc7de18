import type { Span } from '../../../model/source.ts';
import { kotlinTokens, type Token } from './kotlin-tokens.ts';

const END: Token = { kind: 'end', text: '', start: 0, end: 0, line: true };

/** A place among the tokens of Kotlin. Every step takes a token, so that whoever reads ends on any text. */
export class KotlinCursor {
  private readonly tokens: readonly Token[];
  private at = 0;
  /** Where the text begins in its file: a hole in a text is read by itself. */
  protected readonly offset: number;

  constructor(text: string, offset: number) {
    this.tokens = kotlinTokens(text);
    this.offset = offset;
  }

  get next(): Token {
    return this.tokens[this.at] ?? END;
  }

  ahead(count: number): Token {
    return this.tokens[this.at + count] ?? END;
  }

  take(): Token {
    const token = this.next;
    if (token.kind !== 'end') this.at++;
    return token;
  }

  taken(text: string): boolean {
    if (this.next.text !== text) return false;
    this.take();
    return true;
  }

  spanFrom(start: number): Span {
    const last = this.tokens[Math.max(0, this.at - 1)] ?? END;
    return [start + this.offset, Math.max(start, last.end) + this.offset];
  }

  /** Past `<…>`, or not at all where it is no list of types. */
  types(): string {
    if (this.next.text !== '<') return '';
    let depth = 0;
    for (let count = 0; count < 40; count++) {
      const { text, kind } = this.ahead(count);
      if (text === '<') depth++;
      else if (text === '>' && --depth === 0) {
        const start = this.next.start;
        this.at += count + 1;
        return this.written(start);
      } else if (kind === 'text' || kind === 'end' || !(kind === 'word' || /^[.,*?:&]$/.test(text))) return '';
    }
    return '';
  }

  type(): string {
    const { start } = this.next;
    if (this.next.text === '(') return this.functionType();
    if (this.next.kind === 'word') this.take();
    while (this.next.text === '.' && this.ahead(1).kind === 'word') {
      this.take();
      this.take();
    }
    this.types();
    this.taken('?');
    return this.written(start).replace(/\?$/, '');
  }

  /** `(Order, Int) -> Unit` is a function, whatever it takes. */
  private functionType(): string {
    let depth = 0;
    do {
      const { text } = this.take();
      depth += text === '(' ? 1 : text === ')' ? -1 : 0;
    } while (depth > 0 && this.next.kind !== 'end');
    while (this.taken('->')) {
      if (this.next.kind === 'word') this.take();
      this.types();
    }
    return '';
  }

  private written(start: number): string {
    let text = '';
    for (let at = this.at - 1; at >= 0 && this.tokens[at]!.start >= start; at--)
      text = `${this.tokens[at]!.text === ',' ? ', ' : this.tokens[at]!.text}${text}`;
    return text;
  }

  /** Whether a call's arguments or a lambda follow, with types before them or not. */
  protected callFollows(): boolean {
    const before = this.at;
    this.types();
    const follows = !this.next.line && /^[({]$/.test(this.next.text);
    this.at = before;
    return follows;
  }
}
