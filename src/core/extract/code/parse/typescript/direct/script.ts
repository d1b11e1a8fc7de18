import type { Expression } from '../../../syntax.ts';
import { Lexer } from './lexer.ts';

/** What an expression is before it becomes an element of the common tree, where that counts for what stands around it. */
export type Shape = 'other' | 'identifier' | 'literal' | 'member' | 'assignment' | 'function' | 'class' | 'super';

export interface Dialect {
  /** Type annotations. */
  readonly types: boolean;
  /** Elements; without them `<T>value` gives a type. */
  readonly elements: boolean;
}

/** About as many as a token has, with the space around it. */
const LETTERS_OF_TOKEN = 4;

/** A text while it is read: the token that stands next, and what the expression was that was read last. */
export class Script extends Lexer {
  readonly types: boolean;
  readonly elements: boolean;
  shape: Shape = 'other';
  /** Where the shape is a member: of what, by which name, and how many statements there were before a computed key was read. */
  memberOf: Expression | undefined;
  memberName: string | undefined;
  memberStatements = 0;
  /** The return type of a function that was read last. */
  returns: string | undefined;
  /** `require('x')` that was read last, with the one member that is taken of it. */
  required: { readonly from: string; readonly member?: string } | undefined;
  /** What two operands became that were read last, and by which operator. */
  operated: Expression | undefined;
  operator = '';
  /** In the head of a `for`, `in` is no operator. */
  inHead = false;
  /** Between `?` and `:`, where a colon after a parenthesis is no return type. */
  inChoice = false;

  /** How many tokens may still be read ahead: brackets in brackets would be read again at each of them. */
  private ahead: number;

  constructor(text: string, { types, elements }: Dialect) {
    super(text);
    this.types = types;
    this.elements = elements;
    this.ahead = 1000 + 4 * text.length;
  }

  /** Reads a token ahead of what is understood. */
  pass(): void {
    this.spend(1);
    this.next();
  }

  /** Reads on at an offset, ahead of what is understood. */
  passTo(end: number): void {
    this.spend((end - this.start) / LETTERS_OF_TOKEN);
    this.end = end;
    this.next();
  }

  private spend(tokens: number): void {
    this.ahead -= tokens;
    if (this.ahead < 0) throw new RangeError('Too much would be read ahead.');
  }

  /** An expression of this shape was read, and nothing else is known of it. */
  read(shape: Shape): void {
    this.shape = shape;
    this.required = undefined;
    this.operated = undefined;
  }

  /** `value as T` and `value!` are values of their own, but a call looks through them. */
  readTyped(): void {
    this.read(this.shape === 'member' ? 'member' : 'other');
  }
}
