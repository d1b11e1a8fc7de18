import type { Problem, Span } from '../../model/source.ts';
import { Tokens } from './tokens.ts';

/** Thrown by `fail` to leave a statement, and caught by `attempt`: one object, since a broken file may fail a million times. */
const BROKEN = new Error('This statement could not be read.');

/** Thrown where a statement is over without its end: what follows is the next one. */
const CUT = new Error('This statement is cut off.');

const MOST_PROBLEMS = 20;

/** Blocks within blocks: more is no contract, and would exhaust the stack. */
const DEEPEST = 64;

/** Reads .proto statements. What cannot be read is said once and passed over up to the end of its statement. */
export class Reader extends Tokens {
  readonly problems: Problem[] = [];
  private depth = 0;

  is(symbol: string): boolean {
    return this.kind === 'symbol' && this.text[this.start] === symbol;
  }

  isWord(word: string): boolean {
    return this.kind === 'word' && this.end - this.start === word.length && this.text.startsWith(word, this.start);
  }

  /** Goes on if this symbol stands here. */
  accept(symbol: string): boolean {
    if (!this.is(symbol)) return false;
    this.next();
    return true;
  }

  acceptWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.next();
    return true;
  }

  take(symbol: string): void {
    if (!this.accept(symbol)) this.fail(`"${symbol}"`);
  }

  takeWord(expected: string): string {
    if (this.kind !== 'word') this.fail(expected);
    const { word } = this;
    this.next();
    return word;
  }

  /** `Order`, `shop.Order`, `.shop.Order`, without blanks. */
  takeName(expected: string): string {
    let name = this.accept('.') ? '.' : '';
    name += this.takeWord(expected);
    while (this.accept('.')) name += `.${this.takeWord(expected)}`;
    return name;
  }

  takeInteger(expected: string): number {
    const negative = this.accept('-');
    const value = this.kind === 'number' ? integer(this.word) : undefined;
    if (value === undefined) return this.fail(expected);
    this.next();
    return negative ? -value : value;
  }

  /** The statements of a block, until its end. */
  block(statement: () => void): void {
    const opened: Span = [this.start, this.end];
    this.take('{');
    if (this.depth >= DEEPEST) this.fail(`at most ${DEEPEST} blocks within each other`);
    this.depth++;
    while (!this.is('}') && this.kind !== 'end') this.attempt(statement);
    this.depth--;
    if (!this.accept('}')) this.say(opened, 'This "{" is never closed; add the "}" that ends its block.');
  }

  /** Reads a statement, or says why not and goes to the next. Always moves on. */
  attempt(statement: () => void): void {
    const { start, depth } = this;
    try {
      statement();
    } catch (error) {
      if (error !== BROKEN && error !== CUT) throw error;
      this.depth = depth;
      if (error === BROKEN) this.skipStatement();
    }
    if (this.start === start && this.kind !== 'end') this.next();
  }

  fail(expected: string): never {
    const found = this.kind === 'end' ? 'the file ends' : `"${clipped(this.word)}" stands`;
    this.say([this.start, this.end], `Expected ${expected}, but ${found} here.`);
    throw BROKEN;
  }

  /** Leaves a statement that has no end, when it was said why. */
  cutOff(): never {
    throw CUT;
  }

  say(at: Span, message: string): void {
    if (this.problems.length < MOST_PROBLEMS) this.problems.push({ at, message });
  }

  /** Past `;` or a whole block, or in front of the `}` that ends the block around. */
  skipStatement(): void {
    while (this.kind !== 'end' && !this.is('}')) {
      if (this.is('{')) {
        this.skipBlock();
        return;
      }
      if (this.accept(';')) return;
      this.next();
    }
  }

  /** Past the `}` that belongs to the `{` here. */
  skipBlock(): void {
    let open = 0;
    do {
      if (this.is('{')) open++;
      else if (this.is('}')) open--;
      this.next();
    } while (open > 0 && this.kind !== 'end');
  }
}

function integer(word: string): number | undefined {
  if (/^0[0-7]+$/.test(word)) return Number.parseInt(word, 8);
  return /^(?:\d+|0[xX][\da-fA-F]+)$/.test(word) ? Number(word) : undefined;
}

const clipped = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
