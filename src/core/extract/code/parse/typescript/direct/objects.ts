import type { Entry, Expression, Statement } from '../../../syntax.ts';
import { assignment } from './expressions.ts';
import { methodValue } from './functions.ts';
import { propertyKey } from './keys.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';

/** Spreads are left out: what they add has its own place. */
export function object(script: Script, into: Statement[]): Expression {
  const { start, inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  const entries: Entry[] = [];
  script.next();
  while (script.kind !== token.CLOSE_CURLY) {
    if (script.takes(token.SPREAD)) assignment(script, []);
    else entries.push(entry(script, into));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_CURLY);
  script.inChoice = inChoice;
  script.inHead = inHead;
  script.read('other');
  return { kind: 'object', entries, span: [start, script.before] };
}

/** `get`, `set`, `async` and `*` before a method's name. */
export function skipModifiers(script: Script): boolean {
  let found = false;
  while (script.is('get') || script.is('set') || script.is('async')) {
    const mark = script.mark();
    script.next();
    if (!startsKey(script)) {
      script.back(mark);
      return found;
    }
    found = true;
  }
  return script.takes(token.STAR) || found;
}

export const startsKey = ({ kind }: Script): boolean =>
  (kind >= token.WORD && kind <= token.NUMBER) || kind === token.OPEN_SQUARE || kind === token.STAR;

function entry(script: Script, into: Statement[]): Entry {
  const { start } = script;
  const isMethod = skipModifiers(script);
  const { kind } = script;
  const key = propertyKey(script);
  if (isMethod || script.kind === token.OPEN_ROUND || script.kind === token.LESS) {
    const value = methodValue(script, into);
    return { key, value, span: [start, script.before] };
  }
  if (script.takes(token.COLON)) {
    const value = assignment(script, into);
    return { key, value, span: [start, script.before] };
  }
  // `{ name }`; with a default it is taken apart, which was not expected here.
  if (kind !== token.WORD || script.kind === token.ASSIGN) script.fail();
  const span = [start, script.before] as const;
  return { key, value: { kind: 'name', path: [key], span }, span };
}

export function list(script: Script, into: Statement[]): Expression {
  const { start, inChoice, inHead } = script;
  script.inChoice = script.inHead = false;
  const items: Expression[] = [];
  script.next();
  while (script.kind !== token.CLOSE_SQUARE) {
    if (script.takes(token.COMMA)) continue;
    script.takes(token.SPREAD);
    items.push(assignment(script, into));
    if (!script.takes(token.COMMA)) break;
  }
  script.expect(token.CLOSE_SQUARE);
  script.inChoice = inChoice;
  script.inHead = inHead;
  script.read('other');
  return { kind: 'list', items, span: [start, script.before] };
}
