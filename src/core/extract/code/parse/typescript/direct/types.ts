import { skipBrackets, skipTypeBrackets } from './brackets.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

/** Types are passed over: the tree keeps where they stand, and only as text. */
export function skipType(script: Script): void {
  if (isFunctionType(script)) return skipFunctionType(script);
  skipUnion(script);
  if (script.breakBefore || !script.takesWord('extends')) return;
  skipUnion(script);
  script.expect(token.QUESTION);
  skipType(script);
  script.expect(token.COLON);
  skipType(script);
}

function skipFunctionType(script: Script): void {
  script.takesWord('abstract');
  script.takesWord('new');
  skipTypeParameters(script);
  if (script.kind !== token.OPEN_ROUND) script.fail();
  skipTypeBrackets(script);
  script.expect(token.ARROW);
  skipType(script);
}

function isFunctionType(script: Script): boolean {
  if (script.kind === token.LESS) return true;
  if (script.kind === token.WORD) return isConstructor(script);
  if (script.kind !== token.OPEN_ROUND) return false;
  const mark = script.mark();
  skipTypeBrackets(script);
  const found = script.kind === token.ARROW;
  script.back(mark);
  return found;
}

function isConstructor(script: Script): boolean {
  if (script.is('new')) return true;
  if (!script.is('abstract')) return false;
  const mark = script.mark();
  script.next();
  const found = script.is('new');
  script.back(mark);
  return found;
}

function skipUnion(script: Script): void {
  if (script.kind === token.PIPE || script.kind === token.AMPERSAND) script.next();
  for (;;) {
    if (isFunctionType(script)) return skipFunctionType(script);
    skipOperand(script);
    if (script.kind !== token.PIPE && script.kind !== token.AMPERSAND) return;
    script.next();
  }
}

const PREFIXES: ReadonlySet<string> = new Set(['keyof', 'unique', 'readonly', 'infer', 'asserts']);

function skipOperand(script: Script): void {
  switch (script.kind) {
    case token.WORD:
      skipNamed(script);
      break;
    case token.TEXT:
    case token.NUMBER:
    case token.BIG_NUMBER:
      script.next();
      break;
    case token.MINUS:
      script.next();
      if (script.kind !== token.NUMBER && script.kind !== token.BIG_NUMBER) script.fail();
      script.next();
      break;
    case token.OPEN_CURLY:
    case token.OPEN_SQUARE:
    case token.OPEN_ROUND:
      skipTypeBrackets(script);
      break;
    case token.TEMPLATE:
      skipBrackets(script);
      break;
    default:
      script.fail();
  }
  // `T[]` and `T['key']`.
  while (script.kind === token.OPEN_SQUARE && !script.breakBefore) skipTypeBrackets(script);
}

function skipNamed(script: Script): void {
  const { word } = script;
  if (RESERVED.has(word)) script.fail();
  script.pass();
  if (PREFIXES.has(word) && startsOperand(script)) return skipOperand(script);
  if (word === 'typeof' || word === 'import') skipQueried(script, word);
  skipMembers(script);
  if (!script.breakBefore && script.is('is')) {
    script.next();
    skipType(script);
  }
}

/** `typeof a.b`, `import('./a').B`, `typeof import('./a')`. */
function skipQueried(script: Script, word: string): void {
  if (word === 'typeof') {
    const { word: named, kind } = script;
    if (kind !== token.WORD) script.fail();
    script.next();
    if (named !== 'import') return;
  }
  if (script.kind !== token.OPEN_ROUND) script.fail();
  skipTypeBrackets(script);
}

function skipMembers(script: Script): void {
  while (script.takes(token.DOT)) {
    if (script.kind !== token.WORD && script.kind !== token.PRIVATE) script.fail();
    script.next();
  }
  if (script.kind === token.LESS && !script.breakBefore) skipTypeArguments(script);
}

function startsOperand(script: Script): boolean {
  if (script.breakBefore) return false;
  switch (script.kind) {
    case token.WORD:
      return !script.is('is') && !script.is('extends');
    case token.OPEN_CURLY:
    case token.OPEN_ROUND:
    case token.TEXT:
    case token.TEMPLATE:
      return true;
    case token.OPEN_SQUARE:
      return true;
    default:
      return false;
  }
}

/** Words that begin or end a statement or value: a type that begins with one is no type. */
const RESERVED: ReadonlySet<string> = new Set(
  'break case catch class const continue debugger default delete do else enum export extends finally for function if in instanceof new return super switch throw try var while with'.split(
    ' ',
  ),
);

/** `<A, B>`, each with its place. */
export function skipTypeArguments(script: Script): [start: number, end: number][] {
  const places: [number, number][] = [];
  script.expect(token.LESS);
  while (script.kind !== token.GREATER) {
    const { start } = script;
    skipType(script);
    places.push([start, script.before]);
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.GREATER);
  return places;
}

/** `<T extends A = B>`; nothing where there are none. */
export function skipTypeParameters(script: Script): void {
  if (!script.takes(token.LESS)) return;
  while (script.kind !== token.GREATER) {
    while (script.is('const') || script.is('in') || script.is('out')) script.next();
    if (script.kind === token.WORD) script.next();
    if (script.takesWord('extends')) skipType(script);
    if (script.takes(token.ASSIGN)) skipType(script);
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.GREATER);
}

/** The text of `: type`, in one line. */
export function annotation(script: Script): string | undefined {
  if (script.kind !== token.COLON) return undefined;
  if (!script.types) script.fail();
  script.next();
  const { start } = script;
  skipType(script);
  return script.text.slice(start, script.before).replaceAll(/\s+/g, ' ');
}
