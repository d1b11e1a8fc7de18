import type { Expression, Statement } from '../../../syntax.ts';
import { attributed } from '../attributed.ts';
import { NAME_PART } from './characters.ts';
import { expression, other } from './expressions.ts';
import type { Script } from './script.ts';
import * as token from './token.ts';
import { skipTypeArguments } from './types.ts';

/** JSX: the expressions in its attributes and children; texts that are shown to people are not kept. */
export function element(script: Script, into: Statement[]): Expression {
  if (!script.elements) script.fail();
  const value = nested(script, into);
  script.next();
  script.read('other');
  return value;
}

/** Leaves the last `>` as the token that stands next: a text may follow it. */
function nested(script: Script, into: Statement[]): Expression {
  const { start } = script;
  const children: Expression[] = [];
  script.next();
  const name = script.kind === token.GREATER ? '' : elementName(script);
  if (script.kind === token.LESS) skipTypeArguments(script);
  while (script.kind !== token.GREATER && script.kind !== token.SLASH) attribute(script, children, into);
  if (script.takes(token.SLASH)) {
    if (script.kind !== token.GREATER) script.fail();
  } else childrenOf(script, children, { into, name });
  return other(children, start, script.end);
}

/** `Menu.Item`, `svg:path`, `data-id`. */
function elementName(script: Script): string {
  const { text, start } = script;
  if (script.kind !== token.WORD) script.fail();
  let at = start;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code > 127 || NAME_PART[code] === 1 || code === 0x2d || code === 0x2e || code === 0x3a) at++;
    else break;
  }
  script.end = at;
  script.next();
  return text.slice(start, at);
}

function attribute(script: Script, children: Expression[], into: Statement[]): void {
  if (script.takes(token.OPEN_CURLY)) {
    script.expect(token.SPREAD);
    contained(script, children, into);
    return script.expect(token.CLOSE_CURLY);
  }
  const name = elementName(script);
  if (script.kind !== token.ASSIGN) return;
  if (quoted(script)) return;
  script.next();
  if (script.kind === token.OPEN_CURLY) {
    script.next();
    const values: Expression[] = [];
    contained(script, values, into);
    children.push(...values.map(value => attributed(name, value)));
    return script.expect(token.CLOSE_CURLY);
  }
  if (script.kind !== token.LESS) script.fail();
  const isFragment = script.after(0) === 0x3e;
  const value = nested(script, into);
  script.next();
  if (!isFragment) children.push(value);
}

/** The text of an attribute may run over lines and has no escape sequences. */
function quoted(script: Script): boolean {
  const { text } = script;
  let at = script.end;
  while (text.charCodeAt(at) <= 0x20) at++;
  const quote = text[at];
  if (quote !== '"' && quote !== "'") return false;
  const end = text.indexOf(quote, at + 1);
  if (end < 0) script.fail();
  script.end = end + 1;
  script.next();
  return true;
}

interface Children {
  readonly into: Statement[];
  readonly name: string;
}

function childrenOf(script: Script, children: Expression[], { into, name }: Children): void {
  for (;;) {
    toMark(script);
    if (script.kind === token.OPEN_CURLY) child(script, children, into);
    else if (script.after(0) === 0x2f || isClosing(script)) return closed(script, name);
    else children.push(nested(script, into));
  }
}

/** To the next `{` or `<`. */
function toMark(script: Script): void {
  const { text } = script;
  let at = script.end;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x3c) break;
  }
  script.end = at;
  script.next();
  if (script.kind !== token.OPEN_CURLY && script.kind !== token.LESS) script.fail();
}

const isClosing = ({ text, end }: Script): boolean => /^\s+\//.test(text.slice(end, end + 100));

/** Leaves the closing bracket as the token that stands next. */
function child(script: Script, children: Expression[], into: Statement[]): void {
  script.next();
  if (script.kind === token.CLOSE_CURLY) return;
  script.takes(token.SPREAD);
  contained(script, children, into);
  if (script.kind !== token.CLOSE_CURLY) script.fail();
}

function contained(script: Script, children: Expression[], into: Statement[]): void {
  const value = expression(script, into);
  if (script.shape !== 'identifier' && script.shape !== 'literal') children.push(value);
}

function closed(script: Script, name: string): void {
  script.next();
  if (script.kind !== token.SLASH) script.fail();
  script.next();
  const closes = script.kind === token.GREATER ? '' : elementName(script);
  if (closes !== name || script.kind !== token.GREATER) script.fail();
}
