import type { Expression, Statement } from '../../../syntax.ts';
import { skipBrackets } from './brackets.ts';
import { assignment } from './expressions.ts';
import { block, parameters } from './functions.ts';
import { NotRead } from './lexer.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { annotation, skipType, skipTypeParameters } from './types.ts';

/** An arrow function stands next; what it takes to tell is read ahead and put back. */
export function startsArrow(script: Script): boolean {
  switch (script.kind) {
    case token.WORD:
      return isArrowAt(script) || (script.is('async') && ahead(script, followsAsync));
    case token.OPEN_ROUND:
      return ahead(script, followsBrackets);
    case token.LESS:
      return script.types && mayBeGeneric(script) && ahead(script, followsTypeParameters);
    default:
      return false;
  }
}

/** `=>` follows the word on its line. */
function isArrowAt(script: Script): boolean {
  let offset = 0;
  while (script.after(offset) === 0x20) offset++;
  return script.after(offset) === 0x3d && script.after(offset + 1) === 0x3e;
}

/** Beside elements, `<T>` begins one unless it says more. */
const mayBeGeneric = ({ elements, text, start }: Script): boolean =>
  !elements || /^<\s*[\w$]+\s*(?:,|extends\b)/.test(text.slice(start, start + 80));

function ahead(script: Script, holds: (script: Script) => boolean): boolean {
  const mark = script.mark();
  try {
    return holds(script);
  } catch (error) {
    if (error instanceof NotRead && error !== AMBIGUOUS) return false;
    throw error;
  } finally {
    script.back(mark);
  }
}

function followsAsync(script: Script): boolean {
  script.next();
  if (script.breakBefore) return false;
  if (script.kind === token.WORD) return isArrowAt(script);
  if (script.kind === token.LESS) return script.types && followsTypeParameters(script);
  return script.kind === token.OPEN_ROUND && followsBrackets(script);
}

function followsTypeParameters(script: Script): boolean {
  skipTypeParameters(script);
  return script.kind === token.OPEN_ROUND && followsBrackets(script);
}

function followsBrackets(script: Script): boolean {
  const mark = script.mark();
  script.next();
  if (!mayBeParameters(script)) return false;
  script.back(mark);
  skipBrackets(script);
  if (script.kind === token.ARROW) return true;
  return script.kind === token.COLON && script.types && followsReturnType(script);
}

/** By the first two tokens: most brackets hold what cannot be parameters. */
function mayBeParameters(script: Script): boolean {
  switch (script.kind) {
    case token.CLOSE_ROUND:
    case token.SPREAD:
    case token.OPEN_CURLY:
    case token.OPEN_SQUARE:
      return true;
    case token.WORD:
      script.next();
      break;
    default:
      return false;
  }
  switch (script.kind) {
    case token.COLON:
    case token.CLOSE_ROUND:
    case token.COMMA:
    case token.ASSIGN:
      return true;
    case token.QUESTION:
      script.next();
      return script.kind === token.COLON || script.kind === token.COMMA || script.kind === token.CLOSE_ROUND;
    default:
      return false;
  }
}

function followsReturnType(script: Script): boolean {
  const { inChoice } = script;
  script.next();
  skipType(script);
  if (script.kind !== token.ARROW) return false;
  if (inChoice) throw AMBIGUOUS;
  return true;
}

/** `a ? (b) : c => d` has two readings. */
const AMBIGUOUS = new NotRead('This has two readings.');

export function arrow(script: Script, into: Statement[]): Expression {
  const { start } = script;
  if (script.is('async') && !isArrowAt(script)) script.next();
  let returns: string | undefined;
  let given;
  if (script.kind === token.WORD) {
    given = [{ name: script.word, annotations: [] }];
    script.next();
  } else {
    skipTypeParameters(script);
    given = parameters(script, into);
    returns = annotation(script);
  }
  if (script.breakBefore) script.fail();
  script.expect(token.ARROW);
  const body = script.kind === token.OPEN_CURLY ? block(script) : returned(script);
  script.read('function');
  script.returns = returns;
  return { kind: 'function', parameters: given, body, span: [start, script.before] };
}

function returned(script: Script): Statement[] {
  const body: Statement[] = [];
  const value = assignment(script, body);
  body.push({ kind: 'return', value, span: value.span });
  return body;
}
