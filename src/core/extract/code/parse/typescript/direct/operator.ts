import { isDigit } from './characters.ts';
import type { Lexer } from './lexer.ts';
import * as token from './token.ts';
import { BINDS } from './token.ts';

/** Reads the operator that begins with the character. */
export function operator(lexer: Lexer, code: number): void {
  const second = lexer.after(1);
  switch (code) {
    case 0x3d:
      if (second === 0x3e) return lexer.take(token.ARROW, 2);
      return second === code ? equality(lexer) : lexer.take(token.ASSIGN, 1);
    case 0x21:
      return second === 0x3d ? equality(lexer) : lexer.take(token.NOT, 1);
    case 0x7e:
      return lexer.take(token.NOT, 1);
    case 0x3f:
      return question(lexer, second);
    case 0x7c:
      return second === code ? alternative(lexer, token.OR, BINDS.or) : changing(lexer, token.PIPE, BINDS.pipe);
    case 0x26:
      return second === code ? both(lexer) : changing(lexer, token.AMPERSAND, BINDS.ampersand);
    case 0x2b:
      return second === code ? lexer.take(token.STEP, 2) : changing(lexer, token.PLUS, BINDS.sum);
    case 0x2d:
      return second === code ? lexer.take(token.STEP, 2) : changing(lexer, token.MINUS, BINDS.sum);
    default:
      return product(lexer, code, second);
  }
}

function product(lexer: Lexer, code: number, second: number): void {
  switch (code) {
    case 0x2a:
      return second === code ? changing(lexer, token.POWER, BINDS.power, 2) : changing(lexer, token.STAR, BINDS.product);
    case 0x25:
      return changing(lexer, token.OPERATOR, BINDS.product);
    case 0x5e:
      return changing(lexer, token.OPERATOR, BINDS.caret);
    case 0x2f:
      return changing(lexer, token.SLASH, BINDS.product);
    case 0x3c:
      return less(lexer, second);
    case 0x3e:
      lexer.binds = BINDS.relation;
      return lexer.take(token.GREATER, 1);
    default:
      lexer.fail();
  }
}

export function dot(lexer: Lexer): void {
  // `.5` is a number that nobody needs here.
  if (isDigit(lexer.after(1))) lexer.fail();
  if (lexer.after(1) === 0x2e && lexer.after(2) === 0x2e) lexer.take(token.SPREAD, 3);
  else lexer.take(token.DOT, 1);
}

function equality(lexer: Lexer): void {
  lexer.binds = BINDS.equality;
  lexer.take(token.OPERATOR, lexer.after(2) === 0x3d ? 3 : 2);
}

function question(lexer: Lexer, second: number): void {
  if (second === 0x3f) return alternative(lexer, token.OR, BINDS.or);
  if (second === 0x2e && !isDigit(lexer.after(2))) return lexer.take(token.OPTIONAL, 2);
  lexer.take(token.QUESTION, 1);
}

function alternative(lexer: Lexer, kind: number, binds: number): void {
  if (lexer.after(2) === 0x3d) return lexer.take(token.ASSIGN_MISSING, 3);
  lexer.binds = binds;
  lexer.take(kind, 2);
}

function both(lexer: Lexer): void {
  if (lexer.after(2) === 0x3d) return lexer.take(token.ASSIGN_CHANGED, 3);
  lexer.binds = BINDS.and;
  lexer.take(token.AND, 2);
}

/** An operator that can stand before `=`. */
function changing(lexer: Lexer, kind: number, binds: number, length = 1): void {
  if (lexer.after(length) === 0x3d) return lexer.take(token.ASSIGN_CHANGED, length + 1);
  lexer.binds = binds;
  lexer.take(kind, length);
}

function less(lexer: Lexer, second: number): void {
  if (second === 0x3c) return changing(lexer, token.OPERATOR, BINDS.shift, 2);
  lexer.binds = BINDS.relation;
  if (second === 0x3d) lexer.take(token.OPERATOR, 2);
  else lexer.take(token.LESS, 1);
}

export function greater(lexer: Lexer): void {
  const { text, start } = lexer;
  let length = 1;
  while (text.charCodeAt(start + length) === 0x3e) length++;
  if (length > 1) lexer.binds = BINDS.shift;
  if (text.charCodeAt(start + length) === 0x3d) {
    if (length > 1) lexer.binds = 0;
    lexer.take(length > 1 ? token.ASSIGN_CHANGED : token.OPERATOR, length + 1);
  } else lexer.take(length > 1 ? token.OPERATOR : token.GREATER, length);
}
