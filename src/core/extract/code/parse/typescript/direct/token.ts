/** What a token is. Numbers, since every token of a workspace is asked for its kind several times. */
export const END: number = 0;
export const WORD: number = 1;
export const PRIVATE: number = 2;
export const TEXT: number = 3;
export const NUMBER: number = 4;
export const BIG_NUMBER: number = 5;
export const TEMPLATE: number = 6;
export const OPEN_ROUND: number = 7;
export const CLOSE_ROUND: number = 8;
export const OPEN_SQUARE: number = 9;
export const CLOSE_SQUARE: number = 10;
export const OPEN_CURLY: number = 11;
export const CLOSE_CURLY: number = 12;
export const SEMICOLON: number = 13;
export const COMMA: number = 14;
export const DOT: number = 15;
export const SPREAD: number = 16;
export const COLON: number = 17;
export const QUESTION: number = 18;
export const OPTIONAL: number = 19;
export const ARROW: number = 20;
export const ASSIGN: number = 21;
/** `||=` and `??=`: the target keeps what it has, if it has something. */
export const ASSIGN_MISSING: number = 22;
export const ASSIGN_CHANGED: number = 23;
export const AT: number = 24;
export const NOT: number = 25;
export const STEP: number = 26;
/** Operators between two values have a kind of their own only where more than their precedence counts. */
export const OPERATOR: number = 27;
export const OR: number = 28;
export const AND: number = 29;
export const PLUS: number = 30;
export const MINUS: number = 31;
export const LESS: number = 32;
export const GREATER: number = 33;
export const SLASH: number = 34;
export const STAR: number = 35;
export const PIPE: number = 36;
export const AMPERSAND: number = 37;
export const POWER: number = 38;

/** How strongly operators bind; 0 is no operator. */
export const BINDS = {
  or: 1,
  and: 2,
  pipe: 3,
  caret: 4,
  ampersand: 5,
  equality: 6,
  relation: 7,
  shift: 8,
  sum: 9,
  product: 10,
  power: 11,
} as const;
