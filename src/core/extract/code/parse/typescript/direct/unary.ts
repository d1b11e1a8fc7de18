import type { Expression, Statement } from '../../../syntax.ts';
import { chain } from './chains.ts';
import { other } from './expressions.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { skipType } from './types.ts';

export function unary(script: Script, into: Statement[]): Expression {
  switch (script.kind) {
    case token.WORD:
      return worded(script, into);
    case token.PLUS:
      return behind(script, into);
    case token.MINUS:
    case token.NOT:
      return changed(script, into);
    case token.STEP:
      return stepped(script);
    case token.LESS:
      return script.types && !script.elements ? asserted(script, into) : postfix(script, into);
    default:
      return postfix(script, into);
  }
}

function worded(script: Script, into: Statement[]): Expression {
  switch (script.text.charCodeAt(script.start)) {
    case 0x74: // typeof
    case 0x76: // void
    case 0x64: // delete
      return script.is('typeof') || script.is('void') || script.is('delete') ? changed(script, into) : postfix(script, into);
    case 0x61:
      return script.is('await') ? awaited(script, into) : postfix(script, into);
    default:
      return postfix(script, into);
  }
}

/** The value of what stands behind the sign. */
function behind(script: Script, into: Statement[]): Expression {
  script.next();
  const value = unary(script, into);
  script.read('other');
  return value;
}

function awaited(script: Script, into: Statement[]): Expression {
  script.next();
  const value = unary(script, into);
  const { required } = script;
  script.read('other');
  if (required?.member === undefined) script.required = required;
  return value;
}

function changed(script: Script, into: Statement[]): Expression {
  const { start } = script;
  script.next();
  const value = unary(script, into);
  script.read('other');
  return other([value], start, script.before);
}

/** `++count` says nothing. */
function stepped(script: Script): Expression {
  const { start } = script;
  script.next();
  unary(script, []);
  script.read('other');
  return other([], start, script.before);
}

function asserted(script: Script, into: Statement[]): Expression {
  script.next();
  if (!script.takesWord('const')) skipType(script);
  script.expect(token.GREATER);
  const value = unary(script, into);
  script.read('other');
  return value;
}

function postfix(script: Script, into: Statement[]): Expression {
  const { start } = script;
  const { length } = into;
  const value = chain(script, into);
  if (script.kind !== token.STEP || script.breakBefore) return value;
  script.next();
  into.length = length;
  script.read('other');
  return other([], start, script.before);
}
